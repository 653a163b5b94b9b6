import { Heading, List, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { SESSION_LIMITS } from '#access/session.ts'
import { PRIVACY_TEXTS, type PrivacySection } from '#words/privacy.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  const { language } = visitOf(context)
  const { cookies } = PRIVACY_TEXTS[language]
  const { idleMs, absoluteMs } = SESSION_LIMITS
  return { language, cookies: cookies(idleMs / 60_000, absoluteMs / 3_600_000) }
}

export default function Privacy() {
  const { language, cookies } = useLoaderData<typeof loader>()
  const { heading, introduction, sections, cookiesHeading } = PRIVACY_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{heading}</PageTitle>
        <Paragraph variant="long">{introduction}</Paragraph>
      </div>
      {sections.map((section) => (
        <Section key={section.heading} {...section} />
      ))}
      <Section heading={cookiesHeading} paragraphs={[cookies]} />
    </main>
  )
}

function Section({ heading, list = [], paragraphs = [] }: PrivacySection) {
  return (
    <section className="stack">
      <Heading level={2} data-size="sm">
        {heading}
      </Heading>
      {list.length > 0 && (
        <List.Unordered>
          {list.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List.Unordered>
      )}
      {paragraphs.map((text) => (
        <Paragraph key={text} variant="long">
          {text}
        </Paragraph>
      ))}
    </section>
  )
}
