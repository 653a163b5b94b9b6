import type { Tx } from '#db/connection.ts'
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
  const mails = invoices.flatMap(({ id, agreement, issuer }) =>
    agreement.email === null
      ? []
      : [
          {
            dedupe_key: `invoice:${id}`,
            ref_id: id,
            recipient: agreement.email,
            ...invoiceMail(agreement.language, { name: agreement.name, issuer: issuer.name }),
            language: agreement.language,
          },
        ],
  )
  if (mails.length === 0) return
  const at = new Date(now).toISOString()
  await tx`
    insert into outbox (dedupe_key, kind, ref_id, recipient, subject, body, language, written_at, next_try_at)
    select dedupe_key, 'mail', ref_id, recipient, subject, body, language, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(mails)}::text::jsonb)
      as m (dedupe_key text, ref_id bigint, recipient text, subject text, body text, language text)`
}
