import { type Decider, findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { HoldRefusal } from '#words/holds.ts'
import { lockParking, park } from './park-agreements.ts'
import { rejectPassages } from './reject-passages.ts'
import {
  type ChosenHolds,
  type HoldDecision,
  type HoldKey,
  holdAgain,
  type Parked,
  releaseAgreementHolds,
  saveHoldDecision,
} from './store-holds.ts'

/**
 * Released, a passage is rated as any other; rejected, it is never charged. Its vehicle is rated again. One that is charged to
 * what is parked is rejected too, though it is not held by itself.
 */
export async function decideHeldPassage(
  db: Db,
  passageId: number,
  decision: HoldDecision & { readonly state: 'released' | 'rejected' },
): Promise<Refusal<HoldRefusal> | undefined> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    const hold = await lockHold(tx, passageId)
    if (!hold)
      return decision.state === 'rejected'
        ? rejectParked(tx, passageId, staff, decision)
        : refuse('unknown-hold')
    const others = whyNotFor(staff, hold.companyId)
    if (others) return others
    if (hold.state !== 'held') return refuse('hold-already-decided')
    await saveHoldDecision(tx, hold, decision)
    await makeDue(tx, 'rate', [{ key: String(hold.vehicleId), fromAt: hold.passedAt }])
    return undefined
  })
}

/** An agreement; or an owner without one, of what the decider's company charges. */
export type ParkedSubject = { readonly agreementId: number } | { readonly partyId: number }

/** Everything that parks it now is released, for its months and reasons; then it is invoiced again. */
export async function releaseParked(
  db: Db,
  subject: ParkedSubject,
  decision: HoldDecision,
): Promise<Refusal<HoldRefusal> | undefined> {
  const released = await decideParked(db, subject, decision, releaseAgreementHolds)
  if (isRefusal(released)) return released
  return released.length === 0 ? refuse('unknown-hold') : undefined
}

/** All of the decider's company that is parked for passages of this month charged late, whatever else parks it. */
export async function releaseLate(
  db: Db,
  monthOn: string,
  decision: HoldDecision,
): Promise<{ readonly released: number } | Refusal<HoldRefusal>> {
  const released = await decideParked(db, { monthOn }, decision, releaseAgreementHolds)
  if (isRefusal(released)) return released
  return released.length === 0 ? refuse('unknown-hold') : { released: released.length }
}

/**
 * A release is undone: what was released of an agreement, of an owner, or of a month charged late, parks again. What has been
 * invoiced meanwhile stays so; what has not waits.
 */
export async function undoRelease(
  db: Db,
  of: ParkedSubject | { readonly monthOn: string },
  decision: HoldDecision,
): Promise<{ readonly heldAgain: number } | Refusal<HoldRefusal>> {
  const held = await decideParked(db, of, decision, holdAgain)
  if (isRefusal(held)) return held
  const whose = new Set(
    held.map(({ partyId, agreementId, chargerId }) => `${partyId} ${agreementId} ${chargerId}`),
  )
  return whose.size === 0 ? refuse('nothing-released') : { heldAgain: whose.size }
}

/** Returns whose holds `save` has changed: one for each hold. */
async function decideParked(
  db: Db,
  of: ParkedSubject | { readonly monthOn: string },
  decision: HoldDecision,
  save: typeof holdAgain,
): Promise<readonly Parked[] | Refusal<HoldRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findWhoDecides(tx, decision)
    if (isRefusal(staff)) return staff
    const others = 'agreementId' in of ? await whyNotOf(tx, staff, of.agreementId) : undefined
    if (others) return others
    await lockParking(tx)
    const changed = await save(tx, chosenBy(staff, of), decision)
    await park(tx, changed)
    return changed
  })
}

function chosenBy({ companyId }: Decider, of: ParkedSubject | { readonly monthOn: string }): ChosenHolds {
  if ('agreementId' in of) return of
  return 'partyId' in of ? { ...of, chargerId: companyId } : { ...of, companyId }
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

/** The agreement it is charged to is parked, or the owner with its toll charger. */
async function rejectParked(
  tx: Tx,
  passageId: number,
  staff: Decider,
  decision: HoldDecision,
): Promise<Refusal<HoldRefusal> | undefined> {
  const [parked] = await tx<(HoldKey & { readonly companyId: number })[]>`
    select p.party_id as "partyId", p.id as "passageId", p.month_on as "monthOn", coalesce(a.issuer_id, p.charger_id) as "companyId"
    from passage p left join agreement a on a.id = p.agreement_id
    where p.id = ${passageId} and p.ended_because is null and (a.parked_because is not null or exists (
      select from agreement_hold h
      where h.party_id = p.party_id and h.agreement_id = 0 and p.agreement_id is null and h.charger_id = p.charger_id and h.state = 'held'))`
  if (!parked) return refuse('unknown-hold')
  const others = whyNotFor(staff, parked.companyId)
  if (others) return others
  const rejected = await rejectPassages(tx, [parked], { ...decision, reason: 'parked' })
  return rejected === 0 ? refuse('unknown-hold') : undefined
}
