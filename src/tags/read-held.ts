import type { Tx } from '#db/connection.ts'
import type { Held } from './held.ts'

export type StoredHeld = Held & { readonly id: number }

/** What holds a tag and these vehicles at an instant and after it, in order; to a page, as far as it is the customer's. */
export async function readHeld(
  tx: Tx,
  of: { readonly tagId: number | null; readonly vehicleIds: readonly number[]; readonly at: number },
): Promise<readonly StoredHeld[]> {
  return tx<StoredHeld[]>`
    select id, agreement_id as "agreementId", party_id as "partyId", vehicle_id as "vehicleId", tag_id as "tagId",
           coalesce(lower(valid), 'epoch') as "from", upper(valid) as "to"
    from tag_assignment
    where (tag_id = ${of.tagId} or vehicle_id = any (${of.vehicleIds.map(String)}::bigint[]))
      and valid && tstzrange(${of.at}, null)
    order by lower(valid), id`
}

/** Yes or no, past what the customer may see: never whose it is. */
export async function isAnyHeldByAnother(
  tx: Tx,
  of: { readonly vehicleIds: readonly number[]; readonly partyId: number; readonly since: number },
): Promise<boolean> {
  const held = await tx`
    select from unnest(${of.vehicleIds.map(String)}::bigint[]) as v (id)
    where vehicle_held_by_another(v.id, ${of.partyId}, ${of.since}) limit 1`
  return held.length > 0
}

export type OwnAssignment = StoredHeld & {
  readonly country: string
  readonly plate: string
  readonly tagNumber: string | null
  readonly tagState: string | null
}

/** One of the parties' assignments that holds at an instant or later. Undefined: none of theirs. */
export async function readOwnAssignment(
  tx: Tx,
  of: { readonly partyIds: readonly number[]; readonly id: number; readonly at: number },
): Promise<OwnAssignment | undefined> {
  const [row] = await tx<OwnAssignment[]>`
    select a.id, a.agreement_id as "agreementId", a.party_id as "partyId", a.vehicle_id as "vehicleId", a.tag_id as "tagId",
           coalesce(lower(a.valid), 'epoch') as "from", upper(a.valid) as "to", v.country, v.plate,
           t.tag_number as "tagNumber", t.state as "tagState"
    from tag_assignment a join vehicle v on v.id = a.vehicle_id left join tag t on t.id = a.tag_id
    where a.id = ${of.id} and a.party_id = any (${of.partyIds.map(String)}::bigint[])
      and coalesce(upper(a.valid), 'infinity') > ${of.at}`
  return row
}
