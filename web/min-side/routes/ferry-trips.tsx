import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay, osloMonth } from '#core/oslo.ts'
import { readOwnTrips, readTripMonths } from '#ferry/read-trips.ts'
import { FERRY_TRIP_LIST_TEXTS } from '#words/ferry-trip-list.ts'
import { formatDay } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { MONTH_TEXTS } from '#words/months.ts'
import { DateField } from '../../parts/date-field.tsx'
import { FerryTripDays } from '../../parts/ferry-trips.tsx'
import { MonthRows } from '../../parts/month-rows.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PeriodFaults } from '../../parts/period-faults.tsx'
import { legNames, sumsInWords, tripDaysInWords, tripMonthsInWords } from '../../parts/show-ferry-trips.ts'
import { pageNumber } from '../page-number.ts'
import { periodOf } from '../period.ts'
import { wholeMonth } from '../show-passage-list.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const HERE = '/min-side/ferje/turer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { period, asked: typed, wrong } = periodOf(url)
  const page = pageNumber(url)
  const nameOf = legNames(await visitOf(context).kept.ferries())
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const texts = FERRY_TRIP_LIST_TEXTS[language]
    const months = await readTripMonths(tx, partyIds)
    // Without a period: the month of the last trip, that there be something to see.
    const latest = wholeMonth(months[0]?.month ?? osloMonth(now))
    const to = period.to ?? (period.from === undefined ? latest.to : osloDay(now))
    const from =
      period.from ?? (period.to === undefined ? latest.from : wholeMonth(`${period.to.slice(0, 7)}-01`).from)
    const isWrong = wrong.from !== undefined || wrong.to !== undefined
    // What is none is told as it was typed, and nothing is shown for it.
    const asked = { from, to: to < from ? from : to }
    const read = await readOwnTrips(tx, partyIds, { ...asked, page })
    if (page > read.pageCount) throw notFound()
    return {
      language,
      wrong,
      isWrong,
      typed: isWrong ? typed : asked,
      title: isWrong ? texts.heading : texts.period(formatDay(from, language), formatDay(asked.to, language)),
      count: read.sums.count,
      sums: sumsInWords(read.sums, language),
      waiting: read.waiting,
      days: tripDaysInWords(read.trips, nameOf, language),
      months: tripMonthsInWords(months, language).map(({ month, ...words }) => {
        const whole = wholeMonth(month)
        const isShown = whole.from === asked.from && whole.to === asked.to
        return { ...words, isShown, at: `${HERE}?${queryOf(whole)}` }
      }),
      query: queryOf(asked),
      page,
      pageCount: read.pageCount,
    }
  })
}

function queryOf({ from, to }: { from: string; to: string }): string {
  return new URLSearchParams({ fra: from, til: to }).toString()
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function FerryTrips() {
  const shown = useLoaderData<typeof loader>()
  const { language, title } = shown
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/ferje">{texts.toFerry}</RouterLink>
        </Link>
        <PageTitle language={language}>{title}</PageTitle>
      </div>
      <PeriodFaults language={language} wrong={shown.wrong} />
      <Period shown={shown} />
      {!shown.isWrong && <Trips shown={shown} />}
      <Months shown={shown} />
    </>
  )
}

function Trips({ shown }: { shown: Shown }) {
  const { language, count, sums, waiting } = shown
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  return (
    <>
      {waiting > 0 && <Paragraph>{texts.waiting(waiting)}</Paragraph>}
      {count === 0 ? (
        <div className="stack">
          <Paragraph>{texts.none}</Paragraph>
          <Paragraph className="quiet">{texts.noneWhy}</Paragraph>
        </div>
      ) : (
        <div className="panel total">
          <div>
            <Paragraph className="quiet">{texts.toPay}</Paragraph>
            <Paragraph className="amount-large">{sums.toPay}</Paragraph>
            <Paragraph>{sums.count}</Paragraph>
          </div>
          <dl className="ferry-sums">
            {sums.rows.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="amount">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      <FerryTripDays language={language} days={shown.days} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      {count > 0 && (
        <div>
          <Link href={`${HERE}/turer.csv?${shown.query}`} download>
            {texts.file}
          </Link>
        </div>
      )}
    </>
  )
}

function Period({ shown: { language, typed, wrong } }: { shown: Shown }) {
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  const days = INVOICE_PAGE_TEXTS[language]
  return (
    <form method="get" action={HERE} className="filter" aria-label={texts.choose}>
      <DateField id="fra" label={days.from} value={typed.from} fault={wrong.from && days[wrong.from]} />
      <DateField id="til" label={days.to} value={typed.to} fault={wrong.to && days[wrong.to]} />
      <Button type="submit" variant="secondary">
        {texts.show}
      </Button>
    </form>
  )
}

function Months({ shown: { language, months } }: { shown: Shown }) {
  const texts = FERRY_TRIP_LIST_TEXTS[language]
  if (months.length === 0) return null
  return (
    <section className="stack" aria-labelledby="months">
      <Heading level={2} data-size="sm" id="months">
        {texts.months}
      </Heading>
      <MonthRows
        caption={texts.months}
        names={{ month: MONTH_TEXTS[language].month, count: texts.trips, sum: texts.toPay }}
        months={months}
      />
    </section>
  )
}
