import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { type CompanyContact, readCompanies } from '#customers/read-companies.ts'
import { readTermsVersions } from '#payments/read-terms.ts'
import { CONTACT_TEXTS } from '#words/contact.ts'
import { formatDay } from '#words/format.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
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

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Contact() {
  const shown = useLoaderData<typeof loader>()
  const { language, company, terms } = shown
  const texts = CONTACT_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction}</Paragraph>
        <Choice shown={shown} />
      </div>
      {company && <Company shown={shown} company={company} />}
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

function Choice({ shown: { language, asked, companies, company } }: { shown: Shown }) {
  const texts = CONTACT_TEXTS[language]
  const unknown = asked !== '' && !company
  return (
    <form method="get" action="/kontakt" className="filter">
      <div className="field">
        <label className="ds-label" htmlFor="selskap">
          {texts.company}
        </label>
        <select
          // Chosen anew when one comes here by a link.
          key={asked}
          className="ds-input"
          id="selskap"
          name="selskap"
          defaultValue={company?.code ?? ''}
          aria-invalid={unknown || undefined}
          aria-describedby={unknown ? 'selskap-fault' : undefined}
        >
          <option value="">{texts.choose}</option>
          {companies.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        {unknown && (
          <p className="fault" id="selskap-fault">
            {texts.unknown}
          </p>
        )}
      </div>
      <Button type="submit" variant="secondary">
        {texts.show}
      </Button>
    </form>
  )
}

/** What is not known has no row. */
function Company({ shown: { language }, company }: { shown: Shown; company: CompanyContact }) {
  const texts = CONTACT_TEXTS[language]
  const { phone, email, website, street, organisationNumber } = company
  const town = [company.postalCode, company.place].filter(Boolean).join(' ')
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [texts.phone, phone && <Link href={`tel:+47${phone.replaceAll(' ', '')}`}>{phone}</Link>],
    [texts.email, email && <Link href={`mailto:${email}`}>{email}</Link>],
    [texts.website, website && <Link href={website}>{website.replace('https://', '')}</Link>],
    street ? [texts.address, [street, town].filter(Boolean).join(', ')] : [texts.place, town],
    [
      texts.organisationNumber,
      organisationNumber && (
        <span className="numbers">{organisationNumber.replace(/\B(?=(\d{3})+$)/g, ' ')}</span>
      ),
    ],
  ]
  const known = facts.filter(([, value]) => value)
  return (
    <section className="panel stack" aria-labelledby="company">
      <Heading level={2} data-size="sm" id="company">
        {company.name}
      </Heading>
      {known.length === 0 && <Paragraph>{texts.nothingKnown}</Paragraph>}
      <dl className="facts" translate="no">
        {known.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Paragraph data-size="sm">{texts.mayHaveChanged}</Paragraph>
      <Paragraph data-size="sm" className="quiet">
        {`${texts.source} `}
        <span lang="en">{company.source}</span>
      </Paragraph>
    </section>
  )
}
