import { canonicalPlate, shownPlate } from '#core/plate.ts'
import type { Queryable } from '#db/connection.ts'
import type { TagState } from '#words/vehicles.ts'

/** A vehicle of a customer as it stands now, or will when its agreement is valid. */
export type OwnVehicle = {
  readonly assignmentId: number
  readonly country: string
  readonly plate: string
  readonly make: string | null
  readonly model: string | null
  readonly totalWeightKg: number | null
  readonly tagId: number | null
  readonly tagNumber: string | null
  readonly tagState: TagState | null
  readonly agreementNumber: string
  readonly agreementPublicId: string
  readonly issuerName: string
  readonly from: number
  readonly costCentre: string | null
  readonly reference: string | null
  readonly holderKind: 'person' | 'organisation'
  /** A tag is ordered and not shipped. */
  readonly orderedAt: number | null
}

export type VehicleSearch = {
  readonly text: string
  readonly page: number
  readonly now: number
  /** Only those with a tag in them. */
  readonly tagged?: boolean
  /** Only those of one agreement, by its public id. */
  readonly agreement?: string
  readonly size?: number
}

/** A page of the parties' vehicles by plate: those a text is found in, or all. */
export async function readVehicles(
  db: Queryable,
  partyIds: readonly number[],
  { text, page, now, tagged = false, agreement, size = PAGE }: VehicleSearch,
): Promise<{ readonly vehicles: readonly OwnVehicle[]; readonly count: number; readonly pageCount: number }> {
  const found = await db<(OwnVehicle & { count: number })[]>`
    ${select(db, partyIds, now)} and ${matches(db, text)} and (not ${tagged}::boolean or a.tag_id is not null)
      ${agreement === undefined ? db`` : db`and g.public_id = ${agreement}`}
    order by v.plate, a.id limit ${size} offset ${(page - 1) * size}`
  const count = found[0]?.count ?? 0
  return { vehicles: found, count, pageCount: Math.max(1, Math.ceil(count / size)) }
}

/** Every one: for a file. */
export async function readAllVehicles(
  db: Queryable,
  partyIds: readonly number[],
  now: number,
): Promise<readonly OwnVehicle[]> {
  return db<OwnVehicle[]>`${select(db, partyIds, now)} order by v.plate, a.id`
}

/** Undefined: it holds no longer, or is somebody else's. */
export async function readVehicle(
  db: Queryable,
  partyIds: readonly number[],
  { assignmentId, now }: { readonly assignmentId: number; readonly now: number },
): Promise<OwnVehicle | undefined> {
  const [vehicle] = await db<OwnVehicle[]>`${select(db, partyIds, now)} and a.id = ${assignmentId}`
  return vehicle
}

// As many as one reads down without losing the place.
const PAGE = 50

function select(db: Queryable, partyIds: readonly number[], now: number) {
  return db`
    select a.id as "assignmentId", v.country, v.plate, v.make, v.model, v.total_weight_kg as "totalWeightKg",
           a.tag_id as "tagId", t.tag_number as "tagNumber", t.state as "tagState", g.agreement_number as "agreementNumber",
           g.public_id as "agreementPublicId", c.name as "issuerName", coalesce(lower(a.valid), 'epoch') as "from",
           k.cost_centre as "costCentre", k.reference, p.kind as "holderKind", o.ordered_at as "orderedAt", count(*) over ()::int as count
    from tag_assignment a
    join agreement g on g.id = a.agreement_id
    join company c on c.id = g.issuer_id
    join party p on p.id = a.party_id
    join vehicle v on v.id = a.vehicle_id
    left join tag t on t.id = a.tag_id
    left join cost_centre k on k.agreement_id = a.agreement_id and k.vehicle_id = a.vehicle_id and k.valid @> ${now}::timestamptz
    left join tag_order o on o.vehicle_id = a.vehicle_id and o.agreement_id = a.agreement_id
                         and o.shipped_at is null and o.ended_at is null
    where a.party_id = any (${partyIds.map(String)}::bigint[]) and coalesce(upper(a.valid), 'infinity') > ${now}
      and coalesce(g.valid_to, 'infinity') > ${now}`
}

