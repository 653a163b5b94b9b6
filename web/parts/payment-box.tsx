import { Heading, Paragraph } from '@digdir/designsystemet-react'
import { useState } from 'react'
import type { Language } from '#core/language.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { CopyButton } from './copy-button.tsx'

export type PaymentInWords = {
  readonly kid: string
  readonly account: { readonly digits: string; readonly shown: string }
  readonly amount: { readonly digits: string; readonly shown: string }
  readonly due: { readonly digits: string; readonly shown: string } | undefined
  readonly recipient: string
}

/** What one types into the bank. `id`: where a page has several. */
export function PaymentBox(props: { language: Language; payment: PaymentInWords; id?: string }) {
  const { language, payment, id = 'payment' } = props
  const texts = INVOICE_PAGE_TEXTS[language]
  const [told, setTold] = useState('')
  const { kid, account, amount, due, recipient } = payment
  const rows = [
    { name: 'kid', label: texts.kid, shown: kid, value: kid },
    { name: 'account', label: texts.account, shown: account.shown, value: account.digits },
    { name: 'amount', label: texts.amount, shown: amount.shown, value: amount.digits },
    ...(due ? [{ name: 'due', label: texts.due, shown: due.shown, value: due.digits } as const] : []),
  ] as const
  return (
    <section className="panel payment stack" aria-labelledby={id}>
      <Heading level={2} data-size="xs" id={id}>
        {texts.payment}
      </Heading>
      <dl className="payment-rows">
        {rows.map(({ name, label, shown, value }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <span className="numbers strong" translate="no">
                {shown}
              </span>
              <CopyButton
                value={value}
                label={texts.copy[name]}
                told={texts.copied[name]}
                onCopied={setTold}
              />
            </dd>
          </div>
        ))}
        <div>
          <dt>{texts.recipient}</dt>
          <dd>{recipient}</dd>
        </div>
      </dl>
      <p role="status" className="told">
        {told}
      </p>
      <Paragraph data-size="sm" className="quiet">
        {texts.takesDays}
      </Paragraph>
    </section>
  )
}
