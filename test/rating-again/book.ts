import { osloMonth } from '#core/oslo.ts'
import { NOTHING_COUNTED } from '#rating/cap.ts'
import type { Change } from '#rating/change.ts'
import { firstMonthToKnow, type Start, startAt } from '#rating/checkpoint.ts'
import { type Booked } from '#rating/difference.ts'
import type { DueVehicle } from '#rating/due.ts'
import { NOTHING_ERASED } from '#rating/hour-rule.ts'
import { rate } from '#rating/rate-passages.ts'
import type { KnownCheckpoint } from '#rating/read-checkpoints.ts'
import type { StretchRow, StretchToRate } from '#rating/read-stretches.ts'
import { partRipe } from '#rating/ripe.ts'
import { isSettled } from '#rating/settled.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { CHARGER, type Line, type Placed, vehicleFacts } from './facts.ts'

/** A passage's row: as it is stored, and whether it stands. */
export type Row = Omit<StretchRow, 'booked' | 'isSettled'> & { readonly line: Line; ended: boolean }

/** What the tables hold, in memory: rows, what is booked for them, checkpoints, what is due. */
export type Book = {
  readonly rows: Map<number, Row>
  /** The row that stands for a line, or stood last. */
  readonly rowOf: Map<number, number>
  readonly booked: Map<number, NonNullable<Booked>>
  /** Every amount ever booked, reversals too. */
  readonly entries: { readonly sequence: number; readonly partyId: number; readonly amount: number }[]
  readonly checkpoints: Map<string, KnownCheckpoint>
  due: DueVehicle[]
  dueLater: (DueVehicle & { readonly notBefore: number })[]
  nextId: number
  /** Whether a passage that came late has opened an hour that another was booked as the opener of. */
  overtakenOpener: boolean
}

export function newBook(): Book {
  return {
    rows: new Map(),
    rowOf: new Map(),
    booked: new Map(),
    entries: [],
    checkpoints: new Map(),
    due: [],
    dueLater: [],
    nextId: 1,
    overtakenOpener: false,
  }
}

export function store(book: Book, line: Line, place: Placed): void {
  const id = book.nextId++
  book.rows.set(id, {
    ...place,
    id,
    line,
    stationId: line.stationId,
    lane: line.lane,
    passedAt: line.passedAt,
    classSeen: undefined,
    asIfTagRead: line.asIfTagRead,
    monthOn: osloMonth(line.passedAt),
    chargerId: CHARGER,
    issuerId: 1,
    deletesPassages: false,
    ended: false,
  })
  book.rowOf.set(line.sequence, id)
  book.due.push({ vehicleId: place.vehicleId, fromAt: line.passedAt })
}

export function end(book: Book, row: Row): void {
  row.ended = true
  book.due.push({ vehicleId: row.vehicleId, fromAt: row.passedAt })
}

/**
 * As the worker does with what it takes: reads from where it may go on, rates, books the difference. It may take the
 * newest first: at READ COMMITTED a worker sees rows that others change while it works, and not yet what is due for them.
 */
export function rateDue(
  book: Book,
  tariffs: Tariffs,
  at: { now: number; limit: number; newest?: boolean },
): void {
  const ripe = book.dueLater.filter((later) => later.notBefore <= at.now)
  book.dueLater = book.dueLater.filter((later) => later.notBefore > at.now)
  book.due.push(...ripe)
  const taken = book.due.splice(at.newest ? Math.max(0, book.due.length - at.limit) : 0, at.limit)
  const earliest = new Map<number, number>()
  for (const { vehicleId, fromAt } of taken)
    earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? fromAt, fromAt))
  for (const [vehicleId, fromAt] of earliest) {
    for (const stretch of stretchesOf(book, { vehicleId, fromAt }, tariffs)) {
      const { ripe: toRate, unripe } = partRipe(stretch, tariffs, at.now)
      const { changes, checkpoints } = rate(toRate, tariffs)
      for (const change of changes) save(book, change)
      for (const checkpoint of toRate.overtaken) book.checkpoints.delete(checkpointKey(checkpoint))
      for (const checkpoint of checkpoints) book.checkpoints.set(checkpointKey(checkpoint), checkpoint)
      for (const { row, ripeAt } of unripe)
        book.dueLater.push({ vehicleId, fromAt: row.passedAt, notBefore: ripeAt })
    }
  }
}

