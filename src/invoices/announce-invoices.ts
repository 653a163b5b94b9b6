import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { invoiceMail } from '#words/invoice-mail.ts'
import type { ComposedInvoice } from './invoice.ts'

/**
 * Tells each customer with an e-mail address that an invoice or a credit note has come, in the transaction that issues it. The mail says
 * neither amount nor where anybody drove: it may be read by others.
 */
export async function announceInvoices(
  tx: Tx,
  invoices: readonly (ComposedInvoice & { id: number })[],
  now: number,
): Promise<void> {
  const mails = invoices.flatMap(({ id, kind, recipient, issuer }) => {
    if (recipient.email === null) return []
    const text = invoiceMail(kind, recipient.language, { name: recipient.name, issuer: issuer.name })
    const { email, language } = recipient
    const to = { recipient: email, ...text, language }
    return [{ dedupeKey: `invoice:${id}`, kind: 'mail' as const, refId: id, ...to }]
  })
  await writeOutbox(tx, mails, now)
}
