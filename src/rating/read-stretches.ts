import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { instantText } from '#db/copy.ts'
import type { CapCounts } from './cap.ts'
import { type Before, NOTHING_BEFORE } from './charge.ts'
import { startAt } from './checkpoint.ts'
import type { Booked } from './difference.ts'
import { holdSuspicious } from './hold-passages.ts'
import { readBookings } from './read-bookings.ts'
import { type KnownCheckpoint, readCheckpoints, stretchKey } from './read-checkpoints.ts'
import { readVehicles, type VehicleWithExemptions } from './read-vehicles.ts'
import type { HeldBack, Stretch, StretchPassage } from './stretch.ts'
import type { Suspicion } from './suspicion-limits.ts'

/** A passage of a stretch with what booking it needs, and what is booked for it now. */
export type StretchRow = StretchPassage & {
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly vehicleId: number
  readonly chargerId: number
  readonly issuerId: number
  readonly deletesPassages: boolean
  readonly booked: Booked
}

export type StretchToRate = {
  readonly stretch: Stretch
  /** In order: instant, charger, sequence; from where nothing was open. */
  readonly rows: readonly StretchRow[]
  /** Nothing was open just before this instant; the rows are what has passed since. */
  readonly from: number
  /** What the caps had counted before the first row. */
  readonly counts: CapCounts
  readonly erased: Before['erased']
  readonly held?: ReadonlyMap<number, HeldBack>
  /** Withdrawn, replaced or another's by now, and still booked here. */
  readonly ended: readonly StretchRow[]
  /** What the stretch's checkpoints were from there on; what is not written anew goes. */
  readonly overtaken: readonly KnownCheckpoint[]
}

export type DueVehicle = { readonly vehicleId: number; readonly fromAt: number }

/** The stretches of these vehicles, each from where rating it must begin so that the result is that of rating all of it. */
export async function readStretches(
  tx: Tx,
  due: readonly DueVehicle[],
  suspicion: Suspicion | undefined,
  /** Whose bookings are asked for: of every passage where a difference is to be booked. */
  isAsked: (passageId: number) => boolean = () => true,
): Promise<StretchToRate[]> {
  const known = await readCheckpoints(tx, due)
  const changedAt = new Map(due.map((d) => [d.vehicleId, d.fromAt]))
  const starts = new Map(
    [...known].map(([key, checkpoints]) => [
      key,
      startAt(changedAt.get(checkpoints[0]!.vehicleId)!, checkpoints),
    ]),
  )
  const readFrom = new Map(changedAt)
  for (const [key, { from }] of starts) {
    const { vehicleId } = known.get(key)![0]!
    readFrom.set(vehicleId, Math.min(readFrom.get(vehicleId)!, from))
  }
  const seen = await readPassages(tx, readFrom, suspicion?.lookBackMs ?? 0)
  const held = suspicion && (await holdSuspicious(tx, seen, suspicion))
  const passages = held ? seen.filter((row) => row.passed_at >= readFrom.get(row.vehicle_id)!) : seen
  const vehicles = await readVehicles(tx, [...changedAt.keys()])
  const stretches = new Map<string, Gathering>()
  for (const [key, checkpoints] of known) {
    const from = starts.get(key)!.from
    const overtaken = checkpoints.filter((checkpoint) => checkpoint.ratedTo >= from)
    stretches.set(key, { rows: [], ended: [], overtaken })
  }
  const bookings = await readBookings(
    tx,
    passages.filter((row) => isAsked(row.id) && mayBeBooked(row, known.get(keyOf(row)))),
  )
  for (const row of passages) {
    const key = keyOf(row)
    const from = starts.get(key)?.from ?? changedAt.get(row.vehicle_id)!
    if (row.passed_at < from) continue
    let found = stretches.get(key)
    if (!found) stretches.set(key, (found = { rows: [], ended: [], overtaken: [] }))
    const booked = bookings.get(row.id)
    if (row.ended_because === null) found.rows.push(stretchRow(row, booked))
    else if (booked) found.ended.push(stretchRow(row, booked))
  }
  return [...stretches].map(([key, gathered]) => ({
    ...gathered,
    stretch: stretchOf(gathered, vehicles),
    from: starts.get(key)?.from ?? Number.NEGATIVE_INFINITY,
    counts: starts.get(key)?.counts ?? NOTHING_BEFORE.counts,
    erased: NOTHING_BEFORE.erased,
    ...(held && { held }),
  }))
}

