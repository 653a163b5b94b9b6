import { Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import type { Confirmation } from '#access/take-confirmation.ts'
import type { Language } from '#core/language.ts'
import type { ContactField, Faults, Typed } from '#customers/contact.ts'
import { BECOME_CUSTOMER_TEXTS } from '#words/become-customer.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { FaultSummary } from './fault-summary.tsx'
import { Field, TextField } from './field.tsx'
import { Guard } from './guard.tsx'

export type CustomerSent =
  | {
      readonly typed: Typed
      readonly faults: Faults
      /** What is said of the code that confirms the address; nothing: it is not asked for yet. */
      readonly confirmation: Confirmation | 'try-later' | undefined
    }
  | undefined

type FormProps = {
  readonly shown: {
    readonly language: Language
    readonly guard: { readonly csrfToken: string; readonly formKey: string }
    readonly asked: readonly ContactField[]
    readonly countries: readonly { readonly code: string; readonly name: string }[]
  }
  readonly sent: CustomerSent
}

/** Asks for what is missing; then, for an address that was given, for the code that came to it. */
export function CustomerForm({ shown, sent }: FormProps) {
  const { language, asked } = shown
  const texts = BECOME_CUSTOMER_TEXTS[language]
  if (sent?.confirmation !== undefined)
    return <ConfirmForm shown={shown} typed={sent.typed} code={sent.confirmation} />
  const faults: Faults = sent?.faults ?? {}
  const said = (field: ContactField) => {
    const wrong = faults[field]
    return wrong && texts.faults[wrong]
  }
  const summary = asked.flatMap((field) => {
    const text = said(field)
    return text === undefined ? [] : [{ field, text }]
  })
  return (
    <form method="post" action="/bli-kunde" className="stack form" noValidate>
      <FaultSummary heading={texts.faultsHeading(summary.length)} faults={summary} />
      <Guard guard={shown.guard} />
      {asked.length > 0 && <Paragraph>{texts.allNeeded}</Paragraph>}
      {asked.map((field) =>
        field === 'country' ? (
          <CountryField key={field} shown={shown} chosen={sent?.typed.country ?? 'NO'} />
        ) : (
          <TextField
            key={field}
            name={field}
            label={texts.labels[field]}
            about={texts.abouts[field]}
            fault={said(field)}
            value={sent?.typed[field] ?? ''}
            {...KEYBOARD[field]}
          />
        ),
      )}
      <div>
        <Button type="submit">{asked.length === 0 ? texts.goOn : texts.save}</Button>
      </div>
    </form>
  )
}

function CountryField({ shown, chosen }: Pick<FormProps, 'shown'> & { chosen: string }) {
  return (
    <Field name="country" label={BECOME_CUSTOMER_TEXTS[shown.language].labels.country}>
      {(attributes) => (
        <select {...attributes} autoComplete="country" defaultValue={chosen}>
          {shown.countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** What was filled in waits here, hidden, until the code is typed. */
function ConfirmForm(props: Pick<FormProps, 'shown'> & { typed: Typed; code: Confirmation | 'try-later' }) {
  const { shown, typed, code } = props
  const { language, asked } = shown
  const texts = EMAIL_LOG_IN_TEXTS[language]
  const wrong = code === 'sent' ? undefined : texts.faults[code]
  return (
    <form method="post" action="/bli-kunde" className="stack form" noValidate>
      {wrong && <FaultSummary heading={texts.faultsHeading(1)} faults={[{ field: 'code', text: wrong }]} />}
      <Guard guard={shown.guard} />
      {asked.map((field) => (
        <input key={field} type="hidden" name={field} value={typed[field]} />
      ))}
      <Heading level={2} data-size="xs">
        {texts.codeHeading}
      </Heading>
      <Paragraph>{texts.codeSent.register(typed.email)}</Paragraph>
      <TextField
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        label={texts.code}
        about={texts.codeAbout}
        fault={wrong}
      />
      <div>
        <Button type="submit">{texts.confirm}</Button>
      </div>
    </form>
  )
}

/** What a browser may fill in by itself, and the keys a telephone shows. */
const KEYBOARD = {
  name: { autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
  phone: { type: 'tel', autoComplete: 'tel' },
  street: { autoComplete: 'street-address' },
  postalCode: { autoComplete: 'postal-code' },
  place: { autoComplete: 'address-level2' },
  country: {},
} as const
