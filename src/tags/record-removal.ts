import { endSupplementary } from '#agreements/store.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue, makeDueLater } from '#db/due.ts'
import { type DepositTerms, depositLeft } from './deposit.ts'
import { heldFrom } from './held.ts'
import { lockTagAndVehicles } from './read-assignments.ts'
import { type OwnAssignment, readHeld, readOwnAssignment } from './read-held.ts'
import { endAssignments, endDeposit, saveTagState } from './store.ts'
import { endOrders, saveChange } from './store-orders.ts'
import { readHeldDeposit } from './take-back-tag.ts'

export type Removal = {
  readonly publicId: string
  readonly partyIds: readonly number[]
  readonly assignmentId: number
  /** Terms 1.4 and 7.1: the tag is given up and its deposit the customer's again; or it waits for another vehicle. */
  readonly what: 'settled' | 'kept'
  readonly now: number
  readonly terms: DepositTerms
}

/**
 * A vehicle leaves its agreement now. A deposit is booked when the day is over, for until then the customer may undo.
 * With the last tag that is given up the supplementary agreements end, which are of the tag (terms 1.2).
 */
export async function recordRemoval(
  tx: Tx,
  removal: Removal,
): Promise<{ returned: Ore } | Refusal<'vehicle-not-registered'>> {
  const { partyIds, now, publicId, what } = removal
  const own = await readOwnAssignment(tx, { partyIds, id: removal.assignmentId, at: now })
  if (!own) return refuse('vehicle-not-registered')
  const { vehicleId, tagId, partyId, agreementId } = own
  await lockTagAndVehicles(tx, { tagId, vehicleIds: [vehicleId] })
  const before = await readHeld(tx, { tagId, vehicleIds: [vehicleId], at: now })
  if (!before.some(({ id }) => id === own.id)) return refuse('vehicle-not-registered')
  await endAssignments(
    tx,
    before.map(({ id }) => id),
    now,
  )
  await endOrders(tx, [vehicleId], now)
  const settled =
    tagId !== null && what === 'settled' && own.tagState !== 'stolen'
      ? await settle(tx, { tagId, now, terms: removal.terms })
      : undefined
  if (tagId !== null) await saveTagState(tx, tagId, what === 'settled' ? 'settled' : 'waiting')
  const ended =
    what === 'settled' && (await isLast(tx, own, now)) ? await endSupplementary(tx, agreementId, now) : []
  await saveChange(tx, {
    publicId,
    partyId,
    agreementId,
    kind: what,
    tagId,
    vehicleId,
    holdsFrom: now,
    now,
    before: heldFrom(before, now),
    tagStateBefore: own.tagState,
    depositId: settled?.depositId,
    returned: settled?.returned,
    endedAgreements: ended,
  })
  const keys = [
    `vehicle ${vehicleId}`,
    ...(tagId === null ? [] : [`tag ${tagId}`]),
    ...ended.map((id) => `agreement ${id}`),
  ]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: now })),
  )
  return { returned: settled?.returned ?? NO_MONEY }
}

async function settle(
  tx: Tx,
  { tagId, now, terms }: { tagId: number; now: number; terms: DepositTerms },
): Promise<{ depositId: number; returned: Ore } | undefined> {
  const deposit = await readHeldDeposit(tx, tagId)
  if (!deposit) return undefined
  const { id, issuerCode, amount, askedAt } = deposit
  const returned = depositLeft(terms, { issuerCode, amount, askedOn: osloDay(askedAt) }, osloDay(now))
  await endDeposit(tx, { id, because: 'returned', returned, now })
  await makeDueLater(tx, 'deposit', [{ key: String(id), fromAt: now, notBefore: endOfDay(now) }])
  return { depositId: id, returned }
}

/** Until then a customer may undo what was done today. */
export function endOfDay(now: number): number {
  return startOfOsloDay(addDays(osloDay(now), 1))
}

async function isLast(tx: Tx, { agreementId, tagId }: OwnAssignment, now: number): Promise<boolean> {
  if (tagId === null) return false
  const others = await tx`
    select from tag_assignment
    where agreement_id = ${agreementId} and tag_id is not null and coalesce(upper(valid), 'infinity') > ${now} limit 1`
  return others.length === 0
}
