import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { invoiceMail } from '#words/invoice-mail.ts'

/** An invoice that a mail tells of: because that is its channel, or beside another one. */
export type MailedInvoice = {
  readonly id: number
  /** Which try it is to get the invoice through. */
  readonly turn: number
  readonly kind: 'invoice' | 'credit-note'
  readonly email: string
  readonly language: Language
  readonly name: string
  readonly issuerName: string
}

/**
 * Tells customers by mail that an invoice or a credit note has come, in the transaction that says it goes by mail. The
 * mail says neither amount nor where anybody drove: it may be read by others.
 */
export async function announceInvoices(
  tx: Tx,
  invoices: readonly MailedInvoice[],
  now: number,
): Promise<void> {
  const mails = invoices.map(({ id, turn, kind, email, language, name, issuerName }) => ({
    dedupeKey: mailKey(id, turn),
    kind: 'mail' as const,
    refId: id,
    recipient: email,
    ...invoiceMail(kind, language, { name, issuer: issuerName }),
    language,
  }))
  await writeOutbox(tx, mails, now)
}

/** By what a mail is known on its way, and when it comes back. */
export function mailKey(invoiceId: number, turn: number): string {
  return turn === 1 ? `invoice:${invoiceId}` : `invoice:${invoiceId}:${turn}`
}
