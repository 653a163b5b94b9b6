import { NO_MONEY } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { bool, copyBinary, date, type Field, int2, int8, text, timestamptz, uuid } from '#db/copy-binary.ts'
import { keepingKeyPlans } from '#db/key-plans.ts'
import type { ComposedInvoice, InvoiceState } from './invoice.ts'
import { saveUnpaid } from './store-unpaid.ts'

/** An invoice with its number, and the id that its lines were written under. */
export type NumberedInvoice = ComposedInvoice & { readonly id: number; readonly publicId: string }

/** Writes invoices; their lines are written already, for the number series is held from the number on. */
export async function saveInvoices(
  tx: Tx,
  invoices: readonly NumberedInvoice[],
  issuedAt: number,
): Promise<void> {
  const fields = COLUMNS.map(([, field]) => field)
  const issued: Field<NumberedInvoice> = timestamptz(() => issuedAt)
  await keepingKeyPlans(tx, () =>
    copyBinary(tx, `invoice (${NAMES}, issued_at)`, [...fields, issued], invoices),
  )
  await saveUnpaid(
    tx,
    invoices.filter((invoice) => invoice.dueOn !== null && stateOf(invoice) !== 'paid'),
  )
}

const COLUMNS: readonly (readonly [string, Field<NumberedInvoice>])[] = [
  ['id', int8((i) => i.id)],
  ['public_id', uuid((i) => i.publicId)],
  ['issuer_id', int2((i) => i.issuer.id)],
  ['series', text((i) => i.series)],
  ['invoice_number', int8((i) => i.invoiceNumber)],
  ['kid', text((i) => i.kid)],
  ['party_id', int8((i) => i.recipient.partyId)],
  ['agreement_id', int8((i) => i.recipient.agreementId)],
  ['kind', text((i) => i.kind)],
  ['state', text(stateOf)],
  ['total_ore', int8((i) => i.total)],
  ['allocated_ore', int8((i) => i.creditUsed ?? NO_MONEY)],
  ['credit_used_ore', int8((i) => i.creditUsed ?? NO_MONEY)],
  ['issued_on', date((i) => i.issuedOn)],
  ['due_on', date((i) => i.dueOn)],
  ['language', text((i) => i.recipient.language)],
  ['detailed', bool((i) => i.recipient.detailed)],
  ['recipient_name', text((i) => i.recipient.name)],
  ['recipient_street', text((i) => i.recipient.street)],
  ['recipient_postal_code', text((i) => i.recipient.postalCode)],
  ['recipient_place', text((i) => i.recipient.place)],
  ['recipient_country', text((i) => i.recipient.country)],
  ['recipient_organisation_number', text((i) => i.recipient.organisationNumber)],
  ['issuer_name', text((i) => i.issuer.name)],
  ['issuer_organisation_number', text((i) => i.issuer.organisationNumber)],
  ['issuer_account_number', text((i) => i.issuer.accountNumber)],
  ['issuer_phone', text((i) => i.issuer.phone)],
  ['issuer_email', text((i) => i.issuer.email)],
  ['agreement_number', text((i) => i.recipient.agreementNumber)],
  ['invoice_reference', text((i) => i.recipient.invoiceReference)],
  ['terms_version', text((i) => i.recipient.termsVersion)],
  ['cost_centre', text((i) => i.recipient.costCentre)],
  ['plate', text((i) => i.recipient.plate)],
]

const NAMES = COLUMNS.map(([name]) => name).join(', ')

/** What the customer had to good may be all that is asked for. */
function stateOf({ total, creditUsed = NO_MONEY }: NumberedInvoice): InvoiceState {
  if (creditUsed === NO_MONEY) return 'sent'
  return creditUsed === total ? 'paid' : 'partly-paid'
}
