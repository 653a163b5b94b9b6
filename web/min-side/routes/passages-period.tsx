import { Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { readPassages } from '#payments/read-passages.ts'
import { formatDay } from '#words/format.ts'
import { PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Days } from '../../parts/days.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PassageFiles, PassageFilter, PassageMissing, PassageTotal } from '../../parts/passage-list.tsx'
import { PeriodFaults } from '../../parts/period-faults.tsx'
import { pageNumber } from '../page-number.ts'
import { periodOf } from '../period.ts'
import { chosenIn, passageList, wholeMonth } from '../show-passage-list.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { period, asked: typed, wrong } = periodOf(url)
  const page = pageNumber(url)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const today = osloDay(now)
    const to = period.to ?? today
    const from = period.from ?? wholeMonth(`${to.slice(0, 7)}-01`).from
    // A period that ends before it begins is told, and nothing is shown for it.
    const asked = { from, to: to < from ? from : to, ...chosenIn(url) }
    const read = await readPassages(tx, partyIds, { ...asked, page })
    if (page > read.pageCount) throw notFound()
    return {
      ...passageList(read, asked, language),
      wrong,
      typed: { from: wrong.from ? typed.from : asked.from, to: wrong.to ? typed.to : asked.to },
      title: PASSAGE_LIST_TEXTS[language].period(
        formatDay(asked.from, language),
        formatDay(asked.to, language),
      ),
      page,
    }
  })
}

export default function PassagesPeriod() {
  const shown = useLoaderData<typeof loader>()
  const { language, count, erased } = shown
  const texts = PASSAGE_LIST_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/passeringer">{texts.toMonth}</RouterLink>
        </Link>
        <PageTitle language={language}>{shown.title}</PageTitle>
      </div>
      <PeriodFaults language={language} wrong={shown.wrong} />
      <PassageFilter shown={{ ...shown, ...shown.typed }} wrong={shown.wrong} />
      <PassageTotal shown={shown} title={texts.sum} />
      {count === 0 && <Paragraph>{texts.nonePeriod}</Paragraph>}
      {erased.count > 0 && <Paragraph>{PASSAGE_TEXTS[language].erased(erased.count, erased.sum)}</Paragraph>}
      <Days language={language} days={shown.days} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      <PassageFiles shown={shown} />
      <PassageMissing language={language} />
    </>
  )
}
