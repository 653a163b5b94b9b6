import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { unknownOwner } from '#customers/owner.ts'
import { readOwnerParties } from '#customers/store.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { OwnerRefusal } from '#words/owners.ts'
import { handToOwners } from './hand-to-owners.ts'
import { rewritePassages } from './put-right.ts'
import type { Line } from './read-standing.ts'
import { rejectWaiting, saveOwnerDecision } from './store.ts'
import { takeReattributionTurn } from './take-turns.ts'

export type OwnerDecision = 'rejected' | 'asked-again' | 'handed-abroad'

/**
 * A passage that nobody is found to own: never charged, handed to the collector abroad now, or, where one of these was
 * wrong, asked for again. What was charged meanwhile is taken back where it was told.
 */
export async function decideOwner(
  db: Db,
  passageId: number,
  at: { decision: OwnerDecision; by: string; because: string; now: number; newId: () => string },
): Promise<Refusal<OwnerRefusal> | undefined> {
  const { decision, by, because, now, newId } = at
  if (because.trim() === '') return refuse('no-reason-given')
  const staff = await findDecider(db, by)
  if (isRefusal(staff)) return staff
  return inTransaction(db, async (tx) => {
    // Whose it is changes here, as when it is attributed anew.
    await takeReattributionTurn(tx)
    const found = await find(tx, passageId)
    if (!found) return refuse('passage-not-without-owner')
    const refusal = whyNotFor(staff, found.chargerId) ?? (await carryOut(tx, found, { decision, now, newId }))
    if (refusal) return refusal
    await saveOwnerDecision(tx, found, { decision, by, because, now })
    return undefined
  })
}

async function carryOut(
  tx: Tx,
  found: Found,
  { decision, now, newId }: { decision: OwnerDecision; now: number; newId: () => string },
): Promise<Refusal<OwnerRefusal> | undefined> {
  const waits = found.state === 'waiting-for-owner' || found.state === 'other-issuer'
  if (decision === 'asked-again') {
    if (waits) return refuse('passage-waits-already')
    const which = found.state === 'rejected' ? 'rejected' : 'standing'
    await rewritePassages(tx, [found], { shiftMs: 0, which, now })
    return undefined
  }
  if (!waits) return refuse('owner-decided-already')
  if (decision === 'rejected') {
    await rejectWaiting(tx, [found.id])
    return undefined
  }
  const { country, plate } = found
  if (found.state !== 'waiting-for-owner' || country === null || country === 'NO' || plate === null)
    return refuse('not-a-foreign-plate')
  await handToOwners(tx, [{ id: found.id, owner: unknownOwner({ country, canonical: plate }) }], newId)
  return undefined
}

type Found = Line & {
  readonly id: number
  /** 0: nobody's. */
  readonly partyId: number
  readonly monthOn: string
  readonly state: 'waiting-for-owner' | 'other-issuer' | 'rejected' | 'handed-abroad'
  readonly country: string | null
  readonly plate: string | null
}

/** What waits or was rejected while it waited, or stands with an owner that nobody knows. */
async function find(tx: Tx, passageId: number): Promise<Found | undefined> {
  const [waiting] = await tx<Found[]>`
    select w.id, 0::bigint as "partyId", w.month_on as "monthOn", w.state, w.charger_id as "chargerId", w.sequence, v.country, v.plate
    from passage_waiting w left join vehicle v on v.id = w.vehicle_id
    where w.id = ${passageId} and w.state <> 'withdrawn' for update of w`
  if (waiting) return waiting
  const [kept] = await tx<(Found & { country: string; plate: string })[]>`
    select p.id, p.party_id as "partyId", p.month_on as "monthOn", 'handed-abroad' as state, p.charger_id as "chargerId",
           p.sequence, v.country, v.plate
    from passage p join vehicle v on v.id = p.vehicle_id
    where p.id = ${passageId} and p.ended_because is null and p.agreement_id is null and not p.erased`
  if (!kept) return undefined
  const owner = unknownOwner({ country: kept.country, canonical: kept.plate })
  return (await readOwnerParties(tx, [owner])).get(owner.registerId) === kept.partyId ? kept : undefined
}
