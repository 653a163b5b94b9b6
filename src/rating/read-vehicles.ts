import { numberArray } from '#db/arrays.ts'
import type { Queryable } from '#db/connection.ts'
import {
  copyOut,
  numbers,
  oneOfNumbers,
  type Source,
  takeBool,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import { lapsesAt } from './store-exemptions.ts'
import type { PersonalExemption, Stretch } from './stretch.ts'
import type { Energy } from './tariff-file.ts'
import type { VehicleFacts } from './vehicle.ts'

export type VehicleWithExemptions = {
  readonly facts: VehicleFacts
  readonly earlier: Stretch['earlier']
  /** By agreement. */
  readonly exemptions: ReadonlyMap<number, readonly PersonalExemption[]>
}

/** What prices ask of these vehicles, by vehicle. */
export async function readVehicles(
  db: Queryable,
  vehicleIds: readonly number[],
): Promise<ReadonlyMap<number, VehicleWithExemptions>> {
  const ids = vehicleIds.toSorted(ascending)
  // Sent together: one vehicle's answers are on the wire longer than they are looked for.
  const [vehicles, unusual] = await Promise.all([readFacts(db, ids), findUnusual(db, ids)])
  const [earlier, exemptions] = await Promise.all([
    readEarlier(db, unusual.changed),
    readExemptions(db, unusual.exempt),
  ])
  const before = Map.groupBy(earlier, changedVehicle)
  const granted = Map.groupBy(exemptions, exemptVehicle)
  const found = new Map<number, VehicleWithExemptions>()
  for (const { id, country, facts } of vehicles)
    found.set(id, {
      facts: factsOf(facts, country),
      earlier: earlierOf(before.get(id), country),
      exemptions: byAgreement(granted.get(id)),
    })
  return found
}

function ascending(a: number, b: number): number {
  return a - b
}

function changedVehicle(row: EarlierRow): number {
  return row.id
}

function exemptVehicle(row: ExemptionRow): number {
  return row.vehicle_id
}

async function readFacts(db: Queryable, ids: readonly number[]): Promise<readonly VehicleRow[]> {
  if (ids.length === 0) return []
  return copyOut(
    db,
    `select v.id, v.country, ${factsColumns('v')} from vehicle v where ${oneOfNumbers('v.id', ids)}`,
    takeVehicle,
  )
}

function takeVehicle(from: Source): VehicleRow {
  return { id: takeInt(from)!, country: takeText(from)!, facts: takeFacts(from) }
}

/**
 * Who had other facts before, and who has an exemption. Nearly none of either, so they are joined: a table with nobody in it is
 * all that is looked at, one with few is read once, and one with many is asked by its index.
 */
async function findUnusual(
  db: Queryable,
  ids: readonly number[],
): Promise<{ readonly changed: readonly number[]; readonly exempt: readonly number[] }> {
  const changed = new Set<number>()
  const exempt = new Set<number>()
  await copyOut(
    db,
    `with d as materialized (select id from unnest(${numbers(ids)}) as asked (id))
     select true, b.vehicle_id from d join vehicle_facts_before b on b.vehicle_id = d.id
     union all
     select false, e.vehicle_id from d join exemption e on e.vehicle_id = d.id`,
    (from) => (takeBool(from) ? changed : exempt).add(takeInt(from)!),
  )
  return { changed: [...changed], exempt: [...exempt] }
}

async function readEarlier(db: Queryable, ids: readonly number[]): Promise<readonly EarlierRow[]> {
  if (ids.length === 0) return []
  return copyOut(
    db,
    `select b.vehicle_id, b.until_at, ${factsColumns('b')}
     from unnest(${numbers(ids)}) as d (id)
     cross join lateral (select * from vehicle_facts_before where vehicle_id = d.id offset 0) b
     order by b.vehicle_id, b.until_at`,
    takeEarlier,
  )
}

function takeEarlier(from: Source): EarlierRow {
  return { id: takeInt(from)!, until: takeInstant(from)!, facts: takeFacts(from) }
}

function factsColumns(row: 'v' | 'b'): string {
  return `${row}.category, ${row}.total_weight_kg, ${row}.energy, ${row}.euro_class, ${row}.category_documented`
}

/** The columns in the order of `factsColumns`. */
function takeFacts(from: Source): FactsRow {
  return {
    category: takeText(from),
    totalWeightKg: takeInt(from),
    energy: takeText(from) as Energy | undefined,
    euroClass: takeInt(from),
    documented: takeBool(from)!,
  }
}

/** Few have one: to plan this costs more than all that is asked of an ordinary vehicle. */
async function readExemptions(
  db: Queryable,
  vehicleIds: readonly number[],
): Promise<readonly ExemptionRow[]> {
  if (vehicleIds.length === 0) return []
  return db<ExemptionRow[]>`
    select e.id, e.vehicle_id, e.agreement_id, e.tag_id, e.kind, lower(e.valid) as from_at,
           nullif(${lapsesAt(db)}, 'infinity') as to_at,
           -- One decision is valid in all rings: also where a supplementary agreement pays the ring's charger.
           array(select s.id from agreement s where s.main_agreement_id = e.agreement_id) as supplementary
    from exemption e
    -- The planner, asked of thousands of vehicles, would read every agreement there is.
    cross join lateral (select valid_to from agreement where id = e.agreement_id offset 0) a
    where e.vehicle_id = any (${numberArray(vehicleIds)}::bigint[]) and not isempty(e.valid) order by e.id`
}

type FactsRow = Omit<VehicleFacts, 'categoryDocumented'> & { readonly documented: boolean }
type VehicleRow = { readonly id: number; readonly country: string; readonly facts: FactsRow }
type EarlierRow = { readonly id: number; readonly until: number; readonly facts: FactsRow }

type ExemptionRow = {
  id: number
  vehicle_id: number
  agreement_id: number
  tag_id: number
  kind: PersonalExemption['kind']
  from_at: number
  to_at: number | null
  supplementary: number[]
}

function factsOf(row: FactsRow, country: string): VehicleFacts {
  const { category, totalWeightKg, energy, euroClass, documented } = row
  return { category, totalWeightKg, energy, euroClass, categoryDocumented: country === 'NO' || documented }
}

function earlierOf(rows: readonly EarlierRow[] | undefined, country: string): Stretch['earlier'] {
  return rows?.map(({ until, facts }) => ({ until, facts: factsOf(facts, country) }))
}

function byAgreement(rows: readonly ExemptionRow[] | undefined): VehicleWithExemptions['exemptions'] {
  if (!rows) return NOTHING_GRANTED
  const found = new Map<number, PersonalExemption[]>()
  for (const row of rows) {
    const { id, agreement_id, tag_id: tagId, kind, from_at: from, to_at, supplementary } = row
    const exemption = { id, kind, tagId, from, to: to_at ?? Number.POSITIVE_INFINITY }
    for (const agreementId of [agreement_id, ...supplementary])
      found.set(agreementId, [...(found.get(agreementId) ?? []), exemption])
  }
  return found
}

const NOTHING_GRANTED: VehicleWithExemptions['exemptions'] = new Map()
