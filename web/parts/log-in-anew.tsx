import { Alert, Link, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { LOG_IN_TEXTS } from '#words/log-in.ts'

/** Told before anything is typed, and where a fault leads to that came of it. */
export function LogInAnew({ language, at }: { language: Language; at: string | undefined }) {
  if (at === undefined) return null
  const texts = LOG_IN_TEXTS[language]
  return (
    <Alert data-color="info" id="log-in-anew" tabIndex={-1}>
      <Paragraph>{texts.anewWhy}</Paragraph>
      {/* Not a page of ours at once: ID-porten's. */}
      <Link href={at}>{texts.anew}</Link>
    </Alert>
  )
}
