import type { Tx } from '#db/connection.ts'

/** The parties' invoices, by public id, whose claim a debt collector has: each reminder that is collected, and what it was for. */
export async function readInCollection(tx: Tx, partyIds: readonly number[]): Promise<ReadonlySet<string>> {
  const rows = await tx<{ public_id: string }[]>`
    select i.public_id
    from collection_claim k join invoice i on i.id in (k.invoice_id, k.reminder_id)
    where k.party_id = any(${partyIds.map(String)}::bigint[]) and k.closed_at is null`
  return new Set(rows.map((row) => row.public_id))
}
