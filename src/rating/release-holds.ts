import { type Decider, findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { HoldRefusal } from '#words/holds.ts'
import { lockParking, park } from './park-agreements.ts'
import {
  type HoldDecision,
  type HoldKey,
  holdAgain,
  releaseAgreementHolds,
  releaseLateHolds,
  saveHoldDecision,
} from './store-holds.ts'

/** Released, a passage is rated as any other; rejected, it is never charged. Its vehicle is rated again. */
export async function decideHeldPassage(
  db: Db,
  passageId: number,
  decision: HoldDecision & { readonly state: 'released' | 'rejected' },
): Promise<Refusal<HoldRefusal> | undefined> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    const hold = await lockHold(tx, passageId)
    if (!hold) return refuse('unknown-hold')
    const others = whyNotFor(staff, hold.companyId)
    if (others) return others
    if (hold.state !== 'held') return refuse('hold-already-decided')
    await saveHoldDecision(tx, hold, decision)
    await makeDue(tx, 'rate', [{ key: String(hold.vehicleId), fromAt: hold.passedAt }])
    return undefined
  })
}

/** Everything that parks the agreement now is released, for its months and reasons; then it is invoiced again. */
export async function releaseAgreement(
  db: Db,
  agreementId: number,
  decision: HoldDecision,
): Promise<Refusal<HoldRefusal> | undefined> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    const others = await whyNotOf(tx, staff, agreementId)
    if (others) return others
    await lockParking(tx)
    const released = await releaseAgreementHolds(tx, agreementId, decision)
    if (released === 0) return refuse('unknown-hold')
    await park(tx, [agreementId])
    return undefined
  })
}

/** Every agreement of the decider's company that is parked for passages of this month charged late, whatever else parks it. */
export async function releaseLate(
  db: Db,
  monthOn: string,
  decision: HoldDecision,
): Promise<{ readonly released: number } | Refusal<HoldRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    await lockParking(tx)
    const agreementIds = await releaseLateHolds(tx, { monthOn, issuerId: staff.companyId }, decision)
    if (agreementIds.length === 0) return refuse('unknown-hold')
    await park(tx, agreementIds)
    return { released: agreementIds.length }
  })
}

/**
 * A release is undone: what was released of an agreement, or of a month charged late, parks again. What has been invoiced
 * meanwhile stays so; what has not waits.
 */
export async function undoRelease(
  db: Db,
  of: { readonly agreementId: number } | { readonly monthOn: string },
  decision: HoldDecision,
): Promise<{ readonly heldAgain: number } | Refusal<HoldRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    const others = 'agreementId' in of ? await whyNotOf(tx, staff, of.agreementId) : undefined
    if (others) return others
    await lockParking(tx)
    const wanted = 'agreementId' in of ? of : { ...of, issuerId: staff.companyId }
    const agreementIds = await holdAgain(tx, wanted, decision)
    if (agreementIds.length === 0) return refuse('nothing-released')
    await park(tx, agreementIds)
    return { heldAgain: agreementIds.length }
  })
}

async function whyNotOf(tx: Tx, staff: Decider, agreementId: number) {
  const [agreement] = await tx<{ issuerId: number }[]>`
    select issuer_id as "issuerId" from agreement where id = ${agreementId}`
  return agreement && whyNotFor(staff, agreement.issuerId)
}

async function findWhoDecides(
  tx: Tx,
  { by, because }: HoldDecision,
): Promise<Decider | Refusal<HoldRefusal>> {
  if (because.trim() === '') return refuse('no-reason-given')
  return findDecider(tx, by)
}

type LockedHold = HoldKey & {
  readonly vehicleId: number
  readonly state: 'held' | 'released' | 'rejected'
  readonly passedAt: number
  /** Who has the customer; of an owner without agreement, who has the passage. */
  readonly companyId: number
}

async function lockHold(tx: Tx, passageId: number): Promise<LockedHold | undefined> {
  const [hold] = await tx<LockedHold[]>`
    select h.party_id as "partyId", h.passage_id as "passageId", h.month_on as "monthOn", h.vehicle_id as "vehicleId",
           h.state, p.passed_at as "passedAt", coalesce(a.issuer_id, p.charger_id) as "companyId"
    from passage_hold h
    join passage p on p.party_id = h.party_id and p.id = h.passage_id and p.month_on = h.month_on
    left join agreement a on a.id = p.agreement_id
    where h.passage_id = ${passageId} for update of h`
  return hold
}
