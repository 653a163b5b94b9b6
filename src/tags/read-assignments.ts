import type { Tx } from '#db/connection.ts'

export type StoredAssignment = {
  readonly id: number
  readonly agreementId: number
  readonly partyId: number
  readonly vehicleId: number
  readonly tagId: number | null
  readonly from: number
  /** Null: for ever. */
  readonly to: number | null
}

/** The tag, held for this transaction. */
export async function lockTag(tx: Tx, tagNumber: string): Promise<{ id: number; state: string } | undefined> {
  const [tag] = await tx<{ id: number; state: string }[]>`
    select id, state from tag where tag_number = ${tagNumber} for no key update`
  return tag
}

/** A tag and vehicles, in the order of all who change both: the tag, then the vehicles. What is read before may be old. */
export async function lockTagAndVehicles(
  tx: Tx,
  { tagId, vehicleIds }: { tagId: number | null; vehicleIds: readonly number[] },
): Promise<void> {
  if (tagId !== null) await tx`select id from tag where id = ${tagId} for no key update`
  await lockVehicles(tx, vehicleIds)
}

export async function lockVehicle(tx: Tx, vehicleId: number): Promise<void> {
  await lockVehicles(tx, [vehicleId])
}

/** Lowest first: two who hold several never wait crosswise. */
export async function lockVehicles(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`select id from vehicle where id = any (${ids.map(String)}::bigint[]) order by id for no key update`
}

/** Where a tag sits at an instant and after it, in order. */
export async function readTagAssignments(tx: Tx, tagId: number, at: number): Promise<StoredAssignment[]> {
  return tx<StoredAssignment[]>`${select(tx)}
    where a.tag_id = ${tagId} and a.valid && tstzrange(${at}, null) order by lower(a.valid)`
}

/** Under which agreements a vehicle stands at an instant and after it, in order. */
export async function readVehicleAssignments(
  tx: Tx,
  vehicleId: number,
  at: number,
): Promise<StoredAssignment[]> {
  return tx<StoredAssignment[]>`${select(tx)}
    where a.vehicle_id = ${vehicleId} and a.valid && tstzrange(${at}, null) order by lower(a.valid)`
}

/** Under which agreement the tag was last mounted: whose it is also while it waits. */
export async function readLastHolder(
  tx: Tx,
  tagId: number,
): Promise<{ agreementId: number; partyId: number } | undefined> {
  const [row] = await tx<{ agreementId: number; partyId: number }[]>`
    select agreement_id as "agreementId", party_id as "partyId" from tag_assignment
    where tag_id = ${tagId} order by lower(valid) desc nulls last limit 1`
  return row
}

function select(tx: Tx) {
  return tx`
    select a.id, a.agreement_id as "agreementId", a.party_id as "partyId", a.vehicle_id as "vehicleId", a.tag_id as "tagId",
           coalesce(lower(a.valid), 'epoch') as "from", upper(a.valid) as "to"
    from tag_assignment a`
}
