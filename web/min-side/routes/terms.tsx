import { Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readTermsVersions } from '#payments/read-terms.ts'
import { formatDay } from '#words/format.ts'
import { TERMS_TEXTS } from '#words/terms.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context }: LoaderFunctionArgs) {
  const { language } = visitOf(context)
  const versions = await readTermsVersions(language)
  return {
    language,
    versions: versions.map(({ version, name, from }) => ({ version, name, from: formatDay(from, language) })),
  }
}

export default function AgreementTerms() {
  const { language, versions } = useLoaderData<typeof loader>()
  const texts = TERMS_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.heading}</PageTitle>
      <Paragraph variant="long">{texts.introduction}</Paragraph>
      <ul className="plain-list">
        {versions.map(({ version, name, from }) => (
          <li key={version}>
            <Link asChild>
              <RouterLink to={`/vilkar/${version}`}>{name}</RouterLink>
            </Link>
            <span className="below">{texts.holdsFrom(from)}</span>
          </li>
        ))}
      </ul>
      <Paragraph variant="long">{texts.others}</Paragraph>
    </main>
  )
}
