import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { invoiceMail } from '#words/invoice-mail.ts'
import type { ComposedInvoice } from './invoice.ts'

/**
 * Tells each customer with an e-mail address that an invoice has come, in the transaction that issues it. The mail says
 * neither amount nor where anybody drove: it may be read by others.
 */
export async function announceInvoices(
  tx: Tx,
  invoices: readonly (ComposedInvoice & { id: number })[],
  now: number,
): Promise<void> {
  const mails = invoices.flatMap(({ id, agreement, issuer }) => {
    if (agreement.email === null) return []
    const text = invoiceMail(agreement.language, { name: agreement.name, issuer: issuer.name })
    const { email: recipient, language } = agreement
    return [{ dedupeKey: `invoice:${id}`, kind: 'mail' as const, refId: id, recipient, ...text, language }]
  })
  await writeOutbox(tx, mails, now)
}
