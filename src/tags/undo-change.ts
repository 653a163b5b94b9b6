import { reopenAgreements } from '#agreements/store.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { ChangeKind, UndoRefusal } from '#words/tag-changes.ts'
import type { Held } from './held.ts'
import { lockVehicles } from './read-assignments.ts'
import { isAnyHeldByAnother, readHeld } from './read-held.ts'
import { endAssignments, reopenDeposit, saveAssignments, saveTagState } from './store.ts'
import { markUndone } from './store-orders.ts'

/**
 * What a customer did today is as if it had not been: what held before holds again from the same instant. Only as long
 * as nothing has been done with the tag and the vehicles since.
 */
export async function undoChange(
  tx: Tx,
  { publicId, now }: { publicId: string; now: number },
): Promise<{ undone: true } | Refusal<UndoRefusal>> {
  const change = await lockChange(tx, publicId)
  if (!change) return refuse('unknown-change')
  const refused = whyNot(change, now) ?? (await isChangedSince(tx, change))
  if (refused) return refuse(refused)
  const { tagId, partyId, holdsFrom: at, before } = change
  const vehicleIds = vehiclesOf(change)
  await lockVehicles(tx, vehicleIds)
  if (await isAnyHeldByAnother(tx, { vehicleIds, partyId, since: at })) return refuse('changed-since')
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
export const UNDOABLE: readonly ChangeKind[] = ['moved', 'mounted', 'kept', 'settled']

type Change = {
  readonly id: number
  readonly kind: ChangeKind
  readonly partyId: number
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

async function lockChange(tx: Tx, publicId: string): Promise<Change | undefined> {
  const [change] = await tx<Change[]>`
    select id, kind, party_id as "partyId", tag_id as "tagId", vehicle_id as "vehicleId", to_vehicle_id as "toVehicleId",
           holds_from as "holdsFrom", made_at as "madeAt", before, tag_state_before as "tagStateBefore",
           deposit_id as "depositId", ended_agreements as "endedAgreements", undone_at as "undoneAt"
    from tag_change where public_id = ${publicId} for no key update`
  return change && { ...change, endedAgreements: change.endedAgreements.map(Number) }
}

export function whyNot(
  change: Pick<Change, 'kind' | 'undoneAt' | 'madeAt'>,
  now: number,
): UndoRefusal | undefined {
  if (!UNDOABLE.includes(change.kind)) return 'not-undoable'
  if (change.undoneAt !== null) return 'undone-already'
  return osloDay(change.madeAt) === osloDay(now) ? undefined : 'too-late-to-undo'
}

async function isChangedSince(tx: Tx, change: Change): Promise<'changed-since' | undefined> {
  const vehicles = vehiclesOf(change).map(String)
  const later = await tx`
    select from tag_change c
    where c.id > ${change.id} and c.undone_at is null
      and (c.tag_id = ${change.tagId} or c.vehicle_id = any (${vehicles}::bigint[]) or c.to_vehicle_id = any (${vehicles}::bigint[]))
    limit 1`
  if (later.length > 0) return 'changed-since'
  // An order, or a tag that came by post, is no change of these, and is one of the vehicle's all the same.
  const ordered = await tx`
    select from tag_order o where o.vehicle_id = any (${vehicles}::bigint[]) and o.ended_at is null
      and greatest(o.ordered_at, o.shipped_at) > ${change.madeAt} limit 1`
  return ordered.length > 0 ? 'changed-since' : undefined
}

function vehiclesOf({ vehicleId, toVehicleId }: Change): readonly number[] {
  return [vehicleId, toVehicleId].filter((id) => id !== null).sort((a, b) => a - b)
}
