import { isKid, type Kid } from '#core/kid.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Db, Tx } from '#db/connection.ts'
import type { OutboxMessage } from '#db/outbox.ts'
import {
  type EfakturaCode,
  type EfakturaInvoice,
  type EfakturaIssuer,
  efakturaOnTheWire,
  faultsIn,
} from '#formats/efaktura-consignment.ts'
import { toPayOf } from '#formats/invoice-parts.ts'
import { createInvoicePrinter, type InvoiceDocument, type InvoicePrinter } from '#formats/invoice-pdf.ts'
import { type Chosen, type HandingOver, handOver } from './hand-over.ts'

export type NoEfaktura =
  | EfakturaCode
  | 'seller-without-organisation-number'
  | 'nothing-to-pay'
  | 'no-due-date'
  | 'not-a-kid'

/**
 * Puts the invoices that are to go to people's banks into the outbox, each as a consignment of its own: one that is
 * refused takes no other with it.
 */
export async function handOverEfaktura(db: Db, how: EfakturaHandingOver): Promise<number> {
  return handOver(db, how, {
    claim: claimChosen,
    message: (delivery, document) => messageOf(delivery, document, how),
  })
}

type EfakturaHandingOver = HandingOver & { readonly customerReference: EfakturaIssuer['customerReference'] }

type ToBank = Chosen & {
  /** Null: the bank takes no eFaktura for them. */
  readonly identifier: string | null
}

function claimChosen(tx: Tx, limit: number): Promise<readonly ToBank[]> {
  return tx<ToBank[]>`
    select d.id as "deliveryId", d.invoice_id as "invoiceId", i.state, r.receiver as identifier
    from delivery d join invoice i on i.id = d.invoice_id
    left join channel_reach r on r.party_id = d.party_id and r.channel = 'efaktura' and r.ended_at is null
    where d.channel = 'efaktura' and d.state = 'chosen'
    order by d.id limit ${limit} for update of d skip locked`
}

function messageOf(
  { deliveryId, invoiceId, identifier }: ToBank,
  document: InvoiceDocument,
  how: EfakturaHandingOver,
): OutboxMessage | Refusal<NoEfaktura> {
  const { organisationNumber } = document.issuer
  if (organisationNumber === null) return refuse('seller-without-organisation-number')
  if (identifier === null) return refuse('efaktura-recipient-unknown')
  const invoice = efakturaInvoice(document, identifier)
  if (isRefusal(invoice)) return invoice
  const consignmentId = how.newId()
  const consignment = { consignmentId, messageIdentifier: consignmentId, invoices: [invoice] }
  const issuer = { organisationNumber, customerReference: how.customerReference }
  const [fault] = faultsIn(consignment, issuer)
  if (fault) return refuse(fault.code)
  return {
    dedupeKey: `efaktura:${deliveryId}`,
    kind: 'efaktura',
    refId: invoiceId,
    // Whose it is: consignments are kept by issuer. The recipient is in the consignment.
    recipient: organisationNumber,
    subject: consignmentId,
    body: JSON.stringify(efakturaOnTheWire(consignment, issuer)),
    language: document.language,
  }
}

function efakturaInvoice(
  document: InvoiceDocument,
  identifier: string,
): EfakturaInvoice | Refusal<NoEfaktura> {
  const { number, kid, issuer, issuedOn, dueOn } = document
  const toPay = toPayOf(document)
  if (toPay <= 0) return refuse('nothing-to-pay')
  if (dueOn === null) return refuse('no-due-date')
  if (!isKid(kid)) return refuse('not-a-kid')
  printer ??= createInvoicePrinter()
  return {
    invoiceId: number,
    recipient: { by: 'efaktura-identifier', value: identifier },
    paidBy: 'efaktura',
    kid: kid as Kid,
    accountNumber: issuer.accountNumber,
    amount: toPay,
    issuedOn,
    dueOn,
    pdf: printer.print(document),
  }
}

let printer: InvoicePrinter | undefined
