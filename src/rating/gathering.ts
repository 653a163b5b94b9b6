import { NOTHING_BEFORE } from './charge.ts'
import { firstMonthToKnow, type Start, startAt } from './checkpoint.ts'
import type { Booked } from './difference.ts'
import { type KnownCheckpoint, stretchKey } from './read-checkpoints.ts'
import type { DueVehicle, ReadRow, StretchRow, StretchToRate } from './read-stretches.ts'
import type { VehicleWithExemptions } from './read-vehicles.ts'
import { isSettled } from './settled.ts'
import type { HeldBack, Stretch } from './stretch.ts'

/** By stretch. */
export type Known = ReadonlyMap<string, readonly KnownCheckpoint[]>

/** From when on something may have changed for a vehicle, and from where on it must be read for that. */
export type Beginning = {
  readonly changedAt: ReadonlyMap<number, number>
  readonly starts: ReadonlyMap<string, Start>
  readonly readFrom: ReadonlyMap<number, number>
}

export function beginningOf(due: readonly DueVehicle[], known: Known): Beginning {
  const changedAt = new Map<number, number>()
  for (const { vehicleId, fromAt } of due) changedAt.set(vehicleId, fromAt)
  const starts = new Map<string, Start>()
  const readFrom = new Map(changedAt)
  for (const [key, checkpoints] of known) {
    const { vehicleId } = checkpoints[0]!
    const start = startAt(changedAt.get(vehicleId)!, checkpoints)
    starts.set(key, start)
    if (start.from < readFrom.get(vehicleId)!) readFrom.set(vehicleId, start.from)
  }
  return { changedAt, starts, readFrom }
}

/** What was read for the look-back alone is left out. */
export function passedSince(rows: readonly ReadRow[], { readFrom }: Beginning): readonly ReadRow[] {
  const since: ReadRow[] = []
  for (const row of rows) if (row.passedAt >= readFrom.get(row.vehicleId)!) since.push(row)
  return since
}

/** They come vehicle by vehicle, and nearly all of one vehicle's are of one stretch. */
export function keysOf(passages: readonly ReadRow[]): readonly string[] {
  let last: ReadRow | undefined
  let key = ''
  const keys: string[] = []
  for (const row of passages) {
    const { vehicleId, partyId, agreementId } = row
    const same = last?.vehicleId === vehicleId && last.partyId === partyId && last.agreementId === agreementId
    if (!same) key = stretchKey(vehicleId, partyId, agreementId ?? 0)
    keys.push(key)
    last = row
  }
  return keys
}

/** Those whose bookings must be known, and notes which of the others are settled. */
export function rowsToAsk(
  passages: readonly ReadRow[],
  of: {
    keys: readonly string[]
    known: Known
    beginning: Beginning
    longestOpenMs: number
    isAsked: (id: number) => boolean
  },
): readonly ReadRow[] {
  const asked: ReadRow[] = []
  for (let i = 0; i < passages.length; i++) {
    const row = passages[i]!
    if (!mayBeBooked(row, of.known.get(of.keys[i]!))) continue
    const changedAt = of.beginning.changedAt.get(row.vehicleId)!
    row.isSettled = !row.ended && isSettled(row, changedAt - of.longestOpenMs)
    if (!row.isSettled && of.isAsked(row.id)) asked.push(row)
  }
  return asked
}

/**
 * What came after everything rated is not booked: a checkpoint is written with the charges it stands behind. Agreements
 * with deletion keep no checkpoint (terms 5.9), nor did those that are ordinary ones by now.
 */
function mayBeBooked(row: ReadRow, known: readonly KnownCheckpoint[] | undefined): boolean {
  if (row.erasedUntil !== undefined && row.passedAt < row.erasedUntil) return true
  if (row.deletesPassages || !known) return row.deletesPassages || row.ended
  for (const checkpoint of known) if (row.passedAt <= checkpoint.ratedTo) return true
  return false
}

type Gathered = {
  readonly vehicleId: number
  readonly known: readonly KnownCheckpoint[]
  readonly rows: StretchRow[]
  readonly ended: StretchRow[]
}

/** The rows by stretch, each with what is booked for it. */
export function gather(
  passages: readonly ReadRow[],
  of: {
    keys: readonly string[]
    known: Known
    beginning: Beginning
    bookings: ReadonlyMap<number, NonNullable<Booked>>
  },
): ReadonlyMap<string, Gathered> {
  const { keys, known, beginning, bookings } = of
  const gathered = new Map<string, Gathered>()
  for (const [key, checkpoints] of known)
    gathered.set(key, { vehicleId: checkpoints[0]!.vehicleId, known: checkpoints, rows: [], ended: [] })
  for (let i = 0; i < passages.length; i++) {
    const row = passages[i]!
    const key = keys[i]!
    const from = beginning.starts.get(key)?.from ?? beginning.changedAt.get(row.vehicleId)!
    if (row.passedAt < from) continue
    let found = gathered.get(key)
    if (!found)
      gathered.set(key, (found = { vehicleId: row.vehicleId, known: NONE_KNOWN, rows: [], ended: [] }))
    const booked = bookings.get(row.id)
    if (!row.ended) found.rows.push(booked ? { ...row, booked } : row)
    else if (booked) found.ended.push({ ...row, booked })
  }
  return gathered
}

const NONE_KNOWN: readonly KnownCheckpoint[] = []

export function stretchToRate(
  gathered: Gathered,
  of: {
    start: Start | undefined
    changedAt: number
    vehicle: VehicleWithExemptions | undefined
    held: ReadonlyMap<number, HeldBack>
  },
): StretchToRate {
  const { rows, ended, known } = gathered
  const from = of.start?.from ?? Number.NEGATIVE_INFINITY
  return {
    rows,
    ended,
    known,
    knownFrom: firstMonthToKnow(of.changedAt),
    overtaken: ratedSince(known, from),
    stretch: stretchOf(gathered, of.vehicle),
    from,
    counts: of.start?.counts ?? NOTHING_BEFORE.counts,
    erased: NOTHING_BEFORE.erased,
    held: of.held,
  }
}

function ratedSince(known: readonly KnownCheckpoint[], from: number): readonly KnownCheckpoint[] {
  const found: KnownCheckpoint[] = []
  for (const checkpoint of known) if (checkpoint.ratedTo >= from) found.push(checkpoint)
  return found
}

function stretchOf({ known, rows, ended }: Gathered, vehicle: VehicleWithExemptions | undefined): Stretch {
  const agreementId = (rows[0] ?? ended[0] ?? known[0])?.agreementId ?? 0
  return {
    vehicle: vehicle?.facts ?? NOTHING_KNOWN,
    ...(vehicle?.earlier && { earlier: vehicle.earlier }),
    validAgreement: agreementId !== 0,
    exemptions: vehicle?.exemptions.get(agreementId) ?? NO_EXEMPTIONS,
  }
}

const NO_EXEMPTIONS: Stretch['exemptions'] = []

const NOTHING_KNOWN = {
  category: undefined,
  totalWeightKg: undefined,
  energy: undefined,
  euroClass: undefined,
  categoryDocumented: false,
}
