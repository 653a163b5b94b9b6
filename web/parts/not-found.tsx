import { Button, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { PageTitle } from './page-title.tsx'

/** For what is not there and for what is another's. */
export function NotFound({ language }: { language: Language }) {
  const texts = FRAME_TEXTS[language]
  return (
    <Message language={language} title={texts.notFound}>
      <Paragraph>{texts.notFoundWhy}</Paragraph>
    </Message>
  )
}

/** Ours to mend; says by which code we find it again. */
export function Failed({ language, requestId }: { language: Language; requestId: string | undefined }) {
  const texts = FRAME_TEXTS[language]
  return (
    <Message language={language} title={texts.failed}>
      <Paragraph>{texts.failedWhy}</Paragraph>
      {requestId && <Paragraph>{texts.errorCode(requestId)}</Paragraph>}
    </Message>
  )
}

function Message(props: { language: Language; title: string; children: React.ReactNode }) {
  const { language, title, children } = props
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{title}</PageTitle>
      {children}
      <div>
        <Button asChild variant="secondary">
          <a href="/">{FRAME_TEXTS[language].home}</a>
        </Button>
      </div>
    </main>
  )
}
