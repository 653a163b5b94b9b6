import type { Plate } from '#core/plate.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Queryable } from '#db/connection.ts'
import {
  copyOut,
  numbers,
  oneOfTexts,
  type Source,
  takeBool,
  takeInstant,
  takeInt,
  takeText,
  texts,
} from '#db/copy-out.ts'
import type { Assignment, Period, Supplementary } from './holder.ts'
import { type Asked, type DatedRow, periodOf, rangeOf, readBlocks, readThefts } from './read-periods.ts'

export type KnownTag = { readonly tagId: number; readonly stolen: readonly Period[] }

/** What is known of the tags and plates of a batch of passages. Plates are named as `plateKey` does. */
export type Holders = {
  readonly byTag: ReadonlyMap<string, readonly Assignment[]>
  readonly byPlate: ReadonlyMap<string, readonly Assignment[]>
  readonly tags: ReadonlyMap<string, KnownTag>
  readonly vehicles: ReadonlyMap<string, number>
}

/** Every assignment of these tags and plates that touches the time from `from` to `to` (epoch ms, both inside). */
export async function readHolders(
  db: Queryable,
  q: Asked & { readonly tagNumbers: readonly string[]; readonly plates: ReadonlyMap<string, Plate> },
): Promise<Holders> {
  const ofTags = await readTagRows(db, q)
  // A tag that sat in one vehicle all the time answers for its plate too: nearly every passage's, so asked for once.
  const plates = new Map(q.plates)
  for (const { row } of ofTags) if (holdsThroughout(row, q)) plates.delete(row.plate)
  const ofPlates = await readPlateRows(db, [...plates.values()], q)
  const agreements = await readAgreements(db, agreementsOf(ofTags, ofPlates), q)
  const holders = {
    byTag: new Map<string, Assignment[]>(),
    byPlate: new Map<string, Assignment[]>(),
    vehicles: new Map<string, number>(),
  }
  for (const { tagNumber, row } of ofTags) {
    const assignment = assignmentOf(row, agreements)
    add(holders.byTag, tagNumber, assignment)
    if (!holdsThroughout(row, q)) continue
    holders.vehicles.set(row.plate, row.vehicleId)
    holders.byPlate.set(row.plate, [assignment])
  }
  for (const row of ofPlates) {
    holders.vehicles.set(row.plate, row.vehicleId)
    if (isHeld(row)) add(holders.byPlate, row.plate, assignmentOf(row, agreements))
  }
  return { ...holders, tags: await knownTags(db, ofTags, q) }
}

/** An assignment as it is read, with what of its agreement decides. */
type Row = {
  readonly plate: string
  readonly vehicleId: number
  readonly tagId: number | undefined
  readonly agreementId: number
  readonly partyId: number
  readonly from: number
  readonly to: number
  readonly issuerId: number
  readonly agreementFrom: number
  readonly agreementTo: number
  readonly deletesPassages: boolean
}
type TagRow = { readonly tagNumber: string; readonly row: Row }
/** A vehicle nobody holds comes without an assignment. */
type PlateRow = Row | Pick<Row, 'plate' | 'vehicleId'>

function isHeld(row: PlateRow): row is Row {
  return 'agreementId' in row
}

function add<Key, Value>(to: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = to.get(key)
  if (known) known.push(value)
  else to.set(key, [value])
}

function holdsThroughout(row: Row, q: Asked): boolean {
  return row.from <= q.from && row.to > q.to
}

const ASSIGNMENT = `a.vehicle_id, a.tag_id, a.agreement_id, a.party_id, lower(a.valid), upper(a.valid),
  g.issuer_id, g.valid_from, g.valid_to, g.deletes_passages`

async function readTagRows(
  db: Queryable,
  q: Asked & { readonly tagNumbers: readonly string[] },
): Promise<readonly TagRow[]> {
  if (q.tagNumbers.length === 0) return []
  return copyOut(
    db,
    `select a.tag_number, a.plate, ${ASSIGNMENT}
     from tag_assignment a join agreement g on g.id = a.agreement_id
     where ${oneOfTexts('a.tag_number', q.tagNumbers)} and a.valid && ${rangeOf(q)}`,
    takeTagRow,
  )
}

function takeTagRow(from: Source): TagRow {
  return { tagNumber: takeText(from)!, row: takeAssignment(from, takeText(from)!) }
}

async function readPlateRows(
  db: Queryable,
  plates: readonly Plate[],
  q: Asked,
): Promise<readonly PlateRow[]> {
  if (plates.length === 0) return []
  return copyOut(
    db,
    `select v.country || ' ' || v.plate, v.id, a.id is not null, ${ASSIGNMENT}
     from unnest(${texts(plates.map(countryOf))}, ${texts(plates.map(canonicalOf))}) as asked (country, plate)
     join vehicle v using (country, plate)
     left join tag_assignment a on a.vehicle_id = v.id and a.valid && ${rangeOf(q)}
     left join agreement g on g.id = a.agreement_id`,
    takePlateRow,
  )
}

function countryOf(plate: Plate): string {
  return plate.country
}

function canonicalOf(plate: Plate): string {
  return plate.canonical
}

