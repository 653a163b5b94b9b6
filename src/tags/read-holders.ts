import type { Plate } from '#core/plate.ts'
import type { Queryable } from '#db/connection.ts'
import type { Assignment, Period, Supplementary } from './holder.ts'
import { plateKey } from './vehicle.ts'

export type KnownTag = {
  readonly tagId: number
  readonly issuerId: number
  readonly state: string
  readonly stolen: readonly Period[]
}

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
  const ofTags = await readTagRows(db, q)
  // A tag that sat in one vehicle all the time answers for its plate too: nearly every passage's, so asked for once.
  const answered = ofTags.filter((row) => row.own_plate !== null && holdsThroughout(row, q))
  const plates = new Map(q.plates.map((plate) => [plateKey(plate), plate]))
  for (const row of answered) plates.delete(row.own_plate ?? '')
  const ofPlates = await readPlateRows(db, [...plates.values()], q)
  const rows = [...ofTags, ...answered.map((row) => ({ ...row, plate: row.own_plate })), ...ofPlates]
  const agreements = [...new Set(rows.map((row) => row.agreement_id).filter((id) => id !== null))]
  const [thefts, supplements] = await Promise.all([
    readThefts(db, ofTags, q),
    readSupplements(db, agreements, q),
  ])
  const blocks = await readBlocks(db, [...agreements, ...supplements.map((s) => s.id)], q)
  const supplementary = supplementaryOf(supplements, blocks)
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
    else
      holders.tags.set(key, {
        tagId: row.tag_id ?? 0,
        issuerId: row.tag_issuer_id,
        state: row.tag_state,
        stolen: thefts.get(row.tag_id ?? 0) ?? [],
      })
    if (row.agreement_id === null) continue
    const assignment = assignmentOf(row, {
      agreementId: row.agreement_id,
      blocked: blocks.get(row.agreement_id) ?? [],
      supplementary: supplementary.get(row.agreement_id) ?? [],
    })
    const known = assignments.get(key)
    if (known) known.push(assignment)
    else assignments.set(key, [assignment])
  }
  return holders
}

