import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Fragment } from 'react'
import { type LoaderFunctionArgs, useLoaderData } from 'react-router'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { ferryFiguresOn } from '#ferry/figures.ts'
import { figuresOn } from '#settlement/figures.ts'
import { formatDay } from '#words/format.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { QUESTION_PAGE_TEXTS } from '#words/questions/page.ts'
import { type Asked, type AskedTheme, findQuestions } from '#words/questions/questions.ts'
import { TERMS_VERSION } from '#words/questions/sources.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

const ADDRESS = '/sporsmal-og-svar'
const SEARCH_LENGTH_MAX = 80
/** So few answers are shown open: one need not ask for them twice. */
const OPEN_MAX = 3

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, deps, kept } = visitOf(context)
  const search = (url.searchParams.get('sok') ?? '').trim().slice(0, SEARCH_LENGTH_MAX)
  const day = osloDay(deps.now())
  const ferry = ferryFiguresOn(await kept.ferries(), day)
  const figures = { ...figuresOn(await kept.figures(), day), ferry }
  return { language, search, day: formatDay(day, language), ...findQuestions(figures, language, search) }
}

export default function Questions() {
  const { language, search, day, themes, found, all } = useLoaderData<typeof loader>()
  const texts = QUESTION_PAGE_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction(day)}</Paragraph>
        <Search language={language} search={search} />
        {search !== '' && (
          <Paragraph role="status">
            {found === 0 ? texts.none(search) : texts.showing(found, all, search)}
          </Paragraph>
        )}
      </div>
      {found === 0 ? <NoneFound language={language} /> : <Contents language={language} themes={themes} />}
      {themes.map(({ theme, name, questions }) => (
        <section key={theme} className="stack" aria-labelledby={`tema-${theme}`}>
          <Heading level={2} data-size="sm" id={`tema-${theme}`} className="question-theme">
            {name}
          </Heading>
          <div>
            {questions.map((question) => (
              <Answer
                key={question.key}
                question={question}
                language={language}
                open={search !== '' && found <= OPEN_MAX}
              />
            ))}
          </div>
        </section>
      ))}
    </main>
  )
}

function Search({ language, search }: { language: Language; search: string }) {
  const texts = QUESTION_PAGE_TEXTS[language]
  return (
    <form method="get" action={ADDRESS} role="search" className="filter">
      <div className="field question-search">
        <label className="ds-label" htmlFor="sok">
          {texts.searchLabel}
        </label>
        <input
          className="ds-input"
          type="search"
          id="sok"
          name="sok"
          key={search}
          defaultValue={search}
          maxLength={SEARCH_LENGTH_MAX}
        />
      </div>
      <Button type="submit" variant="secondary">
        {texts.search}
      </Button>
      {search !== '' && (
        <Link href={ADDRESS} className="filter-clear">
          {texts.showAll}
        </Link>
      )}
    </form>
  )
}

function NoneFound({ language }: { language: Language }) {
  const ways = [
    { to: ADDRESS, name: QUESTION_PAGE_TEXTS[language].showAll },
    { to: '/kontakt', name: FRAME_TEXTS[language].contact },
    { to: '/logg-inn', name: FRAME_TEXTS[language].logIn },
  ]
  return (
    <>
      <ul className="plain-list">
        {QUESTION_PAGE_TEXTS[language].noneHelp.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <ul className="question-themes">
        {ways.map(({ to, name }) => (
          <li key={to}>
            <Link href={to}>{name}</Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Contents({ language, themes }: { language: Language; themes: readonly AskedTheme[] }) {
  return (
    <nav aria-label={QUESTION_PAGE_TEXTS[language].contents}>
      <ul className="question-themes">
        {themes.map(({ theme, name }) => (
          <li key={theme}>
            <Link href={`#tema-${theme}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The anchor is within: the browser opens what it is led into, also without JavaScript. */
function Answer({ question, language, open }: { question: Asked; language: Language; open: boolean }) {
  const { key, asked, answer, sources } = question
  const texts = QUESTION_PAGE_TEXTS[language]
  return (
    <details className="question" open={open}>
      <summary>
        <Heading level={3} data-size="2xs">
          {asked}
        </Heading>
      </summary>
      <div id={key} className="stack question-answer">
        {answer.map((part) =>
          typeof part === 'string' ? (
            <Paragraph key={part} variant="long">
              {part}
            </Paragraph>
          ) : (
            <ul key={part.join()} className="plain-list">
              {part.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          ),
        )}
        <Paragraph data-size="sm" className="quiet">
          {`${texts.source}: `}
          {sources.map(({ text, clause }, i) => (
            <Fragment key={text}>
              {i > 0 && '; '}
              {clause === undefined ? text : <Link href={`/vilkar/${TERMS_VERSION}#${clause}`}>{text}</Link>}
            </Fragment>
          ))}
        </Paragraph>
        <Paragraph data-size="sm">
          <Link href={`#${key}`}>
            {texts.linkHere}
            <span className="ds-sr-only">: {asked}</span>
          </Link>
        </Paragraph>
      </div>
    </details>
  )
}
