import { Button, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { type Choice, Choices } from './flow.tsx'

/** Which vehicle it is about: a plain form that leads to the same page with the vehicle in its address, by our number. */
export function PickVehicle(props: {
  language: Language
  action: string
  label: string
  none: string
  choices: readonly Choice[]
}) {
  const { language, action, label, none, choices } = props
  if (choices.length === 0) return <Paragraph className="panel">{none}</Paragraph>
  return (
    <form method="get" action={action} className="flow">
      <Choices name="kjoretoy" label={label} choices={choices} value={choices[0]?.value} fault={undefined} />
      <div>
        <Button type="submit">{FLOW_TEXTS[language].next}</Button>
      </div>
    </form>
  )
}