type Row = {
  /** Null: asked for by its tag. */
  plate: string | null
  own_plate: string | null
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

function holdsThroughout(row: Row, q: { from: number; to: number }): boolean {
  return (row.from_at ?? q.from) <= q.from && (row.to_at ?? Number.POSITIVE_INFINITY) > q.to
}

/** A tag nobody holds comes without an agreement. */
async function readTagRows(
  db: Queryable,
  q: { tagNumbers: readonly string[]; from: number; to: number },
): Promise<readonly Row[]> {
  const tagNumbers = [...new Set(q.tagNumbers)]
  return db<Row[]>`
    select null as plate, v.country || ' ' || v.plate as own_plate, t.tag_number, t.issuer_id as tag_issuer_id,
           t.state as tag_state, t.id as tag_id, a.vehicle_id, a.agreement_id, a.party_id,
           lower(a.valid) as from_at, upper(a.valid) as to_at, g.issuer_id,
           g.valid_from as agreement_from, g.valid_to as agreement_to, g.deletes_passages
    from unnest(${tagNumbers}::text[]) as asked (tag_number)
    join tag t using (tag_number)
    left join tag_assignment a on a.tag_id = t.id and a.valid && tstzrange(${q.from}, ${q.to}, '[]')
    left join agreement g on g.id = a.agreement_id
    left join vehicle v on v.id = a.vehicle_id`
}

/** A vehicle nobody holds comes without an agreement. */
async function readPlateRows(
  db: Queryable,
  plates: readonly Plate[],
  q: { from: number; to: number },
): Promise<readonly Row[]> {
  if (plates.length === 0) return []
  return db<Row[]>`
    select v.country || ' ' || v.plate as plate, null as own_plate, null as tag_number, null as tag_issuer_id,
           null as tag_state, a.tag_id, v.id as vehicle_id, a.agreement_id, a.party_id,
           lower(a.valid) as from_at, upper(a.valid) as to_at, g.issuer_id,
           g.valid_from as agreement_from, g.valid_to as agreement_to, g.deletes_passages
    from unnest(${plates.map((p) => p.country)}::text[], ${plates.map((p) => p.canonical)}::text[]) as asked (country, plate)
    join vehicle v using (country, plate)
    left join tag_assignment a on a.vehicle_id = v.id and a.valid && tstzrange(${q.from}, ${q.to}, '[]')
    left join agreement g on g.id = a.agreement_id`
}

type Asked = { from: number; to: number }

async function readBlocks(
  db: Queryable,
  agreements: readonly number[],
  q: Asked,
): Promise<ReadonlyMap<number, Period[]>> {
  if (agreements.length === 0) return new Map()
  const found = await db<DatedRow[]>`
    select agreement_id as id, lower(during) as from_at, upper(during) as to_at
    from agreement_block
    where agreement_id = any (${agreements.map(String)}::bigint[]) and during && tstzrange(${q.from}, ${q.to}, '[]')`
  return periodsOf(found)
}

/** Terms 2.6: when these tags were stolen, and the police told. */
async function readThefts(
  db: Queryable,
  rows: readonly Row[],
  q: Asked,
): Promise<ReadonlyMap<number, Period[]>> {
  if (rows.length === 0) return new Map()
  const found = await db<DatedRow[]>`
    select tag_id as id, lower(during) as from_at, upper(during) as to_at
    from tag_theft
    where tag_id = any (${rows.map((row) => String(row.tag_id))}::bigint[]) and during && tstzrange(${q.from}, ${q.to}, '[]')`
  return periodsOf(found)
}

type DatedRow = { id: number; from_at: number | null; to_at: number | null }

function periodsOf(rows: readonly DatedRow[]): ReadonlyMap<number, Period[]> {
  return Map.groupBy(
    rows.map((row) => ({ id: row.id, ...periodOf(row) })),
    (period) => period.id,
  )
}

function periodOf(row: { from_at: number | null; to_at: number | null }): Period {
  return { from: row.from_at ?? Number.NEGATIVE_INFINITY, to: row.to_at ?? Number.POSITIVE_INFINITY }
}

type SupplementRow = DatedRow & { main_id: number; party_id: number; issuer_id: number }

async function readSupplements(
  db: Queryable,
  agreements: readonly number[],
  q: Asked,
): Promise<readonly SupplementRow[]> {
  if (agreements.length === 0) return []
  return db<SupplementRow[]>`
    select id, main_agreement_id as main_id, party_id, issuer_id, valid_from as from_at, valid_to as to_at
    from agreement
    where main_agreement_id = any (${agreements.map(String)}::bigint[])
      and tstzrange(valid_from, valid_to) && tstzrange(${q.from}, ${q.to}, '[]')
    order by id`
}

function supplementaryOf(
  rows: readonly SupplementRow[],
  blocks: ReadonlyMap<number, Period[]>,
): ReadonlyMap<number, Supplementary[]> {
  return Map.groupBy(
    rows.map((row) => ({
      mainId: row.main_id,
      agreementId: row.id,
      partyId: row.party_id,
      issuerId: row.issuer_id,
      ...periodOf(row),
      blocked: blocks.get(row.id) ?? [],
    })),
    (supplementary) => supplementary.mainId,
  )
}

function assignmentOf(
  row: Row,
  of: Pick<Assignment, 'agreementId' | 'blocked' | 'supplementary'>,
): Assignment {
  return {
    ...of,
    partyId: row.party_id,
    issuerId: row.issuer_id,
    vehicleId: row.vehicle_id,
    tagId: row.tag_id,
    ...periodOf(row),
    agreementFrom: row.agreement_from,
    agreementTo: row.agreement_to ?? Number.POSITIVE_INFINITY,
    deletesPassages: row.deletes_passages,
  }
}
