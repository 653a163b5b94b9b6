import { Link } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { TERMS_TEXTS } from '#words/terms.ts'

type Clause = {
  readonly language: Language
  readonly version: string
  /** The version's day, in words. */
  readonly day: string
  readonly clause: string
}

/** To a clause of the terms. The whole page is fetched anew, for then the browser itself goes to the clause. */
export function TermsLink({ language, version, day, clause }: Clause) {
  return <Link href={`/vilkar/${version}#${clause}`}>{TERMS_TEXTS[language].link(day, clause)}</Link>
}
