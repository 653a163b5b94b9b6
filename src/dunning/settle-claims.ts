import { unblockAgreements } from '#agreements/block-agreement.ts'
import { readBlocked } from '#agreements/store.ts'
import type { Ore } from '#core/money.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { takeDue } from '#db/due.ts'
import { type AskingAgain, askAgain } from '#invoices/ask-again.ts'
import { holdUnasked } from '#invoices/hold-unasked.ts'
import { type Announcing, announceCollections, announceLifted, type Told } from './announce-steps.ts'
import { askOwedBack } from './ask-owed-back.ts'
import { blockForCollection } from './block-for-collection.ts'
import { told } from './read-claims.ts'
import { closeCollections, reopenCollections } from './store.ts'

type Settled = Told & {
  readonly agreementId: number
  readonly state: 'paid' | 'withdrawn'
  /** Said by the collector, where it is the collector that closes. */
  readonly paidOre?: Ore
}

export type Settling = AskingAgain & { readonly limit?: number }

/**
 * Settles what money has moved on (`due`): a claim in collection that has been paid to us or credited is closed and its
 * block lifted (terms 2.9), one whose payment the bank took back is collected again, and what no invoice asks for any more is
 * asked for again. Returns how many were closed.
 */
export async function settleClaims(db: Db, settling: Settling): Promise<number> {
  const limit = settling.limit ?? BATCH_SIZE
  let settled = 0
  for (;;) {
    const closed = await inTransaction(db, (tx) => settleDue(tx, { ...settling, limit }))
    if (closed === undefined) return settled
    settled += closed
  }
}

const BATCH_SIZE = 500

/** Undefined: nothing was due. */
async function settleDue(tx: Tx, settling: Settling & { limit: number }): Promise<number | undefined> {
  const due = await takeDue(tx, 'settle', settling.limit)
  if (due.length === 0) return (await askOwedBack(tx, settling)) === 0 ? undefined : 0
  const invoiceIds = due.map(({ key }) => Number(key))
  // Invoices are held first, agreements next and number series last, as a run of dunning holds them.
  const unasked = await holdUnasked(tx, invoiceIds)
  await reopenUnpaid(tx, invoiceIds, settling)
  const settled = await tx<Settled[]>`
    select k.id, k.agreement_id as "agreementId", case i.state when 'paid' then 'paid' else 'withdrawn' end as state,
           ${told(tx)}
    from collection_claim k join invoice i on i.id = k.reminder_id
    join party p on p.id = k.party_id join company c on c.id = k.issuer_id
    where k.reminder_id = any (${invoiceIds.map(String)}::bigint[]) and k.closed_at is null and i.state in ('paid', 'credited')
    order by k.id for no key update of k`
  await closeClaims(tx, settled, { ...settling, closedBy: 'issuer' })
  await askAgain(tx, unasked, settling)
  return settled.length
}

/** Closes, and lifts the block of each agreement that has no other claim in collection. */
export async function closeClaims(
  tx: Tx,
  claims: readonly Settled[],
  by: Announcing & { closedBy: 'collector' | 'issuer' },
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
  // It may be blocked for another reason yet, or by the issuer's own portfolio.
  const blocked = await readBlocked(tx, { agreementIds, at: by.now })
  // What we close as withdrawn is credited. Of what ends at once, what is still owed is told.
  const ended = claims.map((claim) => ({
    ...claim,
    isGivenUp: by.closedBy === 'collector' && claim.state === 'withdrawn',
  }))
  const settled = ended.filter(({ isGivenUp }) => !isGivenUp)
  const givenUp = ended.filter(({ isGivenUp }) => isGivenUp)
  const toTell = new Map([...settled, ...givenUp].map((claim) => [claim.agreementId, claim]))
  await announceLifted(
    tx,
    [...toTell.values()].filter(({ agreementId }) => lifted.has(agreementId) && !blocked.has(agreementId)),
    by,
  )
}

/** Only what we had closed ourselves: what the collector has been paid comes to us later. */
async function reopenUnpaid(tx: Tx, reminderIds: readonly number[], at: Announcing): Promise<void> {
  const unpaid = await tx<(Told & { agreementId: number })[]>`
    select k.id, k.agreement_id as "agreementId", ${told(tx)}
    from collection_claim k join invoice i on i.id = k.reminder_id
    join party p on p.id = k.party_id join company c on c.id = k.issuer_id
    where k.reminder_id = any (${reminderIds.map(String)}::bigint[]) and k.state = 'paid' and k.closed_by = 'issuer' and i.state in ('sent', 'partly-paid')
    order by k.id for no key update of k`
  if (unpaid.length === 0) return
  await reopenCollections(
    tx,
    unpaid.map(({ id }) => id),
  )
  await blockForCollection(
    tx,
    unpaid.map(({ agreementId }) => agreementId),
    at.now,
  )
  await announceCollections(tx, unpaid, at)
}