function takePlateRow(from: Source): PlateRow {
  const plate = takeText(from)!
  const vehicleId = takeInt(from)!
  const isAssigned = takeBool(from)!
  const assignment = takeAssignment(from, plate)
  return isAssigned ? assignment : { plate, vehicleId }
}

/** The columns in the order of `ASSIGNMENT`. */
function takeAssignment(from: Source, plate: string): Row {
  return {
    plate,
    vehicleId: takeInt(from)!,
    tagId: takeInt(from),
    agreementId: takeInt(from)!,
    partyId: takeInt(from)!,
    from: takeInstant(from) ?? Number.NEGATIVE_INFINITY,
    to: takeInstant(from) ?? Number.POSITIVE_INFINITY,
    issuerId: takeInt(from)!,
    agreementFrom: takeInstant(from)!,
    agreementTo: takeInstant(from) ?? Number.POSITIVE_INFINITY,
    deletesPassages: takeBool(from)!,
  }
}

function agreementsOf(ofTags: readonly TagRow[], ofPlates: readonly PlateRow[]): ReadonlySet<number> {
  const agreements = new Set<number>()
  for (const { row } of ofTags) agreements.add(row.agreementId)
  for (const row of ofPlates) if (isHeld(row)) agreements.add(row.agreementId)
  return agreements
}

/** By agreement. */
type Agreements = {
  readonly blocks: ReadonlyMap<number, readonly Period[]>
  readonly supplementary: ReadonlyMap<number, readonly Supplementary[]>
}

async function readAgreements(db: Queryable, ids: ReadonlySet<number>, q: Asked): Promise<Agreements> {
  const supplements = await readSupplements(db, [...ids], q)
  const blockable = new Set(ids)
  for (const { id } of supplements) blockable.add(id)
  const blocks = await readBlocks(db, [...blockable], q)
  return { blocks, supplementary: supplementaryOf(supplements, blocks) }
}

/** An assignment as it is asked of, with the blocks and supplementary agreements of its agreement. */
function assignmentOf(row: Row, { blocks, supplementary }: Agreements): Assignment {
  return {
    agreementId: row.agreementId,
    partyId: row.partyId,
    issuerId: row.issuerId,
    vehicleId: row.vehicleId,
    tagId: row.tagId ?? null,
    from: row.from,
    to: row.to,
    agreementFrom: row.agreementFrom,
    agreementTo: row.agreementTo,
    deletesPassages: row.deletesPassages,
    blocked: blocks.get(row.agreementId) ?? NEVER,
    supplementary: supplementary.get(row.agreementId) ?? NONE,
  }
}

const NEVER: readonly Period[] = []
const NONE: readonly Supplementary[] = []

/** A tag nobody holds is known too. */
async function knownTags(
  db: Queryable,
  held: readonly TagRow[],
  q: Asked & { readonly tagNumbers: readonly string[] },
): Promise<ReadonlyMap<string, KnownTag>> {
  const ids = new Map<string, number>()
  for (const { tagNumber, row } of held) ids.set(tagNumber, row.tagId!)
  const others: string[] = []
  for (const number of q.tagNumbers) if (!ids.has(number)) others.push(number)
  if (others.length > 0) {
    const found = await db<{ id: number; tag_number: string }[]>`
      select id, tag_number from tag where tag_number = any (${textArray(others)}::text[])`
    for (const { id, tag_number } of found) ids.set(tag_number, id)
  }
  const thefts = await readThefts(db, [...ids.values()], q)
  const tags = new Map<string, KnownTag>()
  for (const [number, tagId] of ids) tags.set(number, { tagId, stolen: thefts.get(tagId) ?? NEVER })
  return tags
}

type SupplementRow = DatedRow & { main_id: number; party_id: number; issuer_id: number }

/** Few have one: which do is asked first, of the index of those alone. */
async function readSupplements(
  db: Queryable,
  agreements: readonly number[],
  q: Asked,
): Promise<readonly SupplementRow[]> {
  if (agreements.length === 0) return []
  const supplemented = await copyOut(
    db,
    `select a.main_agreement_id from unnest(${numbers(agreements)}) as asked (id)
     join agreement a on a.main_agreement_id = asked.id and a.main_agreement_id is not null`,
    takeMainId,
  )
  if (supplemented.length === 0) return []
  return db<SupplementRow[]>`
    select id, main_agreement_id as main_id, party_id, issuer_id, valid_from as from_at, valid_to as to_at
    from agreement
    where main_agreement_id = any (${numberArray([...new Set(supplemented)])}::bigint[])
      and tstzrange(valid_from, valid_to) && tstzrange(${q.from}, ${q.to}, '[]')
    order by id`
}

function takeMainId(from: Source): number {
  return takeInt(from)!
}

function supplementaryOf(
  rows: readonly SupplementRow[],
  blocks: ReadonlyMap<number, Period[]>,
): ReadonlyMap<number, Supplementary[]> {
  const supplementary = new Map<number, Supplementary[]>()
  for (const row of rows)
    add(supplementary, row.main_id, {
      agreementId: row.id,
      partyId: row.party_id,
      issuerId: row.issuer_id,
      ...periodOf(row),
      blocked: blocks.get(row.id) ?? NEVER,
    })
  return supplementary
}
