import { Button } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import type { Language } from '#core/language.ts'
import type { EmailFault } from '#words/email-faults.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { FaultSummary } from './fault-summary.tsx'
import { TextField } from './field.tsx'

type Sent = { readonly field: string; readonly fault: EmailFault; readonly email: string } | undefined

/** A form for who is not let in yet: its one fault on top and at its field, what was typed kept, no password kept. */
export function EmailForm(props: {
  language: Language
  action: string
  sent: Sent
  submit: string
  children: ReactNode
}) {
  const { language, action, sent, submit, children } = props
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <form method="post" action={action} className="stack form" noValidate>
      {sent && (
        <FaultSummary
          heading={texts.faultsHeading(1)}
          faults={[{ field: sent.field, text: texts.faults[sent.fault] }]}
        />
      )}
      {children}
      <div>
        <Button type="submit">{submit}</Button>
      </div>
    </form>
  )
}

export function EmailField({ language, sent, about }: { language: Language; sent: Sent; about?: string }) {
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <TextField
      name="email"
      type="email"
      autoComplete="username"
      spellCheck={false}
      label={texts.email}
      about={about}
      fault={faultAt(language, sent, 'email')}
      value={sent?.email ?? ''}
    />
  )
}

export function PasswordField(props: {
  language: Language
  sent: Sent
  isNew: boolean
  label?: string
  about?: string
}) {
  const { language, sent, isNew, label, about } = props
  return (
    <TextField
      name="password"
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      label={label ?? EMAIL_LOG_IN_TEXTS[language].password}
      about={about}
      fault={faultAt(language, sent, 'password')}
    />
  )
}

export function CodeField(props: { language: Language; sent: Sent; label?: string; about?: string }) {
  const { language, sent, label, about } = props
  return (
    <TextField
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      label={label ?? EMAIL_LOG_IN_TEXTS[language].code}
      about={about}
      fault={faultAt(language, sent, 'code')}
    />
  )
}

export function faultAt(language: Language, sent: Sent, field: string): string | undefined {
  return sent?.field === field ? EMAIL_LOG_IN_TEXTS[language].faults[sent.fault] : undefined
}
