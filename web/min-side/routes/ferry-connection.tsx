import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { valueOn } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { ferryCompanyOn } from '#ferry/connection.ts'
import { askedPrice, faresOn } from '#ferry/inquiry.ts'
import { ferryLimitsOn } from '#ferry/limits.ts'
import { FERRY_PRICE_TEXTS, formatKg } from '#words/ferry-prices.ts'
import { ferryStepAmount, ferryStepText, isExampleFare } from '#words/ferry-steps.ts'
import { FERRY_TRIP_TEXTS } from '#words/ferry-trips.ts'
import { formatDay, formatKroner, formatMetres } from '#words/format.ts'
import { DateField } from '../../parts/date-field.tsx'
import { ferryAskedIn } from '../../parts/ferry-asked.ts'
import { LegFaresTable, legInWords } from '../../parts/ferry-fares.tsx'
import { FerryAnswer, type FerryAnswerShown, FerryTripForm } from '../../parts/ferry-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { dayIn } from '../period.ts'
import { notFound, visitOf } from '../visit.ts'

export const access = 'anyone'

/** Everything asked for stands in the address: a trip can be kept, and sent to somebody. */
export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, kept, deps } = visitOf(context)
  const texts = FERRY_PRICE_TEXTS[language]
  const rules = await kept.ferries()
  const connection = [...rules.legs.values()].find(
    (leg) => leg.connection.code === params.connection,
  )?.connection
  if (!connection) throw notFound()
  const { day, typed, wrong } = dayIn(url, 'dato', osloDay(deps.now()))
  const terms = valueOn(connection.terms, day)
  const fares = faresOn(rules, connection, day)
  const asked = ferryAskedIn(url)
  const sent = url.searchParams.get('strekning')
  const leg = (fares.find((one) => one.leg.code === sent) ?? fares[0])?.leg
  const towing = ferryLimitsOn(rules, day)?.towing
  const company = ferryCompanyOn(connection, day)
  return {
    language,
    name: connection.name,
    code: connection.code,
    about: [
      [connection.road, connection.region].filter(Boolean).join(' · '),
      company === undefined ? '' : texts.company(company),
      texts.media[terms?.value.medium ?? 'unknown'],
      terms?.value.personsPay === undefined
        ? ''
        : terms.value.personsPay
          ? texts.personsPay
          : texts.personsFree,
      { in: '', partly: texts.partly, outside: texts.outside, unknown: texts.membershipUnknown }[
        connection.membership
      ],
      terms === undefined ? '' : texts.source(terms.source),
    ].filter((line) => line !== ''),
    dayTyped: typed,
    dayWrong: wrong,
    day: formatDay(day, language),
    legs: fares.map((one) => legInWords(one, language)),
    trip: leg && {
      language,
      asked,
      connection: connection.code,
      day,
      leg: leg.code,
      legs: fares.map((one) => ({ value: one.leg.code, name: one.leg.name })),
      personsPay: terms?.value.personsPay === true,
      towings:
        towing &&
        FERRY_TRIP_TEXTS[language].towings(
          formatMetres(towing.vehicleMaxCm, language),
          formatKg(towing.weightMaxKg, language),
        ),
    },
    answer:
      leg === undefined || sent === null || wrong || asked.wrong.length > 0
        ? undefined
        : answerInWords(askedPrice(leg, day, asked.trip, rules), language),
  }
}

function answerInWords(price: ReturnType<typeof askedPrice>, language: Language): FerryAnswerShown {
  if (isRefusal(price))
    return {
      total: undefined,
      unknown: FERRY_TRIP_TEXTS[language].noPrice[price.refused],
      example: false,
      steps: [],
    }
  return {
    total: formatKroner(sumOre([price.fare, price.toll, price.personFare]), language),
    unknown: undefined,
    example: isExampleFare(price.steps),
    steps: price.steps.map((step) => ({
      text: ferryStepText(step, language),
      amount: ferryStepAmount(step, language),
    })),
  }
}

export default function FerryConnection() {
  const { language, name, code, about, dayTyped, dayWrong, day, legs, trip, answer } =
    useLoaderData<typeof loader>()
  const texts = FERRY_PRICE_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <Link asChild>
          <RouterLink to="/ferjesamband">{texts.toList}</RouterLink>
        </Link>
        <PageTitle language={language}>{name}</PageTitle>
        {about.map((line) => (
          <Paragraph key={line} className="quiet">
            {line}
          </Paragraph>
        ))}
      </div>
      <form method="get" action={`/ferjesamband/${code}`} className="filter" aria-label={texts.day}>
        <DateField
          id="dato"
          label={texts.day}
          value={dayTyped}
          fault={dayWrong ? texts.noSuchDay : undefined}
        />
        <Button type="submit" variant="secondary">
          {texts.show}
        </Button>
      </form>
      {answer && <FerryAnswer language={language} answer={answer} />}
      {trip && <FerryTripForm trip={trip} />}
      <section className="stack" aria-labelledby="fares">
        <Heading level={2} data-size="sm" id="fares">
          {texts.fares(day)}
        </Heading>
        <Paragraph>{texts.faresWhy}</Paragraph>
        {legs.map((leg) => (
          <LegFaresTable key={leg.code} leg={leg} language={language} />
        ))}
      </section>
    </main>
  )
}
