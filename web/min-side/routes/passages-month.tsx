import { Button, Paragraph } from '@digdir/designsystemet-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import type { Day } from '#core/dated.ts'
import { addMonths, osloMonth } from '#core/oslo.ts'
import { readCaps } from '#payments/read-caps.ts'
import { readWithdrawals } from '#payments/read-correction-texts.ts'
import { MONTHS_SHOWN, readMonths } from '#payments/read-months.ts'
import { readFirstMonth, readPassages } from '#payments/read-passages.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { formatMonth } from '#words/format.ts'
import { MONTH_TEXTS } from '#words/months.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Caps, capsInWords } from '../../parts/caps.tsx'
import { COMPLAIN_OF } from '../../parts/complain-or-ask.tsx'
import { Days } from '../../parts/days.tsx'
import { MonthsTable } from '../../parts/months-table.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PassageFiles, PassageFilter, PassageMissing, PassageTotal } from '../../parts/passage-list.tsx'
import { pageNumber } from '../page-number.ts'
import { monthAddress, passageList, wholeMonth, yearInWords } from '../show-passage-list.ts'
import { asCustomer, monthOf, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, deps, kept } = visitOf(context)
  const month = monthOf(params.month)
  const page = pageNumber(url)
  const asked = wholeMonth(month)
  const thisMonth = osloMonth(deps.now())
  const capGroups = await kept.capGroups()
  // Asked together: what is waited for is the way there and back.
  const [read, first, caps, months, withdrawals] = await asCustomer(context, (tx, { partyIds }) =>
    Promise.all([
      readPassages(tx, partyIds, { ...asked, page }),
      readFirstMonth(tx, partyIds),
      readCaps(tx, capGroups, { partyIds, month }),
      readMonths(tx, partyIds, lastOfYear(month, thisMonth)),
      readWithdrawals(tx, partyIds, month),
    ]),
  )
  if (page > read.pageCount) throw notFound()
  const name = formatMonth(month, language)
  const texts = MONTH_TEXTS[language]
  return {
    ...passageList(read, asked, language),
    month: name,
    earlier: first !== undefined && first < month ? monthAddress(addMonths(month, -1)) : undefined,
    later: month < thisMonth ? monthAddress(addMonths(month, 1)) : undefined,
    withdrawn: withdrawals.map(({ count, ...said }) => ({ count, says: said[language] })),
    caps: capsInWords(caps, month === thisMonth ? texts.thisMonth : texts.inMonth(name), language),
    months: yearInWords(months, language, month),
    page,
  }
}

/** The year until now, and before it the year until the month that is shown. */
function lastOfYear(month: Day, thisMonth: Day): Day {
  return month > addMonths(thisMonth, -MONTHS_SHOWN) ? thisMonth : month
}

export default function PassagesMonth() {
  const shown = useLoaderData<typeof loader>()
  const { language, month, earlier, later, count, erased } = shown
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
      <PassageTotal shown={shown} title={texts.sum} />
      <PassageFilter shown={shown} />
      <Caps language={language} caps={shown.caps} />
      {count === 0 && <Paragraph>{texts.none(month)}</Paragraph>}
      {erased.count > 0 && <Paragraph>{texts.erased(erased.count, erased.sum)}</Paragraph>}
      {shown.withdrawn.map(({ count: taken, says }) => (
        <Paragraph key={says}>{texts.withdrawn(taken, says)}</Paragraph>
      ))}
      <form method="get" action={COMPLAIN_OF} className="stack">
        <Days language={language} days={shown.days} choosable />
        {shown.days.length > 0 && (
          <div>
            <Button type="submit" variant="secondary">
              {COMPLAINT_TEXTS[language].complainOfChosen}
            </Button>
          </div>
        )}
      </form>
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      <PassageFiles shown={shown} />
      <MonthsTable language={language} months={shown.months} />
      <PassageMissing language={language} />
    </>
  )
}
