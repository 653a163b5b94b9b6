import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { HoldRefusal } from '#words/holds.ts'
import { lockParking, park } from './park-agreements.ts'
import {
  type HoldDecision,
  type HoldKey,
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
    const refusal = await whyNotDecided(tx, decision)
    if (refusal) return refusal
    const hold = await lockHold(tx, passageId)
    if (!hold) return refuse('unknown-hold')
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
    const refusal = await whyNotDecided(tx, decision)
    if (refusal) return refusal
    await lockParking(tx)
    const released = await releaseAgreementHolds(tx, agreementId, decision)
    if (released === 0) return refuse('unknown-hold')
    await park(tx, [agreementId])
    return undefined
  })
}

/** Everybody who is parked for passages of this month that were charged late, whatever else parks them. */
export async function releaseLate(
  db: Db,
  monthOn: string,
  decision: HoldDecision,
): Promise<{ readonly released: number } | Refusal<HoldRefusal>> {
  return inTransaction(db, async (tx) => {
    const refusal = await whyNotDecided(tx, decision)
    if (refusal) return refusal
    await lockParking(tx)
    const agreementIds = await releaseLateHolds(tx, monthOn, decision)
    if (agreementIds.length === 0) return refuse('unknown-hold')
    await park(tx, agreementIds)
    return { released: agreementIds.length }
  })
}

async function whyNotDecided(
  tx: Tx,
  { by, because }: HoldDecision,
): Promise<Refusal<HoldRefusal> | undefined> {
  if (because.trim() === '') return refuse('no-reason-given')
  const [staff] = await tx`select from staff_member where email = ${by}`
  return staff ? undefined : refuse('unknown-staff')
}

type LockedHold = HoldKey & {
  readonly vehicleId: number
  readonly state: 'held' | 'released' | 'rejected'
  readonly passedAt: number
}

async function lockHold(tx: Tx, passageId: number): Promise<LockedHold | undefined> {
  const [hold] = await tx<LockedHold[]>`
    select h.party_id as "partyId", h.passage_id as "passageId", h.month_on as "monthOn", h.vehicle_id as "vehicleId",
           h.state, p.passed_at as "passedAt"
    from passage_hold h
    join passage p on p.party_id = h.party_id and p.id = h.passage_id and p.month_on = h.month_on
    where h.passage_id = ${passageId} for update of h`
  return hold
}