type Gathering = { rows: StretchRow[]; ended: StretchRow[]; overtaken: readonly KnownCheckpoint[] }

function keyOf(row: PassageRow): string {
  return stretchKey(row.vehicle_id, row.party_id, row.agreement_id ?? 0)
}

/**
 * What came after everything rated is not booked: a checkpoint is written with the charges it stands behind. Agreements
 * with deletion keep no checkpoint (terms 5.9).
 */
function mayBeBooked(row: PassageRow, known: readonly KnownCheckpoint[] | undefined): boolean {
  if (row.deletes_passages || !known) return row.deletes_passages === true || row.ended_because !== null
  return known.some((checkpoint) => row.passed_at <= checkpoint.ratedTo)
}

function stretchOf(
  { rows, ended, overtaken }: Gathering,
  vehicles: ReadonlyMap<number, VehicleWithExemptions>,
): Stretch {
  const first = rows[0] ?? ended[0] ?? overtaken[0]
  const vehicle = first && vehicles.get(first.vehicleId)
  const agreementId = first?.agreementId ?? 0
  return {
    vehicle: vehicle?.facts ?? NOTHING_KNOWN,
    validAgreement: agreementId !== 0,
    exemptions: vehicle?.exemptions.get(agreementId) ?? [],
  }
}

const NOTHING_KNOWN = {
  category: undefined,
  totalWeightKg: undefined,
  energy: undefined,
  euroClass: undefined,
  categoryDocumented: false,
}

export type PassageRow = {
  id: number
  month_on: string
  party_id: number
  agreement_id: number | null
  vehicle_id: number
  charger_id: number
  station_id: number
  lane: string
  tag_id: number | null
  passed_at: number
  read_by: 'tag' | 'plate'
  class_seen: 1 | 2 | null
  ended_because: string | null
  tag_of_another_vehicle: boolean
  as_if_tag_read: boolean
  issuer_id: number | null
  deletes_passages: boolean | null
}

/** Vehicle by vehicle along its index, whatever the planner thinks of so lively a table. */
async function readPassages(
  tx: Tx,
  from: ReadonlyMap<number, number>,
  lookBackMs: number,
): Promise<readonly PassageRow[]> {
  const month = osloMonth(Math.min(...from.values()) - lookBackMs)
  return tx<PassageRow[]>`
    select p.id, p.month_on, p.party_id, p.agreement_id, p.vehicle_id, p.charger_id, p.station_id, p.lane, p.tag_id,
           p.passed_at, p.read_by, p.class_seen, p.ended_because, p.tag_of_another_vehicle, p.as_if_tag_read,
           a.issuer_id, a.deletes_passages
    from unnest(${[...from.keys()].map(String)}::bigint[], ${[...from.values()].map((at) => instantText(at - lookBackMs))}::timestamptz[])
      as d (vehicle_id, from_at)
    cross join lateral (
      select * from passage where vehicle_id = d.vehicle_id and passed_at >= d.from_at and month_on >= ${month} offset 0) p
    left join agreement a on a.id = p.agreement_id
    order by p.vehicle_id, p.passed_at, p.charger_id, p.sequence`
}

function stretchRow(row: PassageRow, booked: Booked): StretchRow {
  return {
    id: row.id,
    stationId: row.station_id,
    lane: row.lane,
    passedAt: row.passed_at,
    readBy: row.read_by,
    tagId: row.tag_id ?? undefined,
    classSeen: row.class_seen ?? undefined,
    tagOfAnotherVehicle: row.tag_of_another_vehicle,
    asIfTagRead: row.as_if_tag_read,
    monthOn: row.month_on,
    partyId: row.party_id,
    agreementId: row.agreement_id ?? undefined,
    vehicleId: row.vehicle_id,
    chargerId: row.charger_id,
    // Without an agreement the toll charger itself invoices the owner.
    issuerId: row.issuer_id ?? row.charger_id,
    deletesPassages: row.deletes_passages ?? false,
    booked,
  }
}
