import { Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Right } from '#access/representation.ts'
import type { Language } from '#core/language.ts'
import { ACTING_TEXTS } from '#words/acting.ts'

export type ActingForWhom = {
  readonly name: string
  readonly organisationNumber: string
  readonly because: Right
}

/** On every page, while somebody acts for an organisation: for which, and why they may. */
export function ActingFor({ language, acting }: { language: Language; acting: ActingForWhom | undefined }) {
  if (!acting) return null
  const texts = ACTING_TEXTS[language]
  return (
    <section className="acting" aria-label={texts.banner}>
      <p>
        {`${texts.banner} `}
        <strong>{acting.name}</strong>
        {` (${grouped(acting.organisationNumber)}). ${texts.because[acting.because]} `}
        <Link asChild>
          <RouterLink to="/pa-vegne-av">{texts.changed}</RouterLink>
        </Link>
      </p>
    </section>
  )
}

/** 912 345 678, as one reads it aloud. */
export function grouped(organisationNumber: string): string {
  return organisationNumber.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1\u00a0$2\u00a0$3')
}
