import { Button, Paragraph } from '@digdir/designsystemet-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { addMonths, osloMonth } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { readCaps } from '#payments/read-caps.ts'
import { readWithdrawals } from '#payments/read-correction-texts.ts'
import { readMonths } from '#payments/read-months.ts'
import { readPassagesMonth } from '#payments/read-passages-month.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { formatCount, formatKroner, formatMonth } from '#words/format.ts'
import { capGroupName, MONTH_TEXTS } from '#words/months.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Caps } from '../../parts/caps.tsx'
import { COMPLAIN_OF } from '../../parts/complain-or-ask.tsx'
import { Days } from '../../parts/days.tsx'
import { MonthsTable } from '../../parts/months-table.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { daysOf, ofPassage } from '../../parts/show-passages.ts'
import { pageNumber } from '../page-number.ts'
import { asCustomer, monthOf, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, deps, kept } = visitOf(context)
  const month = monthOf(params.month)
  const page = pageNumber(url)
  const capGroups = await kept.capGroups()
  const { read, caps, months, withdrawals } = await asCustomer(context, async (tx, { partyIds }) => ({
    read: await readPassagesMonth(tx, partyIds, { month, page }),
    caps: await readCaps(tx, capGroups, { partyIds, month }),
    months: await readMonths(tx, partyIds),
    withdrawals: await readWithdrawals(tx, partyIds, month),
  }))
  if (page > read.pageCount) throw notFound()
  const thisMonth = osloMonth(deps.now())
  const name = formatMonth(month, language)
  const texts = MONTH_TEXTS[language]
  return {
    language,
    month: name,
    earlier: read.firstMonth !== undefined && read.firstMonth < month ? monthLink(month, -1) : undefined,
    later: month < thisMonth ? monthLink(month, 1) : undefined,
    count: read.count,
    sum: formatKroner(read.sum, language),
    free: read.free,
    erased: { count: read.erased.count, sum: formatKroner(read.erased.sum, language) },
    withdrawn: withdrawals.map(({ count, ...said }) => ({ count, says: said[language] })),
    caps: caps.map((cap) => ({
      name: capGroupName(cap, language),
      plate: shownPlate(cap.plate),
      counted: texts.counted(
        cap.number,
        cap.limit,
        month === thisMonth ? texts.thisMonth : texts.inMonth(name),
      ),
      number: cap.number,
      limit: cap.limit,
    })),
    months: months.map((total) => ({
      at: monthLink(total.month, 0),
      name: formatMonth(total.month, language),
      count: formatCount(total.count, language),
      sum: formatKroner(total.sum, language),
      isShown: total.month === month,
    })),
    page,
    pageCount: read.pageCount,
    days: daysOf(
      read.passages.map((passage) => ofPassage(passage, language)),
      language,
    ),
  }
}

function monthLink(month: string, step: number): string {
  return `/min-side/passeringer/${addMonths(month, step).slice(0, 7)}`
}

export default function PassagesMonth() {
  const shown = useLoaderData<typeof loader>()
  const { language, month, earlier, later, count, sum, free, erased, days } = shown
  const texts = PASSAGE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{`${texts.heading} ${month}`}</PageTitle>
      <nav className="months" aria-label={texts.months}>
        {earlier && (
          <Button asChild variant="secondary">
            <Link to={earlier} rel="prev">
              {texts.previousMonth}
            </Link>
          </Button>
        )}
        {later && (
          <Button asChild variant="secondary">
            <Link to={later} rel="next">
              {texts.nextMonth}
            </Link>
          </Button>
        )}
      </nav>
      <div className="panel total">
        <div>
          <Paragraph className="quiet">{texts.sum}</Paragraph>
          <Paragraph>{texts.count(count)}</Paragraph>
          {free.byHourRule > 0 && <Paragraph>{texts.freeByHourRule(free.byHourRule)}</Paragraph>}
          {free.byCap > 0 && <Paragraph>{texts.freeByCap(free.byCap)}</Paragraph>}
        </div>
        <Paragraph className="amount-large">{sum}</Paragraph>
      </div>
      <Caps language={language} caps={shown.caps} />
      {count === 0 && <Paragraph>{`${texts.none(month)} ${texts.later}`}</Paragraph>}
      {erased.count > 0 && <Paragraph>{texts.erased(erased.count, erased.sum)}</Paragraph>}
      {shown.withdrawn.map(({ count: taken, says }) => (
        <Paragraph key={says}>{texts.withdrawn(taken, says)}</Paragraph>
      ))}
      <form method="get" action={COMPLAIN_OF} className="stack">
        <Days language={language} days={days} choosable />
        {days.length > 0 && (
          <div>
            <Button type="submit" variant="secondary">
              {COMPLAINT_TEXTS[language].complainOfChosen}
            </Button>
          </div>
        )}
      </form>
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      <MonthsTable language={language} months={shown.months} />
    </>
  )
}
