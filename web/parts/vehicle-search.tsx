import { Button } from '@digdir/designsystemet-react'
import { Link } from 'react-router'
import type { Language } from '#core/language.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { TextField } from './field.tsx'

/** A search among the customer's vehicles, sent to the page it stands on. */
export function VehicleSearch(props: {
  language: Language
  guard: { readonly csrfToken: string }
  at: string
  /** What was searched for; undefined: nothing was. */
  text: string | undefined
  /** Among tags that wait. */
  waiting?: boolean
}) {
  const { language, guard, at, text, waiting = false } = props
  const texts = VEHICLE_TEXTS[language]
  const about = waiting ? texts.searchWaiting : texts.searchAbout
  return (
    <form method="post" action={at} className="flow" role="search">
      <input type="hidden" name="csrf" value={guard.csrfToken} />
      <TextField name="sok" label={texts.search} about={about} value={text} fault={undefined} />
      <div className="flow-buttons">
        <Button type="submit" variant="secondary">
          {waiting ? texts.searchWaitingButton : texts.searchButton}
        </Button>
        {text !== undefined && (
          <Button asChild variant="tertiary">
            <Link to={at}>{texts.showAll}</Link>
          </Button>
        )}
      </div>
    </form>
  )
}
