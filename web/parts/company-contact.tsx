import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import type { Language } from '#core/language.ts'
import type { CompanyContact as Contact } from '#customers/read-companies.ts'
import { CONTACT_TEXTS } from '#words/contact.ts'

/** A company by drop-down, on the page it stands on. */
export function CompanyChoice(props: {
  language: Language
  action: string
  asked: string
  companies: readonly { readonly code: string; readonly name: string }[]
  company: Contact | undefined
}) {
  const { language, action, asked, companies, company } = props
  const texts = CONTACT_TEXTS[language]
  const unknown = asked !== '' && !company
  return (
    <form method="get" action={action} className="filter">
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
export function CompanyContact({ language, company }: { language: Language; company: Contact }) {
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
