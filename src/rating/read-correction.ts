import { type Refusal, refuse } from '#core/refusal.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { Chosen, Correction, Fault } from './correction.ts'
import type { TariffFile } from './tariff-file.ts'

export type StoredCorrection = Correction & {
  readonly requestedBy: string
  readonly previewedAt: number | undefined
  readonly formerTariff: TariffFile | undefined
}

/** A correction, locked: nobody else decides or books it meanwhile. */
export async function readCorrection(tx: Tx, id: number): Promise<StoredCorrection | undefined> {
  const [row] = await tx<Row[]>`select * from correction where id = ${id} for update`
  return row && toCorrection(row)
}

/** Whether another takes it back, or is asked to. Of one that is locked: two never ask at once. */
export async function isUndone(tx: Tx, correctionId: number): Promise<boolean> {
  const rows = await tx`select from correction where undoes = ${correctionId} and state <> 'rejected'`
  return rows.length > 0
}

/** The oldest approved correction nobody else is booking; locked until the transaction ends. */
export async function claimApprovedCorrection(tx: Tx): Promise<StoredCorrection | undefined> {
  const [row] = await tx<Row[]>`
    select * from correction where state = 'approved' order by id limit 1 for update skip locked`
  return row && toCorrection(row)
}

export type Target = {
  readonly partyId: number
  readonly id: number
  readonly monthOn: string
  readonly vehicleId: number
  readonly passedAt: number
  readonly chargerId: number
  readonly sequence: number
}

/** Before every vehicle, and before what waits without one. */
export const NO_VEHICLE_YET = -1

/** A correction's passages of the next vehicles: all of a vehicle's at once. `all`: also what is done. No party (0): it waits. */
export async function readTargets(
  db: Queryable,
  of: { correctionId: number; after: number; vehicles: number; all: boolean },
): Promise<readonly Target[]> {
  const open = of.all ? db`true` : db`not done and not passed_over`
  return db<Target[]>`
    select party_id as "partyId", passage_id as id, month_on as "monthOn", vehicle_id as "vehicleId", passed_at as "passedAt",
           charger_id as "chargerId", sequence
    from correction_passage
    where correction_id = ${of.correctionId} and ${open} and vehicle_id in (
      select distinct vehicle_id from correction_passage
      where correction_id = ${of.correctionId} and vehicle_id > ${of.after} and ${open}
      order by vehicle_id limit ${of.vehicles})
    order by vehicle_id, passage_id`
}

export type ListedCorrection = {
  readonly id: number
  readonly kind: Fault['kind']
  readonly state: string
  readonly requestedBy: string
  readonly approvedBy: string | null
  readonly passages: number
  readonly done: number
  /** They stood no longer when it was booked, or were so already. */
  readonly passedOver: number
  readonly customers: number | null
  readonly chargedOre: number | null
  readonly creditedOre: number | null
  readonly saysNb: string
}

export async function readCorrections(db: Queryable): Promise<readonly ListedCorrection[]> {
  return db<ListedCorrection[]>`
    select c.id, c.kind, c.state, c.requested_by as "requestedBy", c.approved_by as "approvedBy", c.customers,
           c.charged_ore as "chargedOre", c.credited_ore as "creditedOre", c.says_nb as "saysNb",
           coalesce(p.passages, 0) as passages, coalesce(p.done, 0) as done,
           coalesce(p.passed_over, 0) as "passedOver"
    from correction c
    left join (select correction_id, count(*) as passages, count(*) filter (where done) as done,
                      count(*) filter (where passed_over) as passed_over
               from correction_passage group by 1) p on p.correction_id = c.id
    order by c.id`
}

export async function readLargest(
  db: Queryable,
  correctionId: number,
): Promise<readonly { readonly partyId: number; readonly amountOre: number }[]> {
  return db<{ partyId: number; amountOre: number }[]>`
    select party_id as "partyId", amount_ore as "amountOre" from correction_largest
    where correction_id = ${correctionId} order by abs(amount_ore) desc, party_id`
}

type Row = {
  id: number
  kind: Fault['kind']
  project_code: string | null
  station_id: number | null
  from_at: number
  to_at: number
  shift_seconds: number | null
  tariff_content: TariffFile | null
  former_content: TariffFile | null
  undoes: number | null
  requested_by: string
  previewed_at: number | null
  state: Correction['state']
}

function toCorrection(row: Row): StoredCorrection {
  return {
    id: row.id,
    fault: faultOf(row),
    of: {
      project: row.project_code ?? undefined,
      stationId: row.station_id ?? undefined,
      from: row.from_at,
      to: row.to_at,
    },
    state: row.state,
    undoes: row.undoes ?? undefined,
    requestedBy: row.requested_by,
    previewedAt: row.previewed_at ?? undefined,
    formerTariff: row.former_content ?? undefined,
  }
}

function faultOf(row: Row): Fault {
  switch (row.kind) {
    case 'clock-error':
      return { kind: 'clock-error', shiftSeconds: row.shift_seconds ?? 0 }
    case 'tariff':
      if (!row.tariff_content) throw new Error(`correction ${row.id} has no tariff`)
      return { kind: 'tariff', tariff: row.tariff_content }
    default:
      return { kind: row.kind }
  }
}

/** The toll charger of a station, or of a project's stations. */
export async function readChargerOf(
  db: Queryable,
  { stationId, project }: Pick<Chosen, 'stationId' | 'project'>,
): Promise<number | undefined> {
  const [station] = await db<{ chargerId: number }[]>`
    select charger_id as "chargerId" from station
    where id = ${stationId ?? null}::int or project_code = ${project ?? null}::text order by id limit 1`
  return station?.chargerId
}

/** The project that is chosen, or that the chosen station is of. */
export async function readProjectOf(
  db: Queryable,
  { stationId, project }: Pick<Chosen, 'stationId' | 'project'>,
): Promise<string | undefined> {
  if (stationId === undefined) return project
  const [station] = await db<{ project: string }[]>`
    select project_code as project from station where id = ${stationId}`
  return station?.project
}

/** By its code, or by its charger's and its own: `ferde/bergen-1`. A code is unique within its charger only. */
export async function readStationId(
  db: Queryable,
  named: string,
): Promise<number | Refusal<'unknown-station' | 'station-of-several'>> {
  const [code = '', charger] = named.split('/').reverse()
  const [station, another] = await db<{ id: number }[]>`
    select s.id from station s join company c on c.id = s.charger_id
    where s.code = ${code} and c.code = coalesce(${charger ?? null}, c.code) order by s.id limit 2`
  if (!station) return refuse('unknown-station')
  return another ? refuse('station-of-several') : station.id
}
