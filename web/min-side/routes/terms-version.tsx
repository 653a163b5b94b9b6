import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { clausesOf } from '#agreements/terms.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { readCompanies } from '#customers/read-companies.ts'
import { readDeposits, readTerms } from '#payments/read-terms.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { TERMS_TEXTS } from '#words/terms.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { notFound, visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { language, deps } = visitOf(context)
  const terms = await readTerms(language, params.version ?? '')
  if (!terms) throw notFound()
  const issuers = (await readCompanies(deps.db)).filter(({ issuer }) => issuer)
  return {
    language,
    terms,
    from: formatDay(terms.from, language),
    numbers: clausesOf(terms).map(({ number }) => number),
    notes: { '1.4': await depositNotes(issuers, osloDay(deps.now()), language) },
  }
}

/** The clause says that there is a deposit; how much it is changes, and is told beside it. */
async function depositNotes(
  issuers: readonly { code: string; name: string }[],
  today: Day,
  language: Language,
): Promise<readonly string[]> {
  const texts = TERMS_TEXTS[language]
  const day = formatDay(today, language)
  const deposits = (await readDeposits(issuers, today)).map(({ issuer, amount }) => ({
    issuer,
    amount: formatKroner(amount, language),
  }))
  const [first] = deposits
  if (!first) return [texts.noDeposit(day)]
  const alike = deposits.length === issuers.length && deposits.every(({ amount }) => amount === first.amount)
  return alike
    ? [texts.deposit(first.amount, day)]
    : deposits.map(({ issuer, amount }) => texts.depositAt(issuer, amount, day))
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function TermsVersion() {
  const shown = useLoaderData<typeof loader>()
  const { language, terms, from } = shown
  const texts = TERMS_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{terms.name}</PageTitle>
        <Paragraph className="strong">{texts.holdsFrom(from)}</Paragraph>
        <Paragraph variant="long">{texts.ownWords}</Paragraph>
      </div>
      <nav className="stack contents" aria-labelledby="contents">
        <Heading level={2} data-size="xs" id="contents">
          {texts.contents}
        </Heading>
        <ol>
          {terms.chapters.map(({ number, heading }) => (
            <li key={number}>
              <Link href={`#${number}`}>{`${number} ${heading}`}</Link>
            </li>
          ))}
        </ol>
      </nav>
      {terms.chapters.map((chapter) => (
        <Chapter key={chapter.number} shown={shown} chapter={chapter} />
      ))}
      <div className="contents">
        <Link asChild>
          <RouterLink to="/vilkar">{texts.allVersions}</RouterLink>
        </Link>
      </div>
    </main>
  )
}

type Chapter = Shown['terms']['chapters'][number]

function Chapter({ shown, chapter }: { shown: Shown; chapter: Chapter }) {
  const texts = TERMS_TEXTS[shown.language]
  const notes: Readonly<Record<string, readonly string[]>> = shown.notes
  return (
    <section className="stack" aria-labelledby={chapter.number}>
      <Heading level={2} data-size="sm" id={chapter.number} className="chapter">
        {`${chapter.number} ${chapter.heading}`}
      </Heading>
      {chapter.clauses.map(({ number, text, list }) => (
        <div key={number} id={number} className="clause">
          <h3 className="clause-number">
            <Link href={`#${number}`}>
              <span className="ds-sr-only">{`${texts.clause} `}</span>
              {number}
            </Link>
          </h3>
          <div className="stack">
            <Paragraph variant="long">
              <Linked text={text} numbers={shown.numbers} />
            </Paragraph>
            {list.length > 0 && (
              <ul className="plain-list">
                {list.map((item) => (
                  <li key={item}>
                    <Linked text={item} numbers={shown.numbers} />
                  </li>
                ))}
              </ul>
            )}
            {notes[number]?.map((note) => (
              <Paragraph key={note} data-size="sm" className="note">
                {note}
              </Paragraph>
            ))}
          </div>
        </div>
      ))}
    </section>
  )
}

/** A clause that names another leads to it. */
function Linked({ text, numbers }: { text: string; numbers: readonly string[] }) {
  return text.split(/(\b\d\.\d{1,2}\b)/).map((part, i) =>
    numbers.includes(part) ? (
      <Link key={`${i} ${part}`} href={`#${part}`}>
        {part}
      </Link>
    ) : (
      part
    ),
  )
}
