import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { readPassage } from '#payments/read-passages.ts'
import { type Explanation, explainPassage } from '#rating/explain-passage.ts'
import { explanationLines } from '#rating/explanation.ts'
import { formatDay, formatMonth } from '#words/format.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { ComplainOrAsk } from '../../parts/complain-or-ask.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PriceTag } from '../../parts/price-tag.tsx'
import { ofPassage } from '../../parts/show-passages.ts'
import { asCustomer, monthOf, notFound, numberOf, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { language, kept } = visitOf(context)
  const month = monthOf(params.month)
  const passageId = numberOf(params.passageId)
  const tariffs = await kept.tariffs()
  return asCustomer(context, async (tx, { partyIds, now }) => {
    const passage = await readPassage(tx, partyIds, { month, passageId })
    if (!passage) throw notFound()
    const explained = await explainPassage(tx, tariffs, { passageId, partyIds, now })
    if (isRefusal(explained)) throw notFound()
    // The calculation says which hour and which station it was.
    const lines = passage.hidden
      ? [PASSAGE_TEXTS[language].hiddenWhy]
      : explanationLines(settled(explained), language)
    return {
      language,
      passageId,
      month: { name: formatMonth(month, language), at: `/min-side/passeringer/${month.slice(0, 7)}` },
      day: formatDay(osloDay(passage.passedAt), language),
      passage: ofPassage(passage, language),
      ended: passage.ended,
      lines,
      corrections: passage.corrections.map((said) => said[language]),
    }
  })
}

/** What nobody has rated yet cannot disagree with the books. */
function settled(explained: Explanation): Explanation {
  return explained.booked || explained.charges.length > 0 ? explained : { ...explained, agrees: true }
}

export default function Price() {
  const { language, passageId, month, day, passage, ended, lines, corrections } =
    useLoaderData<typeof loader>()
  const texts = PASSAGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={month.at}>{texts.toMonth(month.name)}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.why}</PageTitle>
      </div>
      <div className="panel total">
        <div>
          <Paragraph className="strong">{passage.station}</Paragraph>
          <Paragraph>
            <time dateTime={passage.instant}>{[day, passage.time].filter(Boolean).join(', ')}</time>
          </Paragraph>
          <Paragraph className="quiet">
            <span translate="no">{passage.plate}</span>
            {` · ${passage.read} · ${passage.charger}`}
          </Paragraph>
        </div>
        {!ended && <PriceTag language={language} passage={passage} large />}
      </div>
      {corrections.map((says) => (
        <Paragraph key={says}>{says}</Paragraph>
      ))}
      <section className="stack" aria-labelledby="calculation">
        <Heading level={2} data-size="sm" id="calculation">
          {texts.calculation}
        </Heading>
        <ol className="explanation">
          {lines.map((line, i) => (
            <li key={`${i} ${line}`}>{line}</li>
          ))}
        </ol>
      </section>
      {!ended && <ComplainOrAsk language={language} passageId={passageId} />}
    </>
  )
}
