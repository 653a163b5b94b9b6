import { Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { ACCESSIBILITY_TEXTS } from '#words/accessibility.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  return { language: visitOf(context).language }
}

export default function Accessibility() {
  const { language } = useLoaderData<typeof loader>()
  const { heading, paragraphs } = ACCESSIBILITY_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{heading}</PageTitle>
      {paragraphs.map((text) => (
        <Paragraph key={text} variant="long">
          {text}
        </Paragraph>
      ))}
    </main>
  )
}
