import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { Recipient } from './invoice.ts'
import type { InvoicingTerms } from './invoicing-terms.ts'
import { type IssuingCharges, issueCharges } from './issue-charges.ts'
import { issuerOf, readIssuers } from './read-issuers.ts'
import { RECIPIENT_COLUMNS } from './read-uninvoiced.ts'

/** A sum that a customer may pay ahead, of an agreement. */
export type Prepayment = { readonly agreementId: number; readonly amount: Ore }

export type PrepaymentRun = IssuingCharges & { readonly terms: InvoicingTerms }

/**
 * Asks for sums ahead, each by an invoice of its own that has no due date: the customer pays when they wish, and nothing
 * follows if they do not. In the transaction of whoever asks, which knows when a sum was asked for. Returns the invoices
 * in the same order.
 */
export async function issuePrepayments(
  tx: Tx,
  prepayments: readonly Prepayment[],
  run: PrepaymentRun,
): Promise<readonly number[]> {
  if (prepayments.length === 0) return []
  const issuers = await readIssuers(tx, run.terms, run.issuedOn)
  const recipients = await holdRecipients(tx, prepayments)
  const asked = prepayments.map((prepayment) => {
    const recipient = recipients.get(prepayment.agreementId)
    if (!recipient) throw new Error(`no agreement ${prepayment.agreementId} to ask ahead`)
    const { amount } = prepayment
    const issuer = issuerOf(issuers, recipient.issuerId)
    // What it stands against is held for the customer.
    return { kind: 'prepayment', against: 'prepaid', amount, recipient, issuer } as const
  })
  return issueCharges(tx, asked, run)
}

/** Held as an invoice run holds them: before the number series, and in the same order. */
async function holdRecipients(
  tx: Tx,
  prepayments: readonly Prepayment[],
): Promise<ReadonlyMap<number, Recipient>> {
  const ids = [...new Set(prepayments.map(({ agreementId }) => String(agreementId)))]
  const rows = await tx<(Recipient & { agreementId: number })[]>`
    select ${tx.unsafe(RECIPIENT_COLUMNS)} from agreement a join party p on p.id = a.party_id
    where a.id = any (${ids}::bigint[]) order by a.id for no key update of a`
  return new Map(rows.map((row) => [row.agreementId, row]))
}
