import { Button, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'

/** In the place of what only a ferry customer has: the way to become one. */
export function NoFerryAccount({ language }: { language: Language }) {
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <div className="panel stack">
      <Paragraph className="strong">{texts.none}</Paragraph>
      <Paragraph>{texts.noneWhy}</Paragraph>
      <div>
        <Button asChild>
          <RouterLink to="/min-side/ferje/bli-kunde">{texts.become}</RouterLink>
        </Button>
      </div>
    </div>
  )
}
