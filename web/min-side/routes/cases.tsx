import { Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import type { CaseState } from '#cases/case.ts'
import { readReachable } from '#cases/read-about.ts'
import { readCases } from '#cases/read-cases.ts'
import { osloDay } from '#core/oslo.ts'
import { readCompanies } from '#customers/read-companies.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { formatDay } from '#words/format.ts'
import { QUESTION_PAGE_TEXTS } from '#words/questions/page.ts'
import { CompanyChoice, CompanyContact } from '../../parts/company-contact.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const asked = url.searchParams.get('selskap') ?? ''
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const companies = await readCompanies(tx)
    return {
      language,
      asked,
      companies: companies.map(({ code, name }) => ({ code, name })),
      company: companies.find(({ code }) => code === asked),
      mayWrite: (await readReachable(tx, partyIds, now)).length > 0,
      cases: (await readCases(tx, partyIds)).map(({ lastAt, ...one }) => ({
        ...one,
        last: formatDay(osloDay(lastAt), language),
      })),
    }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Cases() {
  const shown = useLoaderData<typeof loader>()
  const { language, company } = shown
  const texts = CASE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.about}</Paragraph>
      </div>
      <Own shown={shown} />
      <section className="stack" aria-labelledby="questions">
        <Heading level={2} data-size="sm" id="questions">
          {texts.questions}
        </Heading>
        <Paragraph>{texts.questionsAbout}</Paragraph>
        <form method="get" action="/sporsmal-og-svar" role="search" className="filter">
          <div className="field question-search">
            <label className="ds-label" htmlFor="sok">
              {texts.search}
            </label>
            <input className="ds-input" type="search" id="sok" name="sok" maxLength={80} />
          </div>
          <Button type="submit" variant="secondary">
            {QUESTION_PAGE_TEXTS[language].search}
          </Button>
        </form>
      </section>
      <section className="stack" aria-labelledby="contact">
        <Heading level={2} data-size="sm" id="contact">
          {texts.contact}
        </Heading>
        <Paragraph>{texts.contactAbout}</Paragraph>
        <CompanyChoice action="/min-side/kundeservice" {...shown} />
        {company && <CompanyContact language={language} company={company} />}
      </section>
    </>
  )
}

function Own({ shown: { language, cases, mayWrite } }: { shown: Shown }) {
  const texts = CASE_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="cases">
      <Heading level={2} data-size="sm" id="cases">
        {texts.cases}
      </Heading>
      {cases.length === 0 && <Paragraph>{mayWrite ? texts.noCases : texts.noAgreement}</Paragraph>}
      {cases.length > 0 && (
        <ul className="cases">
          {cases.map(({ number, publicId, subject, company, state, last, unread }) => (
            <li key={publicId} className="panel">
              <div>
                <Link asChild>
                  <RouterLink to={`/min-side/kundeservice/saker/${publicId}`} className="strong">
                    {subject}
                  </RouterLink>
                </Link>
                <Paragraph className="quiet">
                  {`${texts.caseNumber(number)} · ${company} · ${texts.last} ${last}`}
                </Paragraph>
              </div>
              <span className="actions">
                {unread && <Tag data-color="info">{texts.unread}</Tag>}
                <CaseTag language={language} state={state} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <div>
          <Button asChild>
            <RouterLink to="/min-side/kundeservice/ny-sak">{texts.newCase}</RouterLink>
          </Button>
        </div>
      )}
    </section>
  )
}

const COLORS = { open: 'warning', answered: 'success', closed: 'neutral' } as const

export function CaseTag({ language, state }: { language: Shown['language']; state: CaseState }) {
  return <Tag data-color={COLORS[state]}>{CASE_TEXTS[language].states[state]}</Tag>
}
