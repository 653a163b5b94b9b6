import { Button, Paragraph } from '@digdir/designsystemet-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { addMonths, osloMonth } from '#core/oslo.ts'
import { readPassagesMonth } from '#payments/read-passages-month.ts'
import { formatKroner, formatMonth } from '#words/format.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Days } from '../../parts/days.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { daysOf, ofPassage } from '../../parts/show-passages.ts'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, deps } = visitOf(context)
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(params.month ?? '')) throw notFound()
  const month = `${params.month}-01`
  const page = pageNumber(url)
  const read = await asCustomer(context, (tx, { partyIds }) =>
    readPassagesMonth(tx, partyIds, { month, page }),
  )
  if (page > read.pageCount) throw notFound()
  const thisMonth = osloMonth(deps.now())
  return {
    language,
    month: formatMonth(month, language),
    earlier: read.firstMonth !== undefined && read.firstMonth < month ? monthLink(month, -1) : undefined,
    later: month < thisMonth ? monthLink(month, 1) : undefined,
    count: read.count,
    sum: formatKroner(read.sum, language),
    erased: { count: read.erased.count, sum: formatKroner(read.erased.sum, language) },
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
  const { language, month, earlier, later, count, sum, erased, days } = shown
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
        </div>
        <Paragraph className="amount-large">{sum}</Paragraph>
      </div>
      {count === 0 && <Paragraph>{`${texts.none(month)} ${texts.later}`}</Paragraph>}
      {erased.count > 0 && <Paragraph>{texts.erased(erased.count, erased.sum)}</Paragraph>}
      <Days language={language} days={days} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
    </>
  )
}
