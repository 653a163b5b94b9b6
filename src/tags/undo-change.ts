import { endOf, lockAgreements, reopenAgreements } from '#agreements/store.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { ChangeKind, UndoRefusal } from '#words/tag-changes.ts'
import type { Held } from './held.ts'
import { lockTagAndVehicles } from './read-assignments.ts'
import { isAnyHeldByAnother, readHeld } from './read-held.ts'
import { endAssignments, reopenDeposit, saveAssignments, saveTagState } from './store.ts'
import { markUndone, reopenOrders } from './store-orders.ts'

/**
 * What a customer did today is as if it had not been: what held before holds again from the same instant. Only as long
 * as nothing has been done with the tag and the vehicles since.
 */
export async function undoChange(
  tx: Tx,
  { publicId, now }: { publicId: string; now: number },
): Promise<{ undone: true } | Refusal<UndoRefusal>> {
  const change = await readChange(tx, publicId, 'locked')
  if (!change) return refuse('unknown-change')
  const { tagId, holdsFrom: at, before } = change
  const vehicleIds = vehiclesOf(change)
  await lockAgreements(tx, agreementsOf(change))
  await lockTagAndVehicles(tx, { tagId, vehicleIds })
  const refused = whyNot(change, now) ?? (await isChangedSince(tx, change, now))
  if (refused) return refuse(refused)
  const held = await readHeld(tx, { tagId, vehicleIds, at })
  await endAssignments(
    tx,
    held.map(({ id }) => id),
    at,
  )
  await saveAssignments(tx, before)
  if (tagId !== null && change.tagStateBefore !== null) await saveTagState(tx, tagId, change.tagStateBefore)
  if (change.depositId !== null) await reopenDeposit(tx, change.depositId)
  await reopenAgreements(tx, change.endedAgreements)
  await reopenOrders(tx, vehicleIds, change.madeAt)
  await markUndone(tx, change.id, now)
  const keys = [
    ...vehicleIds.map((id) => `vehicle ${id}`),
    ...(tagId === null ? [] : [`tag ${tagId}`]),
    ...change.endedAgreements.map((id) => `agreement ${id}`),
  ]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: at })),
  )
  return { undone: true }
}

/** Those that can be taken back: of a theft the police know, and what is lost is not found by a button. */
const UNDOABLE: readonly ChangeKind[] = ['moved', 'mounted', 'kept', 'settled']

type Change = {
  readonly id: number
  readonly kind: ChangeKind
  readonly partyId: number
  readonly agreementId: number
  readonly tagId: number | null
  readonly vehicleId: number | null
  readonly toVehicleId: number | null
  readonly holdsFrom: number
  readonly madeAt: number
  readonly before: readonly Held[]
  readonly tagStateBefore: 'active' | 'waiting' | null
  readonly depositId: number | null
  readonly endedAgreements: readonly number[]
  readonly undoneAt: number | null
}

/** For the page that offers to undo it: why it cannot be. Undefined: it can. */
export async function readUndoRefusal(
  tx: Tx,
  { publicId, now }: { publicId: string; now: number },
): Promise<UndoRefusal | undefined> {
  const change = await readChange(tx, publicId)
  if (!change) return 'unknown-change'
  return whyNot(change, now) ?? (await isChangedSince(tx, change, now))
}

async function readChange(tx: Tx, publicId: string, lock?: 'locked'): Promise<Change | undefined> {
  const [change] = await tx<Change[]>`
    select id, kind, party_id as "partyId", agreement_id as "agreementId", tag_id as "tagId", vehicle_id as "vehicleId",
           to_vehicle_id as "toVehicleId", holds_from as "holdsFrom", made_at as "madeAt", before,
           tag_state_before as "tagStateBefore", deposit_id as "depositId", ended_agreements as "endedAgreements",
           undone_at as "undoneAt"
    from tag_change where public_id = ${publicId} ${lock ? tx`for no key update` : tx``}`
  return change && { ...change, endedAgreements: change.endedAgreements.map(Number) }
}

function whyNot(change: Change, now: number): UndoRefusal | undefined {
  if (!UNDOABLE.includes(change.kind)) return 'not-undoable'
  if (change.undoneAt !== null) return 'undone-already'
  return osloDay(change.madeAt) === osloDay(now) ? undefined : 'too-late-to-undo'
}

async function isChangedSince(tx: Tx, change: Change, now: number): Promise<'changed-since' | undefined> {
  const vehicleIds = vehiclesOf(change)
  const vehicles = vehicleIds.map(String)
  const since = await tx`
    select from tag_change c
    where c.id > ${change.id} and c.undone_at is null
      and (c.tag_id = ${change.tagId} or c.vehicle_id = any (${vehicles}::bigint[]) or c.to_vehicle_id = any (${vehicles}::bigint[]))
    -- An order, or a tag that came by post, is no change of these, and is one of the vehicle's all the same.
    union all
    select from tag_order o where o.vehicle_id = any (${vehicles}::bigint[]) and o.ended_at is null
      and greatest(o.ordered_at, o.shipped_at) > ${change.madeAt}
    limit 1`
  if (since.length > 0 || (await isAgreementChanged(tx, change, now))) return 'changed-since'
  const { partyId, holdsFrom } = change
  return (await isAnyHeldByAnother(tx, { vehicleIds, partyId, since: holdsFrom }))
    ? 'changed-since'
    : undefined
}

/** Ended since, also before it began; or the customer has one with the company again, beside which none is revived. */
async function isAgreementChanged(tx: Tx, change: Change, now: number): Promise<boolean> {
  const ended = change.endedAgreements.map(String)
  const changed = await tx`
    select from agreement
    where id = any (${agreementsOf(change).map(String)}::bigint[])
      and valid_to <= ${endOf(tx, now)}
    union all
    select from agreement e join agreement n on n.main_agreement_id = e.main_agreement_id and n.issuer_id = e.issuer_id
    where e.id = any (${ended}::bigint[]) and n.id <> all (${ended}::bigint[]) and coalesce(n.valid_to, 'infinity') > ${now}
    limit 1`
  return changed.length > 0
}

/** Those the change gives vehicles back to. The main one of what ended with it is its own. */
function agreementsOf({ agreementId, before }: Change): readonly number[] {
  return [agreementId, ...before.map((one) => one.agreementId)]
}

function vehiclesOf({ vehicleId, toVehicleId }: Change): readonly number[] {
  return [vehicleId, toVehicleId].filter((id) => id !== null).sort((a, b) => a - b)
}
