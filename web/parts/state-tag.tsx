import { Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { INVOICE_LIST_TEXTS } from '#words/invoice-list.ts'
import { INVOICE_STATE_COLORS, type InvoiceState, invoiceStateText } from '#words/states.ts'

/** Our word for an invoice's state, and under it the one known from AutoPASS. */
export function StateTag(props: {
  state: InvoiceState | 'overdue'
  language: Language
  inCollection?: boolean
}) {
  const { state, language, inCollection } = props
  const { ours, official } = invoiceStateText(state, language)
  return (
    <span className="state">
      <Tag data-color={INVOICE_STATE_COLORS[state]}>{ours}</Tag>
      {inCollection && <Tag data-color="danger">{INVOICE_LIST_TEXTS[language].inCollection}</Tag>}
      <span className="quiet state-official">{official}</span>
    </span>
  )
}
