import type { Plate } from '#core/plate.ts'
import type { Queryable } from '#db/connection.ts'
import type { Assignment } from './holder.ts'
import { plateKey } from './vehicle.ts'

export type KnownTag = { readonly tagId: number; readonly issuerId: number; readonly state: string }

/** What is known of the tags and plates of a batch of passages. Plates are named as `plateKey` does. */
export type Holders = {
  readonly byTag: ReadonlyMap<string, readonly Assignment[]>
  readonly byPlate: ReadonlyMap<string, readonly Assignment[]>
  readonly tags: ReadonlyMap<string, KnownTag>
  readonly vehicles: ReadonlyMap<string, { readonly vehicleId: number }>
}

/** Every assignment of these tags and plates that touches the time from `from` to `to` (epoch ms, both inside). */
export async function readHolders(
  db: Queryable,
  q: { tagNumbers: readonly string[]; plates: readonly Plate[]; from: number; to: number },
): Promise<Holders> {
  const rows = await readRows(db, q)
  const blocks = await readBlocks(db, rows, q)
  const holders = {
    byTag: new Map<string, Assignment[]>(),
    byPlate: new Map<string, Assignment[]>(),
    tags: new Map<string, KnownTag>(),
    vehicles: new Map<string, { vehicleId: number }>(),
  }
  for (const row of rows) {
    const assignments = row.plate === null ? holders.byTag : holders.byPlate
    const key = row.plate ?? row.tag_number ?? ''
    if (row.plate !== null) holders.vehicles.set(key, { vehicleId: row.vehicle_id })
    else holders.tags.set(key, { tagId: row.tag_id ?? 0, issuerId: row.tag_issuer_id, state: row.tag_state })
    if (row.agreement_id === null) continue
    const assignment = assignmentOf(row, row.agreement_id, blocks.get(row.agreement_id) ?? [])
    const known = assignments.get(key)
    if (known) known.push(assignment)
    else assignments.set(key, [assignment])
  }
  return holders
}

type Row = {
  plate: string | null
  tag_number: string | null
  tag_issuer_id: number
  tag_state: string
  vehicle_id: number
  tag_id: number | null
  agreement_id: number | null
  party_id: number
  issuer_id: number
  from_at: number | null
  to_at: number | null
  agreement_from: number
  agreement_to: number | null
  deletes_passages: boolean
}

/** Plates and tags in one question; a tag or vehicle nobody holds comes without an agreement. */
async function readRows(
  db: Queryable,
  q: { tagNumbers: readonly string[]; plates: readonly Plate[]; from: number; to: number },
): Promise<Row[]> {
  const tagNumbers = [...new Set(q.tagNumbers)]
  const plates = [...new Map(q.plates.map((plate) => [plateKey(plate), plate])).values()]
  return db<Row[]>`
    with held as (
      select null as plate, t.tag_number, t.issuer_id as tag_issuer_id, t.state as tag_state, t.id as tag_id,
             a.vehicle_id, a.agreement_id, a.party_id, a.valid
      from unnest(${tagNumbers}::text[]) as asked (tag_number)
      join tag t using (tag_number)
      left join tag_assignment a on a.tag_id = t.id and a.valid && tstzrange(${q.from}, ${q.to}, '[]')
      union all
      select v.country || ' ' || v.plate, null, null, null, a.tag_id, v.id, a.agreement_id, a.party_id, a.valid
      from unnest(${plates.map((p) => p.country)}::text[], ${plates.map((p) => p.canonical)}::text[]) as asked (country, plate)
      join vehicle v using (country, plate)
      left join tag_assignment a on a.vehicle_id = v.id and a.valid && tstzrange(${q.from}, ${q.to}, '[]')
    )
    select held.plate, tag_number, tag_issuer_id, tag_state, tag_id, vehicle_id, agreement_id, held.party_id,
           lower(valid) as from_at, upper(valid) as to_at, g.issuer_id,
           g.valid_from as agreement_from, g.valid_to as agreement_to, g.deletes_passages
    from held left join agreement g on g.id = held.agreement_id`
}

type Block = { from: number; to: number }

async function readBlocks(
  db: Queryable,
  rows: readonly Row[],
  q: { from: number; to: number },
): Promise<ReadonlyMap<number, Block[]>> {
  const agreements = [...new Set(rows.map((row) => row.agreement_id).filter((id) => id !== null))]
  if (agreements.length === 0) return new Map()
  const found = await db<{ agreement_id: number; from_at: number | null; to_at: number | null }[]>`
    select agreement_id, lower(during) as from_at, upper(during) as to_at
    from agreement_block
    where agreement_id = any (${agreements.map(String)}::bigint[]) and during && tstzrange(${q.from}, ${q.to}, '[]')`
  return Map.groupBy(
    found.map((b) => ({
      id: b.agreement_id,
      from: b.from_at ?? Number.NEGATIVE_INFINITY,
      to: b.to_at ?? Number.POSITIVE_INFINITY,
    })),
    (block) => block.id,
  )
}

function assignmentOf(row: Row, agreementId: number, blocked: readonly Block[]): Assignment {
  return {
    agreementId,
    partyId: row.party_id,
    issuerId: row.issuer_id,
    vehicleId: row.vehicle_id,
    tagId: row.tag_id,
    from: row.from_at ?? Number.NEGATIVE_INFINITY,
    to: row.to_at ?? Number.POSITIVE_INFINITY,
    agreementFrom: row.agreement_from,
    agreementTo: row.agreement_to ?? Number.POSITIVE_INFINITY,
    deletesPassages: row.deletes_passages,
    blocked,
  }
}
