import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { pricesOn, priceTrip } from '#rating/inquiry.ts'
import { formatDay } from '#words/format.ts'
import { TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'
import { DateField } from '../../parts/date-field.tsx'
import { FaultSummary, type Faults } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PriceTable } from '../../parts/price-table.tsx'
import { pricesInWords, tripInWords } from '../../parts/show-prices.ts'
import { tripIn } from '../../parts/trip-asked.ts'
import { TripAnswer, TripForm } from '../../parts/trip-form.tsx'
import { dayIn } from '../period.ts'
import { notFound, visitOf } from '../visit.ts'

export const access = 'anyone'

/** Everything asked for stands in the address: a trip can be kept, and sent to somebody. */
export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, kept, deps } = visitOf(context)
  const { tariffs, companies } = await kept.figures()
  const file = tariffs.find(({ project }) => project === params.project)
  if (!file) throw notFound()
  const { day, typed, wrong } = dayIn(url, 'dato', osloDay(deps.now()))
  const known = pricesOn(file, day)
  const asked = tripIn(url)
  const stops = asked.stops.flatMap(({ station, minuteOfDay }) =>
    minuteOfDay === undefined ? [] : [{ station, minuteOfDay }],
  )
  const isAsked = asked.sent && !wrong && !asked.wrong && stops.length > 0
  return {
    language,
    project: file.project,
    name: file.name,
    company: companies.find(({ code }) => code === file.charger)?.name ?? '',
    dayTyped: typed,
    dayWrong: wrong,
    day: formatDay(day, language),
    groups: pricesInWords(known.groups, language),
    unknown: known.unknown,
    stations: file.stations
      .filter(({ open }) => open.some(({ from, to }) => from <= day && (to === undefined || day <= to)))
      .map(({ code, name }) => ({ value: code, name })),
    asked,
    answer: isAsked ? tripInWords(priceTrip(file, { ...asked, day, stops }), file, language) : undefined,
  }
}

export default function PricesProject() {
  const shown = useLoaderData<typeof loader>()
  const { language, project, name, groups, unknown, stations, answer } = shown
  const texts = TARIFF_PAGE_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <Link asChild>
          <RouterLink to="/priser">{texts.toList}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.pricesOf(name)}</PageTitle>
        <Paragraph className="quiet">{shown.company}</Paragraph>
      </div>
      <FaultSummary faults={faultsOf(shown)} language={language} />
      <form method="get" action={`/priser/${project}`} className="filter" aria-label={texts.day}>
        <DateField
          id="dato"
          label={texts.day}
          value={shown.dayTyped}
          fault={shown.dayWrong ? texts.noSuchDay : undefined}
        />
        <Button type="submit" variant="secondary">
          {texts.show}
        </Button>
      </form>
      {answer && <TripAnswer language={language} answer={answer} />}
      {stations.length > 0 && <TripForm shown={shown} />}
      <section className="stack" aria-labelledby="prices">
        <Heading level={2} data-size="sm" id="prices">
          {texts.onDay(shown.day)}
        </Heading>
        {groups.length === 0 ? (
          <Paragraph>{texts.none}</Paragraph>
        ) : (
          <Paragraph>{texts.fullPricesWhy}</Paragraph>
        )}
        {groups.map((group, i) => (
          <PriceTable key={group.stations[0] ?? i} language={language} group={group} id={`group-${i}`} />
        ))}
        {unknown.length > 0 && <Paragraph>{`${texts.unknownStations} ${unknown.join(', ')}.`}</Paragraph>}
      </section>
    </main>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

/** Of both forms: the day's and the trip's. */
function faultsOf({ language, dayWrong, asked }: Shown): Faults {
  const texts = TARIFF_PAGE_TEXTS[language]
  const stop = asked.wrong?.stop
  return {
    ...(dayWrong ? { dato: texts.noSuchDay } : {}),
    ...(stop === undefined
      ? {}
      : stop === 0
        ? { stasjon1: texts.chooseStation }
        : { [`kl${stop}`]: texts.noSuchTime }),
  }
}
