import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { DUNNING_TEXTS } from '#words/dunning.ts'
import { formatDay } from '#words/format.ts'
import { invoiceMail } from '#words/invoice-mail.ts'

/** An invoice that a mail tells of: because that is its channel, or beside another one. */
export type MailedInvoice = {
  readonly id: number
  readonly partyId: number
  /** Which try it is to get the invoice through. */
  readonly turn: number
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly dueOn: Day | null
  readonly hasAgreement: boolean
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
  const mails = invoices.map((invoice) => ({
    dedupeKey: mailKey(invoice.id, invoice.turn),
    kind: 'mail' as const,
    refId: invoice.id,
    partyId: invoice.partyId,
    recipient: invoice.email,
    ...textOf(invoice),
    language: invoice.language,
  }))
  await writeOutbox(tx, mails, now)
}

/** A reminder is a notice of collection too, and says by when (inkassoloven § 9). */
function textOf({ kind, dueOn, hasAgreement, language, name, issuerName: issuer }: MailedInvoice) {
  if (kind !== 'reminder') return invoiceMail(kind, language, { name, issuer })
  const day = dueOn === null ? '' : formatDay(dueOn, language)
  return DUNNING_TEXTS[language].reminderMail({ name, issuer, dueOn: day, hasAgreement })
}

/** By what a mail is known on its way, and when it comes back. */
export function mailKey(invoiceId: number, turn: number): string {
  return turn === 1 ? `invoice:${invoiceId}` : `invoice:${invoiceId}:${turn}`
}