/** `readStretches`, for one vehicle. */
function stretchesOf(book: Book, due: DueVehicle, { longestOpenMs }: Tariffs): StretchToRate[] {
  const month = firstMonthToKnow(due.fromAt)
  const known = Map.groupBy(
    [...book.checkpoints.values()].filter((c) => c.vehicleId === due.vehicleId && c.monthOn >= month),
    (c) => stretchKey(c.vehicleId, c.partyId, c.agreementId),
  )
  const found = new Map<string, Gathering>()
  for (const [key, checkpoints] of known) {
    const start = startAt(due.fromAt, checkpoints)
    const overtaken = checkpoints.filter((checkpoint) => checkpoint.ratedTo >= start.from)
    found.set(key, { ...start, known: checkpoints, overtaken, rows: [], ended: [] })
  }
  for (const row of inOrder([...book.rows.values()].filter((r) => r.vehicleId === due.vehicleId))) {
    const key = stretchKey(row.vehicleId, row.partyId, row.agreementId ?? 0)
    const gathered = found.get(key)
    if (row.passedAt < (gathered?.from ?? due.fromAt)) continue
    // Only what a checkpoint stands behind, or what has ended, is looked for in the books.
    const checkpoints = known.get(key)
    const mayBeBooked = checkpoints?.some((c) => row.passedAt <= c.ratedTo) ?? false
    const settled = mayBeBooked && !row.ended && isSettled(row, due.fromAt - longestOpenMs)
    const booked = (mayBeBooked && !settled) || row.ended ? book.booked.get(row.id) : undefined
    const into = gathered ?? { ...NOTHING_KNOWN, from: due.fromAt, rows: [], ended: [] }
    found.set(key, into)
    if (!row.ended) into.rows.push({ ...row, isSettled: settled, booked })
    else if (booked) into.ended.push({ ...row, isSettled: false, booked })
  }
  return [...found.values()].map((gathered) => {
    const { rows, ended, overtaken } = gathered
    const agreementId = (rows[0] ?? ended[0] ?? overtaken[0])?.agreementId ?? 0
    const vehicle = vehicleFacts(due.vehicleId)
    const stretch = { vehicle, validAgreement: agreementId !== 0, exemptions: [] }
    return { ...gathered, knownFrom: month, stretch, erased: NOTHING_ERASED }
  })
}

function stretchKey(vehicleId: number, partyId: number, agreementId: number): string {
  return `${vehicleId} ${partyId} ${agreementId}`
}

const NOTHING_KNOWN = { counts: NOTHING_COUNTED, known: [], overtaken: [] }

type Gathering = Start & {
  readonly known: readonly KnownCheckpoint[]
  readonly overtaken: readonly KnownCheckpoint[]
  readonly rows: StretchRow[]
  readonly ended: StretchRow[]
}

/** Instant, charger, sequence. */
export function inOrder<Passed extends { readonly passedAt: number; readonly line: Line }>(
  rows: Passed[],
): Passed[] {
  return rows.sort((a, b) => a.passedAt - b.passedAt || a.line.sequence - b.line.sequence)
}

/** As `saveChanges`: a reversal of what was booked, then the charge, or why there is none. */
function save(book: Book, { row, outcome, difference: { change, replaces } }: Change): void {
  const { line } = book.rows.get(row.id)!
  const before = book.booked.get(row.id)
  if (before !== replaces) throw new Error(`line ${line.sequence} is booked otherwise than was read`)
  if (change === 'explain' && outcome?.outcome === 'charged') {
    noticeOvertakenOpener(book, row, { was: replaces, startedAt: outcome.window?.startedAt })
    const { because, window } = outcome
    book.booked.set(row.id, { ...replaces, because, windowStart: window?.startedAt })
    return
  }
  if (replaces?.state === 'charged') {
    book.entries.push({ sequence: line.sequence, partyId: row.partyId, amount: -replaces.amount })
    book.booked.delete(row.id)
  }
  if (!outcome) {
    book.booked.delete(row.id)
  } else if (outcome.outcome === 'charged') {
    noticeOvertakenOpener(book, row, { was: replaces, startedAt: outcome.window?.startedAt })
    const { tariff, amount, because, window } = outcome
    book.entries.push({ sequence: line.sequence, partyId: row.partyId, amount })
    const chargeId = book.entries.length
    const windowStart = window?.startedAt
    book.booked.set(row.id, { state: 'charged', chargeId, tariff, amount, because, windowStart })
  } else {
    book.booked.set(row.id, { state: outcome.outcome, reason: outcome.reason })
  }
}

function noticeOvertakenOpener(
  book: Book,
  row: StretchRow,
  { was, startedAt }: { was: Booked; startedAt: number | undefined },
): void {
  if (was?.state !== 'charged' || was.windowStart !== row.passedAt || startedAt === undefined) return
  const { line } = book.rows.get(row.id)!
  const late = [...book.rows.values()].some(
    (other) =>
      !other.ended &&
      other.vehicleId === row.vehicleId &&
      other.passedAt === startedAt &&
      other.line.arrives > line.arrives,
  )
  if (startedAt < row.passedAt && late) book.overtakenOpener = true
}

function checkpointKey(c: KnownCheckpoint): string {
  return `${stretchKey(c.vehicleId, c.partyId, c.agreementId)} ${c.monthOn}`
}
