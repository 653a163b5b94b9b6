import { addMonths, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import {
  copyOut,
  day,
  instants,
  numbers,
  type Source,
  takeBool,
  takeDay,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import type { CapCounts } from './cap.ts'
import { type Before, NOTHING_BEFORE } from './charge.ts'
import { firstMonthToKnow, startAt } from './checkpoint.ts'
import type { Booked } from './difference.ts'
import { holdSuspicious } from './hold-passages.ts'
import { readBookings } from './read-bookings.ts'
import { type KnownCheckpoint, readCheckpoints, stretchKey } from './read-checkpoints.ts'
import { readVehicles, type VehicleWithExemptions } from './read-vehicles.ts'
import { isSettled } from './settled.ts'
import type { HeldBack, Stretch, StretchPassage } from './stretch.ts'
import type { Tariffs } from './tariffs.ts'

/** A passage of a stretch with what booking it needs, and what is booked for it now. */
export type StretchRow = StretchPassage & {
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly vehicleId: number
  readonly chargerId: number
  readonly issuerId: number
  readonly deletesPassages: boolean
  /** Of an agreement that deleted passages once: what passed before this may be booked without a checkpoint, or follow erased ones. */
  readonly erasedUntil?: number
  /** Rated before, and nothing later can have changed it: it stands as it is booked, and that is not asked for. */
  readonly isSettled: boolean
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
  /** All of the stretch's checkpoints of this month and later. */
  readonly knownFrom: string
  readonly known: readonly KnownCheckpoint[]
  /** Those from where rating begins on; what is not written anew goes. */
  readonly overtaken: readonly KnownCheckpoint[]
}

export type DueVehicle = { readonly vehicleId: number; readonly fromAt: number }

/** The stretches of these vehicles, each from where rating it must begin so that the result is that of rating all of it. */
export async function readStretches(
  tx: Tx,
  due: readonly DueVehicle[],
  { suspicion, longestOpenMs }: Pick<Tariffs, 'suspicion' | 'longestOpenMs'>,
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
  const held = await holdSuspicious(tx, seen, suspicion)
  const passages = seen.filter((row) => row.passedAt >= readFrom.get(row.vehicleId)!)
  const vehicles = await readVehicles(tx, [...changedAt.keys()])
  const stretches = new Map<string, Gathering>()
  for (const [key, checkpoints] of known)
    stretches.set(key, gathering(checkpoints[0]!.vehicleId, checkpoints))
  const keys = keysOf(passages)
  const asked: ReadRow[] = []
  for (const [i, row] of passages.entries()) {
    if (!mayBeBooked(row, known.get(keys[i]!))) continue
    row.isSettled = !row.ended && isSettled(row, changedAt.get(row.vehicleId)! - longestOpenMs)
    if (!row.isSettled && isAsked(row.id)) asked.push(row)
  }
  const bookings = await readBookings(tx, asked)
  for (const [i, row] of passages.entries()) {
    const key = keys[i]!
    const from = starts.get(key)?.from ?? changedAt.get(row.vehicleId)!
    if (row.passedAt < from) continue
    let found = stretches.get(key)
    if (!found) stretches.set(key, (found = gathering(row.vehicleId, [])))
    const booked = bookings.get(row.id)
    if (!row.ended) found.rows.push(booked ? { ...row, booked } : row)
    else if (booked) found.ended.push({ ...row, booked })
  }
  return Array.from(stretches, ([key, gathered]) => {
    const start = starts.get(key)
    const from = start?.from ?? Number.NEGATIVE_INFINITY
    return {
      rows: gathered.rows,
      ended: gathered.ended,
      known: gathered.known,
      knownFrom: firstMonthToKnow(changedAt.get(gathered.vehicleId)!),
      overtaken: gathered.known.filter((checkpoint) => checkpoint.ratedTo >= from),
      stretch: stretchOf(gathered, vehicles),
      from,
      counts: start?.counts ?? NOTHING_BEFORE.counts,
      erased: NOTHING_BEFORE.erased,
      held,
    }
  })
}

type Gathering = {
  readonly vehicleId: number
  readonly known: readonly KnownCheckpoint[]
  readonly rows: StretchRow[]
  readonly ended: StretchRow[]
}

function gathering(vehicleId: number, known: readonly KnownCheckpoint[]): Gathering {
  return { vehicleId, known, rows: [], ended: [] }
}

/** They come vehicle by vehicle, and nearly all of one vehicle's are of one stretch. */
function keysOf(passages: readonly ReadRow[]): readonly string[] {
  let last: ReadRow | undefined
  let key = ''
  return passages.map((row) => {
    const { vehicleId, partyId, agreementId } = row
    const same = last?.vehicleId === vehicleId && last.partyId === partyId && last.agreementId === agreementId
    last = row
    return same ? key : (key = stretchKey(vehicleId, partyId, agreementId ?? 0))
  })
}

/**
 * What came after everything rated is not booked: a checkpoint is written with the charges it stands behind. Agreements
 * with deletion keep no checkpoint (terms 5.9), nor did those that are ordinary ones by now.
 */
function mayBeBooked(row: ReadRow, known: readonly KnownCheckpoint[] | undefined): boolean {
  if (row.erasedUntil !== undefined && row.passedAt < row.erasedUntil) return true
  if (row.deletesPassages || !known) return row.deletesPassages || row.ended
  return known.some((checkpoint) => row.passedAt <= checkpoint.ratedTo)
}

function stretchOf(
  { vehicleId, known, rows, ended }: Gathering,
  vehicles: ReadonlyMap<number, VehicleWithExemptions>,
): Stretch {
  const vehicle = vehicles.get(vehicleId)
  const agreementId = (rows[0] ?? ended[0] ?? known[0])?.agreementId ?? 0
  return {
    vehicle: vehicle?.facts ?? NOTHING_KNOWN,
    ...(vehicle?.earlier && { earlier: vehicle.earlier }),
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

/** As it is read: `ended` is withdrawn, replaced or another's by now. What is booked for it is read afterwards. */
export type ReadRow = StretchRow & {
  readonly ended: boolean
  readonly sequence: number
  isSettled: boolean
}

/** Vehicle by vehicle along its index, whatever the planner thinks of so lively a table. */
async function readPassages(
  tx: Tx,
  from: ReadonlyMap<number, number>,
  lookBackMs: number,
): Promise<ReadRow[]> {
  const month = osloMonth(Math.min(...from.values()) - lookBackMs)
  const vehicles = [...from.keys()].sort((a, b) => a - b)
  const rows = await copyOut(
    tx,
    `select p.id, p.month_on, p.party_id, p.agreement_id, p.vehicle_id, p.charger_id, p.station_id, p.lane, p.tag_id,
            p.passed_at, p.read_by = 'tag', p.class_seen, p.ended_because is not null, p.tag_of_another_vehicle,
            p.as_if_tag_read, p.sequence
     from unnest(${numbers(vehicles)}, ${instants(vehicles.map((id) => from.get(id)! - lookBackMs))})
       as d (vehicle_id, from_at)
     cross join lateral (
       select * from passage where vehicle_id = d.vehicle_id and passed_at >= d.from_at and month_on >= ${day(month)} offset 0) p`,
    takeRow,
  )
  await addTerms(tx, rows)
  // Nearly in order as they come; here it costs a tenth of what it does there.
  return rows.sort(
    (a, b) =>
      a.vehicleId - b.vehicleId ||
      a.passedAt - b.passedAt ||
      a.chargerId - b.chargerId ||
      a.sequence - b.sequence,
  )
}

/** What the agreements say: asked once each, not once a passage. */
async function addTerms(
  tx: Tx,
  rows: readonly { -readonly [Field in keyof ReadRow]: ReadRow[Field] }[],
): Promise<void> {
  const asked = new Set<number>()
  for (const { agreementId } of rows) if (agreementId !== undefined) asked.add(agreementId)
  const found = await copyOut(
    tx,
    `select a.id, a.issuer_id, a.deletes_passages, a.deleted_passages_until
     from unnest(${numbers([...asked].sort((a, b) => a - b))}) as d (id)
     cross join lateral (select * from agreement where id = d.id offset 0) a`,
    (from) => ({
      id: takeInt(from)!,
      issuerId: takeInt(from)!,
      deletesPassages: takeBool(from)!,
      erasedUntil: monthsEndAfter(takeInstant(from)),
    }),
  )
  const terms = new Map(found.map((of) => [of.id, of]))
  for (const row of rows) {
    const of = row.agreementId === undefined ? undefined : terms.get(row.agreementId)
    if (!of) continue
    row.issuerId = of.issuerId
    row.deletesPassages = of.deletesPassages
    if (of.erasedUntil !== undefined) row.erasedUntil = of.erasedUntil
  }
}

const DAY_MS = 86_400_000

/** A month's cap counts to its end, and a window of its last hour goes on in the next. */
function monthsEndAfter(at: number | undefined): number | undefined {
  return at === undefined ? undefined : startOfOsloDay(addMonths(osloMonth(at + DAY_MS), 1))
}

/** The columns in the order of the query. */
function takeRow(from: Source): ReadRow {
  const id = takeInt(from)!
  const monthOn = takeDay(from)!
  const partyId = takeInt(from)!
  const agreementId = takeInt(from)
  const vehicleId = takeInt(from)!
  const chargerId = takeInt(from)!
  return {
    id,
    monthOn,
    partyId,
    agreementId,
    vehicleId,
    chargerId,
    stationId: takeInt(from)!,
    lane: takeText(from)!,
    tagId: takeInt(from),
    passedAt: takeInstant(from)!,
    readBy: takeBool(from) ? 'tag' : 'plate',
    classSeen: takeInt(from) as 1 | 2 | undefined,
    ended: takeBool(from)!,
    tagOfAnotherVehicle: takeBool(from)!,
    asIfTagRead: takeBool(from)!,
    // Without an agreement the toll charger itself invoices the owner.
    issuerId: chargerId,
    deletesPassages: false,
    sequence: takeInt(from)!,
    isSettled: false,
    booked: undefined,
  }
}
