import { type Db, inTransaction } from '#db/connection.ts'
import { holdDisputes } from '#dunning/hold-disputes.ts'
import { BY_RULE, endUnopenedHolds } from '#dunning/store.ts'
import { saveShownSince } from './store-complaints.ts'

/**
 * Holds what is complained of and that no person holds: an invoice has shown the passage since, what held it before is
 * released, or the rule holds it, which lets go when the invoice has come and must not let go of this. It looks at how things stand. Returns how many claims it held.
 */
export async function holdDisputed(db: Db, { now }: { readonly now: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    await saveShownSince(tx)
    const open = await tx<{ invoiceId: number; partyId: number; caseId: number }[]>`
      select k.invoice_id as "invoiceId", k.party_id as "partyId", min(k.case_id) as "caseId"
      from complained_passage k join invoice i on i.id = k.invoice_id and i.state not in ('paid', 'credited')
      where k.decided_at is null
        and not exists (select from claim_hold h where h.invoice_id = k.invoice_id and h.released_at is null and h.held_by <> ${BY_RULE})
      group by k.invoice_id, k.party_id order by k.invoice_id`
    if (open.length === 0) return 0
    await endUnopenedHolds(
      tx,
      open.map(({ invoiceId }) => invoiceId),
      { because: 'the customer disputes it', now },
    )
    const cases = [...new Set(open.map(({ caseId }) => caseId))].join(', ')
    return holdDisputes(tx, open, { because: `case ${cases}`, now })
  })
}
