import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readCompanies } from '#customers/read-companies.ts'
import { readTermsVersions } from '#payments/read-terms.ts'
import { CONTACT_TEXTS } from '#words/contact.ts'
import { formatDay } from '#words/format.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { CompanyChoice, CompanyContact } from '../../parts/company-contact.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { TermsLink } from '../../parts/terms-link.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, deps } = visitOf(context)
  const companies = await readCompanies(deps.db)
  const asked = url.searchParams.get('selskap') ?? ''
  const [terms] = await readTermsVersions(language)
  return {
    language,
    asked,
    companies: companies.map(({ code, name }) => ({ code, name })),
    company: companies.find(({ code }) => code === asked),
    terms: terms && { version: terms.version, day: formatDay(terms.from, language) },
  }
}

export default function Contact() {
  const shown = useLoaderData<typeof loader>()
  const { language, company, terms } = shown
  const texts = CONTACT_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction}</Paragraph>
        <CompanyChoice action="/kontakt" {...shown} />
      </div>
      {company && <CompanyContact language={language} company={company} />}
      <section className="stack" aria-labelledby="whom">
        <Heading level={2} data-size="sm" id="whom">
          {texts.whom}
        </Heading>
        <dl className="facts">
          {texts.whomText.map(({ what, who }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{who}</dd>
            </div>
          ))}
        </dl>
        <Paragraph>{texts.ready}</Paragraph>
        <ul className="plain-list">
          {terms && (
            <li>
              <TermsLink language={language} version={terms.version} day={terms.day} clause="6.1" />
            </li>
          )}
          <li>
            <Link asChild>
              <RouterLink to="/sporsmal-og-svar">{FRAME_TEXTS[language].questions}</RouterLink>
            </Link>
          </li>
          <li>
            <Link asChild>
              <RouterLink to="/hjelp-med-innlogging">{texts.logInHelp}</RouterLink>
            </Link>
          </li>
          <li>
            <Link asChild>
              <RouterLink to="/personvern">{texts.privacy}</RouterLink>
            </Link>
          </li>
        </ul>
      </section>
    </main>
  )
}
