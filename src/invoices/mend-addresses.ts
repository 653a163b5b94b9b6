import { unblockAgreements } from '#agreements/block-agreement.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { addressText, readOpenAgreements, tellOfAddresses } from './block-missing-addresses.ts'
import { type NewDelivery, saveDeliveries, saveMended } from './store-deliveries.ts'

/**
 * Lifts the block of those whose address is another than the one letters came back from, and sends what never reached
 * them to the new one. It looks at how things stand, so whoever puts an address right need tell nobody. Returns how many.
 */
export async function mendAddresses(db: Db, { now }: { now: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const mended = await tx<{ id: number; partyId: number }[]>`
      select m.id, m.party_id as "partyId" from missing_address m join party p on p.id = m.party_id
      where m.mended_at is null and p.street is not null and ${addressText(tx)} <> m.address
      order by m.party_id for no key update of m skip locked`
    if (mended.length === 0) return 0
    await saveMended(
      tx,
      mended.map(({ id }) => id),
      now,
    )
    const partyIds = mended.map(({ partyId }) => partyId)
    const agreementIds = await readOpenAgreements(tx, partyIds, now)
    const lifted = await unblockAgreements(tx, { agreementIds, because: 'address-missing', at: now })
    await tellOfAddresses(tx, lifted, 'addressMended', now)
    await saveDeliveries(tx, await readUndelivered(tx, partyIds), now)
    return mended.length
  })
}

/** Unpaid, and failed by every channel so far. */
async function readUndelivered(tx: Tx, partyIds: readonly number[]): Promise<readonly NewDelivery[]> {
  const rows = await tx<Pick<NewDelivery, 'invoiceId' | 'partyId' | 'turn'>[]>`
    select i.id as "invoiceId", i.party_id as "partyId", (max(d.turn) + 1)::smallint as turn
    from invoice i join delivery d on d.invoice_id = i.id
    where i.party_id = any (${partyIds.map(String)}::bigint[]) and i.state in ('sent', 'partly-paid')
    group by i.id
    having bool_and(d.state in ('bounced', 'unopened', 'returned', 'refused') and d.followed_at is not null)
    order by i.id`
  return rows.map((row) => ({ ...row, channel: 'post', state: 'chosen', because: 'address-mended' }))
}
