import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import type { Unasked } from './ask-again.ts'
import type { AnnouncedInvoice } from './choose-first-channels.ts'
import { INVOICE_COLUMNS } from './store.ts'
import { keepUnpaid } from './store-unpaid.ts'

export type NewAskedAgain = Unasked & {
  readonly publicId: string
  readonly series: string
  readonly invoiceNumber: number
  readonly kid: string
  readonly issuedOn: Day
  readonly dueOn: Day
}

/**
 * Writes invoices of what is asked for again, with their one line, and what they ask for is open no more where it was. Name
 * and address are of this day. In the same order.
 */
export async function saveAskedAgain(
  tx: Tx,
  invoices: readonly NewAskedAgain[],
  issuedAt: number,
): Promise<readonly AnnouncedInvoice[]> {
  const lineIds = await takeIds(tx, 'invoice_line_id', invoices.length)
  const rows = JSON.stringify(invoices.map((invoice, i) => ({ ...invoice, lineId: lineIds[i] })))
  const saved = await tx<SavedRow[]>`
    insert into invoice (${tx.unsafe(INVOICE_COLUMNS)})
    select r."publicId", o.issuer_id, r.series, r."invoiceNumber", r.kid, o.party_id, o.agreement_id, 'invoice', 'sent',
           r.amount, 0, r."issuedOn", ${new Date(issuedAt).toISOString()}::timestamptz, r."dueOn", p.language, o.detailed,
           p.name, p.street, p.postal_code, p.place, p.country, p.organisation_number,
           c.name, c.organisation_number, coalesce(c.account_number, o.issuer_account_number), c.phone, c.email,
           o.agreement_number, o.invoice_reference, o.terms_version, o.cost_centre, o.plate
    from jsonb_to_recordset(${rows}::text::jsonb) as r (
      "likeId" bigint, "publicId" uuid, series text, "invoiceNumber" bigint, kid text, "issuedOn" date, "dueOn" date, amount bigint)
    join invoice o on o.id = r."likeId" join party p on p.id = o.party_id join company c on c.id = o.issuer_id
    returning id, kid, party_id, agreement_id, language, recipient_name, issuer_name`
  await saveLines(tx, rows)
  await keepUnpaid(
    tx,
    saved.map(({ id }) => id),
  )
  const byKid = new Map(saved.map((row) => [row.kid, row]))
  return invoices.map((invoice) => announced(invoice, byKid.get(invoice.kid)))
}

async function saveLines(tx: Tx, rows: string): Promise<void> {
  await tx`
    insert into invoice_line (id, invoice_id, party_id, charge_id, charger_name, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
    select r."lineId", i.id, i.party_id, null, i.issuer_name, 'asked-again', r.amount, r.amount, 0, 0
    from jsonb_to_recordset(${rows}::text::jsonb) as r ("lineId" bigint, kid text, amount bigint) join invoice i on i.kid = r.kid`
  await tx`
    insert into asked_again (line_id, invoice_id, party_id, of_invoice_id, first_invoice_id, of_refund_id, amount_ore)
    select r."lineId", i.id, i.party_id, r."ofInvoiceId", r."firstId", r."ofRefundId", r.amount
    from jsonb_to_recordset(${rows}::text::jsonb) as r (
      "lineId" bigint, kid text, amount bigint, "ofInvoiceId" bigint, "firstId" bigint, "ofRefundId" bigint)
    join invoice i on i.kid = r.kid`
  await tx`
    update invoice i set carried_ore = i.carried_ore + r.amount
    from jsonb_to_recordset(${rows}::text::jsonb) as r (amount bigint, "ofInvoiceId" bigint) where i.id = r."ofInvoiceId"`
}

type SavedRow = {
  id: number
  kid: string
  party_id: number
  agreement_id: number | null
  language: AnnouncedInvoice['recipient']['language']
  recipient_name: string
  issuer_name: string
}

function announced(
  { issuerId, issuerCode, issuedOn, dueOn }: NewAskedAgain,
  row: SavedRow | undefined,
): AnnouncedInvoice {
  if (!row) throw new Error('an invoice asks again for one that does not exist')
  return {
    id: row.id,
    kind: 'invoice',
    issuedOn,
    dueOn,
    recipient: {
      partyId: row.party_id,
      agreementId: row.agreement_id,
      language: row.language,
      name: row.recipient_name,
    },
    issuer: { id: issuerId, code: issuerCode, name: row.issuer_name },
  }
}
