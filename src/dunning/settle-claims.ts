import { unblockAgreements } from '#agreements/block-agreement.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { announceCollections, announceLifted, type Told } from './announce-steps.ts'
import { blockForCollection } from './block-for-collection.ts'
import { closeCollections, reopenCollections } from './store.ts'

type Settled = Told & {
  readonly agreementId: number
  readonly state: 'paid' | 'withdrawn'
}

/**
 * Closes claims in collection that have been paid to us or credited, and lifts the block (terms 2.9). One whose payment
 * the bank took back is collected again. It looks at how things stand, so nobody need tell it what changed. Returns
 * how many were closed.
 */
export async function settleClaims(db: Db, { now }: { now: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    await reopenUnpaid(tx, now)
    const settled = await tx<Settled[]>`
      select k.id, k.agreement_id as "agreementId", case i.state when 'paid' then 'paid' else 'withdrawn' end as state,
             ${told(tx)}
      from collection_claim k join invoice i on i.id = k.reminder_id
      join party p on p.id = k.party_id join company c on c.id = k.issuer_id
      where k.closed_at is null and i.state in ('paid', 'credited')
      order by k.id for no key update of k`
    await closeClaims(tx, settled, { closedBy: 'issuer', now })
    return settled.length
  })
}

/** Closes, and lifts the block of each agreement that has no other claim in collection. */
export async function closeClaims(
  tx: Tx,
  claims: readonly Settled[],
  by: { closedBy: 'collector' | 'issuer'; now: number },
): Promise<void> {
  if (claims.length === 0) return
  await closeCollections(tx, claims, by)
  const free = await tx<{ id: number }[]>`
    select a.id from agreement a where a.id = any (${claims.map((c) => String(c.agreementId))}::bigint[])
      and not exists (select from collection_claim k where k.agreement_id = a.id and k.closed_at is null)
    order by a.id for no key update`
  const agreementIds = free.map(({ id }) => id)
  const lifted = new Set(
    await unblockAgreements(tx, { agreementIds, because: 'debt-collection', at: by.now }),
  )
  const first = new Map(claims.map((claim) => [claim.agreementId, claim]))
  await announceLifted(
    tx,
    [...first.values()].filter(({ agreementId }) => lifted.has(agreementId)),
    by.now,
  )
}

/** Only what we had closed ourselves: what the collector has been paid comes to us later. */
async function reopenUnpaid(tx: Tx, now: number): Promise<void> {
  const unpaid = await tx<(Told & { agreementId: number })[]>`
    select k.id, k.agreement_id as "agreementId", ${told(tx)}
    from collection_claim k join invoice i on i.id = k.reminder_id
    join party p on p.id = k.party_id join company c on c.id = k.issuer_id
    where k.state = 'paid' and k.closed_by = 'issuer' and i.state in ('sent', 'partly-paid')
    order by k.id for no key update of k`
  if (unpaid.length === 0) return
  await reopenCollections(
    tx,
    unpaid.map(({ id }) => id),
  )
  await blockForCollection(
    tx,
    unpaid.map(({ agreementId }) => agreementId),
    now,
  )
  await announceCollections(tx, unpaid, now)
}

/** What it takes to tell the customer, of a query with `party p` and `company c`. */
export function told(tx: Tx) {
  return tx`p.name, p.language, p.email, c.name as "issuerName",
    case when p.street is not null then concat_ws(', ', p.name, p.street, concat_ws(' ', p.postal_code, p.place), p.country) end as address`
}