/** In what one may remember of a vehicle. A plate is found however it is written. */
function matches(db: Queryable, text: string) {
  if (text === '') return db`true`
  const plate = `%${canonicalPlate(text) ?? text}%`
  const anywhere = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return db`(v.plate like ${plate} or t.tag_number like ${anywhere} or g.agreement_number like ${anywhere}
             or concat_ws(' ', v.make, v.model, k.cost_centre, k.reference) ilike ${anywhere})`
}

export type WaitingTag = {
  readonly tagId: number
  readonly tagNumber: string
  readonly agreementNumber: string
  readonly issuerName: string
  readonly since: number
}

/** A page of the tags the parties have taken out of a vehicle to use again: those a text is found in, or all. */
export async function readWaitingTags(
  db: Queryable,
  partyIds: readonly number[],
  { text, page, size }: { readonly text: string; readonly page: number; readonly size: number },
): Promise<{ readonly tags: readonly WaitingTag[]; readonly count: number; readonly pageCount: number }> {
  const anywhere = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const tags = await db<(WaitingTag & { count: number })[]>`
    ${selectWaiting(db, partyIds)}
      and (t.tag_number like ${anywhere} or g.agreement_number like ${anywhere} or c.name ilike ${anywhere})
    order by t.tag_number limit ${size} offset ${(page - 1) * size}`
  const count = tags[0]?.count ?? 0
  return { tags, count, pageCount: Math.max(1, Math.ceil(count / size)) }
}

/** Undefined: it does not wait, or is somebody else's. */
export async function readWaitingTag(
  db: Queryable,
  partyIds: readonly number[],
  tagId: number,
): Promise<WaitingTag | undefined> {
  const [tag] = await db<WaitingTag[]>`${selectWaiting(db, partyIds)} and t.id = ${tagId}`
  return tag
}

function selectWaiting(db: Queryable, partyIds: readonly number[]) {
  return db`
    select t.id as "tagId", t.tag_number as "tagNumber", g.agreement_number as "agreementNumber", c.name as "issuerName",
           l.since, count(*) over ()::int as count
    from (select distinct on (a.tag_id) a.tag_id, a.agreement_id, upper(a.valid) as since
          from tag_assignment a where a.party_id = any (${partyIds.map(String)}::bigint[]) and a.tag_id is not null
          order by a.tag_id, lower(a.valid) desc nulls last) l
    join tag t on t.id = l.tag_id and t.state = 'waiting' and tag_is_visible_partys(t.id)
    join agreement g on g.id = l.agreement_id join company c on c.id = g.issuer_id
    where l.since is not null`
}

export type HeldTime = {
  readonly from: number
  readonly to: number | null
  readonly tagNumber: string | null
  readonly agreementNumber: string
  readonly issuerName: string
}

/** When a vehicle stood under which of the parties' agreements with which tag, the latest first: each stretch once. */
export async function readVehicleHistory(
  db: Queryable,
  partyIds: readonly number[],
  assignmentId: number,
): Promise<{ readonly plate: string; readonly times: readonly HeldTime[] } | undefined> {
  const rows = await db<(HeldTime & { country: string; plate: string })[]>`
    select coalesce(lower(a.valid), 'epoch') as "from", upper(a.valid) as "to", t.tag_number as "tagNumber",
           g.agreement_number as "agreementNumber", c.name as "issuerName", v.country, v.plate
    from tag_assignment o
    join tag_assignment a on a.vehicle_id = o.vehicle_id and a.party_id = any (${partyIds.map(String)}::bigint[])
    join vehicle v on v.id = a.vehicle_id join agreement g on g.id = a.agreement_id
    join company c on c.id = g.issuer_id left join tag t on t.id = a.tag_id
    where o.id = ${assignmentId} and o.party_id = any (${partyIds.map(String)}::bigint[])
    order by lower(a.valid) desc nulls last, a.id desc`
  const [first] = rows
  if (!first) return undefined
  return { plate: shownPlate({ country: first.country, canonical: first.plate }), times: joined(rows) }
}

/** What was changed and undone is one time again. */
function joined(times: readonly HeldTime[]): readonly HeldTime[] {
  const out: HeldTime[] = []
  for (const { from, to, tagNumber, agreementNumber, issuerName } of times) {
    const last = out.at(-1)
    const same =
      last && last.from === to && last.tagNumber === tagNumber && last.agreementNumber === agreementNumber
    if (same) out[out.length - 1] = { ...last, from }
    else out.push({ from, to, tagNumber, agreementNumber, issuerName })
  }
  return out
}
