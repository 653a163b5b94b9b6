import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Db, Tx } from '#db/connection.ts'
import type { OutboxMessage } from '#db/outbox.ts'
import { norwegianEndpoint } from '#formats/ehf-document.ts'
import type { InvoiceDocument } from '#formats/invoice-pdf.ts'
import { type PeppolKind, writePeppolEnvelope } from '#formats/sbdh.ts'
import { eInvoice, eInvoiceKind, type NoEInvoice } from './e-invoice.ts'
import { type Chosen, type HandingOver, handOver } from './hand-over.ts'

/**
 * Puts the invoices that are to go as EHF into the outbox, each in its envelope, under an identifier that a repeat has too.
 * An organisation the register has not answered for waits.
 */
export async function handOverEInvoices(db: Db, how: HandingOver): Promise<number> {
  return handOver(db, how, {
    claim: claimChosen,
    message: (delivery, document) => messageOf(delivery, document, how),
  })
}

type ToOrganisation = Chosen & {
  /** Null: there is no organisation number to ask the register for. */
  readonly receives: readonly PeppolKind[] | null
}

function claimChosen(tx: Tx, limit: number): Promise<readonly ToOrganisation[]> {
  return tx<ToOrganisation[]>`
    select d.id as "deliveryId", d.invoice_id as "invoiceId", i.state, r.receives
    from delivery d
    join invoice i on i.id = d.invoice_id
    left join e_invoice_receiver r on r.organisation_number = i.recipient_organisation_number
    where d.channel = 'ehf' and d.state = 'chosen'
      and (i.recipient_organisation_number is null or r.receives is not null)
    order by d.id limit ${limit} for update of d skip locked`
}

type NotSent = Refusal<NoEInvoice | 'ehf-not-taken-by-receiver'>

function messageOf(
  { deliveryId, invoiceId, receives }: ToOrganisation,
  document: InvoiceDocument,
  { now, newId }: HandingOver,
): OutboxMessage | NotSent {
  const xml = eInvoice(document)
  if (isRefusal(xml)) return xml
  const kind = eInvoiceKind(document)
  if (!receives?.includes(kind)) return refuse('ehf-not-taken-by-receiver')
  const instanceId = newId()
  const receiver = numberOf(document.recipient.organisationNumber)
  const body = writePeppolEnvelope({
    kind,
    sender: norwegianEndpoint(numberOf(document.issuer.organisationNumber)),
    receiver: norwegianEndpoint(receiver),
    senderCountry: 'NO',
    instanceId,
    createdAt: now,
    document: xml,
  })
  return {
    dedupeKey: `ehf:${deliveryId}`,
    kind: 'ehf',
    refId: invoiceId,
    recipient: receiver,
    // What the access point knows the document by.
    subject: instanceId,
    body,
    language: document.language,
  }
}

/** An e-invoice that could be made has both. */
function numberOf(text: string | null) {
  const number = parseOrganisationNumber(text ?? '')
  if (isRefusal(number)) throw new Error('an e-invoice was made without an organisation number')
  return number
}
