import { addMonths, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import {
  copyOut,
  day,
  instant,
  instantOf,
  numbers,
  oneOfNumbers,
  type Source,
  takeBool,
  takeDay,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import type { CapCounts } from './cap.ts'
import type { Before } from './charge.ts'
import type { Booked } from './difference.ts'
import { type DueVehicle, earliestOf, fromAt, partTogether, vehicleOf } from './due.ts'
import {
  beginningOf,
  gather,
  isOfAny,
  passedSince,
  rowsToAsk,
  stretchesOf,
  stretchToRate,
} from './gathering.ts'
import { holdSuspicious } from './hold-passages.ts'
import { readBookings } from './read-bookings.ts'
import { type KnownCheckpoint, readCheckpoints } from './read-checkpoints.ts'
import { readVehicles } from './read-vehicles.ts'
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

/** The stretches of these vehicles, each from where rating it must begin so that the result is that of rating all of it. */
export async function readStretches(
  tx: Tx,
  due: readonly DueVehicle[],
  { suspicion, longestOpenMs }: Pick<Tariffs, 'suspicion' | 'longestOpenMs'>,
  /** Whose bookings are asked for: of every passage where a difference is to be booked. */
  isAsked: (passageId: number) => boolean = anyPassage,
): Promise<StretchToRate[]> {
  const known = await readCheckpoints(tx, due)
  const beginning = beginningOf(due, known)
  const seen = await readPassages(tx, beginning.readFrom, suspicion?.lookBackMs ?? 0)
  const held = await holdSuspicious(tx, seen, suspicion)
  const vehicles = await readVehicles(tx, [...beginning.changedAt.keys()])
  const passages = passedSince(seen, beginning)
  const whose = stretchesOf(passages, beginning)
  const asked = rowsToAsk(passages, { whose, beginning, longestOpenMs, isAsked })
  const bookings = await readBookings(tx, asked)
  gather(passages, { whose, beginning, bookings })
  const stretches: StretchToRate[] = []
  for (const [vehicleId, own] of beginning.stretches) {
    const of = { changedAt: beginning.changedAt.get(vehicleId)!, vehicle: vehicles.get(vehicleId), held }
    for (const gathered of own) if (isOfAny(gathered)) stretches.push(stretchToRate(gathered, of))
  }
  return stretches
}

function anyPassage(): boolean {
  return true
}

/** As it is read: `ended` is withdrawn, replaced or another's by now. What is booked for it is read afterwards. */
export type ReadRow = StretchRow & {
  readonly ended: boolean
  readonly sequence: number
  isSettled: boolean
}

/** What each of these vehicles has passed from its instant on, and as long before it as is looked back. */
async function readPassages(
  tx: Tx,
  from: ReadonlyMap<number, number>,
  lookBackMs: number,
): Promise<ReadRow[]> {
  const asked: DueVehicle[] = []
  for (const [vehicleId, at] of from) asked.push({ vehicleId, fromAt: at - lookBackMs })
  const { together, alone } = partTogether(asked)
  const rows = await readTogether(tx, together)
  for (const row of await readAlone(tx, alone)) rows.push(row)
  const wanted = rows.filter((row) => row.passedAt >= from.get(row.vehicleId)! - lookBackMs)
  await addTerms(tx, wanted)
  // Nearly in order as they come; here it costs a tenth of what it does there.
  return wanted.sort(inOrder)
}

const PASSAGE = `p.id, p.month_on, p.party_id, p.agreement_id, p.vehicle_id, p.charger_id, p.station_id, p.lane, p.tag_id,
  p.passed_at, p.read_by = 'tag', p.class_seen, p.ended_because is not null, p.tag_of_another_vehicle, p.as_if_tag_read, p.sequence`

/** In one walk along the vehicles' index, from the earliest that is asked of any of them. */
async function readTogether(tx: Tx, asked: readonly DueVehicle[]): Promise<ReadRow[]> {
  if (asked.length === 0) return []
  const earliest = earliestOf(asked)
  return copyOut(
    tx,
    `select ${PASSAGE} from passage p
     where ${oneOfNumbers('p.vehicle_id', asked.map(vehicleOf))} and p.passed_at >= ${instant(earliest)}
       and p.month_on >= ${day(osloMonth(earliest))}`,
    takeRow,
  )
}

/** Vehicle by vehicle along its index, whatever the planner thinks of so lively a table. */
async function readAlone(tx: Tx, asked: readonly DueVehicle[]): Promise<ReadRow[]> {
  if (asked.length === 0) return []
  return copyOut(
    tx,
    `select ${PASSAGE}
     from unnest(${numbers(asked.map(vehicleOf))}, ${numbers(asked.map(fromAt))}) as d (vehicle_id, from_ms)
     cross join lateral (
       select * from passage
       where vehicle_id = d.vehicle_id and passed_at >= ${instantOf('d.from_ms')}
         and month_on >= ${day(osloMonth(earliestOf(asked)))} offset 0) p`,
    takeRow,
  )
}

function inOrder(a: ReadRow, b: ReadRow): number {
  return (
    a.vehicleId - b.vehicleId ||
    a.passedAt - b.passedAt ||
    a.chargerId - b.chargerId ||
    a.sequence - b.sequence
  )
}

/** What the agreements say: asked once each, not once a passage. */
async function addTerms(
  tx: Tx,
  rows: readonly { -readonly [Field in keyof ReadRow]: ReadRow[Field] }[],
): Promise<void> {
  const asked = new Set<number>()
  for (const { agreementId } of rows) if (agreementId !== undefined) asked.add(agreementId)
  if (asked.size === 0) return
  const found = await copyOut(
    tx,
    `select a.id, a.issuer_id, a.deletes_passages, a.deleted_passages_until
     from agreement a where ${oneOfNumbers('a.id', [...asked])}`,
    takeTerms,
  )
  const terms = new Map<number, Terms>()
  for (const of of found) terms.set(of.id, of)
  for (const row of rows) {
    const of = row.agreementId === undefined ? undefined : terms.get(row.agreementId)
    if (!of) continue
    row.issuerId = of.issuerId
    row.deletesPassages = of.deletesPassages
    if (of.erasedUntil !== undefined) row.erasedUntil = of.erasedUntil
  }
}

type Terms = {
  readonly id: number
  readonly issuerId: number
  readonly deletesPassages: boolean
  readonly erasedUntil: number | undefined
}

/** The columns in the order of the query. */
function takeTerms(from: Source): Terms {
  return {
    id: takeInt(from)!,
    issuerId: takeInt(from)!,
    deletesPassages: takeBool(from)!,
    erasedUntil: monthsEndAfter(takeInstant(from)),
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
