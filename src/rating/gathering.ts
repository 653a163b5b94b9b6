import { NOTHING_BEFORE } from './charge.ts'
import { firstMonthToKnow, type Start, startAt } from './checkpoint.ts'
import type { Booked } from './difference.ts'
import type { DueVehicle } from './due.ts'
import type { KnownCheckpoint } from './read-checkpoints.ts'
import type { ReadRow, StretchRow, StretchToRate } from './read-stretches.ts'
import type { VehicleWithExemptions } from './read-vehicles.ts'
import { isSettled } from './settled.ts'
import type { HeldBack, Stretch } from './stretch.ts'

/** A stretch as it is put together: what is known of it, where it begins, and what has passed since. */
type Gathered = {
  readonly vehicleId: number
  readonly partyId: number
  readonly agreementId: number
  readonly known: KnownCheckpoint[]
  /** Undefined: nothing is known, and it begins where its vehicle is due from. */
  start: Start | undefined
  readonly rows: StretchRow[]
  readonly ended: StretchRow[]
}

/** From when on something may have changed for a vehicle, from where on it must be read for that, and its stretches. */
export type Beginning = {
  readonly changedAt: ReadonlyMap<number, number>
  readonly readFrom: ReadonlyMap<number, number>
  readonly stretches: Map<number, Gathered[]>
}

export function beginningOf(due: readonly DueVehicle[], known: readonly KnownCheckpoint[]): Beginning {
  const changedAt = new Map<number, number>()
  for (const { vehicleId, fromAt } of due) changedAt.set(vehicleId, fromAt)
  const stretches = new Map<number, Gathered[]>()
  for (const checkpoint of known) stretchOf(stretches, checkpoint).known.push(checkpoint)
  const readFrom = new Map(changedAt)
  for (const [vehicleId, own] of stretches)
    for (const stretch of own) {
      stretch.start = startAt(changedAt.get(vehicleId)!, stretch.known)
      if (stretch.start.from < readFrom.get(vehicleId)!) readFrom.set(vehicleId, stretch.start.from)
    }
  return { changedAt, readFrom, stretches }
}

/** By the vehicle, which has few: a text for each stretch as its key costs more than to look through them. */
function stretchOf(
  stretches: Map<number, Gathered[]>,
  { vehicleId, partyId, agreementId = 0 }: Pick<ReadRow, 'vehicleId' | 'partyId' | 'agreementId'>,
): Gathered {
  let own = stretches.get(vehicleId)
  if (!own) stretches.set(vehicleId, (own = []))
  for (const one of own) if (one.partyId === partyId && one.agreementId === agreementId) return one
  const begun = { vehicleId, partyId, agreementId, known: [], start: undefined, rows: [], ended: [] }
  own.push(begun)
  return begun
}

/** What was read for the look-back alone is left out. */
export function passedSince(rows: readonly ReadRow[], { readFrom }: Beginning): readonly ReadRow[] {
  const since: ReadRow[] = []
  for (const row of rows) if (row.passedAt >= readFrom.get(row.vehicleId)!) since.push(row)
  return since
}

/** Each passage's stretch. They come vehicle by vehicle, and nearly all of one vehicle's are of one stretch. */
export function stretchesOf(passages: readonly ReadRow[], { stretches }: Beginning): readonly Gathered[] {
  const found: Gathered[] = []
  let last: Gathered | undefined
  for (const row of passages) {
    const { vehicleId, partyId, agreementId = 0 } = row
    const same = last?.vehicleId === vehicleId && last.partyId === partyId && last.agreementId === agreementId
    if (!last || !same) last = stretchOf(stretches, row)
    found.push(last)
  }
  return found
}

/** Those whose bookings must be known, and notes which of the others are settled. */
export function rowsToAsk(
  passages: readonly ReadRow[],
  of: {
    whose: readonly Gathered[]
    beginning: Beginning
    longestOpenMs: number
    isAsked: (id: number) => boolean
  },
): readonly ReadRow[] {
  const asked: ReadRow[] = []
  for (let i = 0; i < passages.length; i++) {
    const row = passages[i]!
    if (!mayBeBooked(row, of.whose[i]!.known)) continue
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
function mayBeBooked(row: ReadRow, known: readonly KnownCheckpoint[]): boolean {
  if (row.erasedUntil !== undefined && row.passedAt < row.erasedUntil) return true
  if (row.deletesPassages || known.length === 0) return row.deletesPassages || row.ended
  for (const checkpoint of known) if (row.passedAt <= checkpoint.ratedTo) return true
  return false
}

/** Puts the rows into their stretches, each with what is booked for it. */
export function gather(
  passages: readonly ReadRow[],
  of: {
    whose: readonly Gathered[]
    beginning: Beginning
    bookings: ReadonlyMap<number, NonNullable<Booked>>
  },
): void {
  const { whose, beginning, bookings } = of
  for (let i = 0; i < passages.length; i++) {
    const row = passages[i]!
    const { start, rows, ended } = whose[i]!
    const from = start ? start.from : beginning.changedAt.get(row.vehicleId)!
    if (row.passedAt < from) continue
    const booked = bookings.get(row.id)
    if (!row.ended) rows.push(booked ? { ...row, booked } : row)
    else if (booked) ended.push({ ...row, booked })
  }
}

/** Not where all that was read of a stretch passed before anything changed for its vehicle. */
export function isOfAny({ known, rows, ended }: Gathered): boolean {
  return known.length > 0 || rows.length > 0 || ended.length > 0
}

export function stretchToRate(
  gathered: Gathered,
  of: {
    changedAt: number
    vehicle: VehicleWithExemptions | undefined
    held: ReadonlyMap<number, HeldBack>
  },
): StretchToRate {
  const { rows, ended, known, start } = gathered
  const from = start?.from ?? Number.NEGATIVE_INFINITY
  return {
    rows,
    ended,
    known,
    knownFrom: firstMonthToKnow(of.changedAt),
    overtaken: ratedSince(known, from),
    stretch: ratedAs(gathered, of.vehicle),
    from,
    counts: start?.counts ?? NOTHING_BEFORE.counts,
    erased: NOTHING_BEFORE.erased,
    held: of.held,
  }
}

function ratedSince(known: readonly KnownCheckpoint[], from: number): readonly KnownCheckpoint[] {
  const found: KnownCheckpoint[] = []
  for (const checkpoint of known) if (checkpoint.ratedTo >= from) found.push(checkpoint)
  return found
}

function ratedAs({ agreementId }: Gathered, vehicle: VehicleWithExemptions | undefined): Stretch {
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
