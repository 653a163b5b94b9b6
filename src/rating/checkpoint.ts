import { addMonths, osloDay, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { type CapCounts, NOTHING_COUNTED } from './cap.ts'
import type { Outcome, StretchPassage } from './stretch.ts'

/** Where rating a stretch may go on, one for each Oslo month. Instants in epoch milliseconds. */
export type Checkpoint = {
  readonly monthOn: string
  /** The last passage it knows of. */
  readonly ratedTo: number
  /** Just before this passage nothing was open, and the caps had counted `before`. */
  readonly resumeAt: number
  readonly before: CapCounts
  /** A passage later than this changes nothing of what is rated; it goes on from `after`. */
  readonly openUntil: number
  readonly after: CapCounts
}

/** Where to begin so that the result is the same as rating the whole stretch anew. */
export type Start = { readonly from: number; readonly counts: CapCounts }

/**
 * Where a stretch is rated from when something about it changed at `fromAt`. `known` are its checkpoints of the month
 * before and later; an older one has nothing to say, for windows are hours and caps are months.
 */
export function startAt(fromAt: number, known: readonly Checkpoint[]): Start {
  let latest: Checkpoint | undefined
  let overtaken: Checkpoint | undefined
  for (const checkpoint of known) {
    if (checkpoint.ratedTo >= fromAt) {
      if (!overtaken || checkpoint.monthOn < overtaken.monthOn) overtaken = checkpoint
    } else if (!latest || checkpoint.monthOn > latest.monthOn) latest = checkpoint
  }
  if (latest)
    return overtaken || fromAt <= latest.openUntil
      ? { from: latest.resumeAt, counts: latest.before }
      : { from: fromAt, counts: latest.after }
  const from = overtaken ? Math.min(fromAt, startOfOsloDay(overtaken.monthOn)) : fromAt
  return { from, counts: NOTHING_COUNTED }
}

/** The months a start may depend on: from the month before on. */
export function firstMonthToKnow(fromAt: number): string {
  const day = osloDay(fromAt)
  let month = FIRST_MONTHS.get(day)
  if (month === undefined) FIRST_MONTHS.set(day, (month = addMonths(osloMonth(fromAt), -1)))
  return month
}

/** By day: it is asked for every vehicle, and they are due from a few days. */
const FIRST_MONTHS = new Map<string, string>()

/** The checkpoints after rating, one for each month there are passages in. */
export function checkpointsOf(
  passages: readonly StretchPassage[],
  outcomes: readonly Outcome[],
  start: CapCounts,
): Checkpoint[] {
  const made: Checkpoint[] = []
  // What a checkpoint holds is copied before it is counted on; `own` is what none holds yet.
  let counts = start
  let own: Map<string, number> | undefined
  let i = 0
  let openUntil = 0
  // The last place where nothing was open, and the counts there; it may lie in the month before.
  let quiet = { at: passages[0]?.passedAt ?? 0, before: start }
  while (i < passages.length) {
    const monthOn = osloMonth(passages[i]!.passedAt)
    const end = endOfMonth(passages, i, monthOn)
    const lastQuiet = lastQuietPlace(passages, outcomes, { from: i, to: end, openUntil })
    for (; i < end; i++) {
      if (i === lastQuiet) {
        quiet = { at: passages[i]!.passedAt, before: sinceMonth(counts, monthOn) }
        own = undefined
      }
      const outcome = outcomes[i]!
      if (outcome.outcome !== 'charged') continue
      openUntil = Math.max(openUntil, outcome.openUntil)
      if (outcome.counted) {
        counts = own ??= new Map(counts)
        own.set(outcome.counted.key, outcome.counted.number)
      }
    }
    const { at: resumeAt, before } = quiet
    const ratedTo = passages[end - 1]!.passedAt
    made.push({ monthOn, ratedTo, resumeAt, before, openUntil, after: sinceMonth(counts, monthOn) })
    own = undefined
  }
  return made
}

/**
 * Where a start was taken from and no passage of its month is left from there on, what its month had counted until then
 * must not be forgotten: an earlier passage may still come.
 */
export function shortened<Of extends Checkpoint>(start: Of): Of {
  const ratedTo = start.resumeAt - 1
  return { ...start, ratedTo, openUntil: ratedTo, after: start.before }
}

function endOfMonth(passages: readonly StretchPassage[], from: number, monthOn: string): number {
  const next = startOfNextMonth(monthOn)
  let end = from
  while (end < passages.length && passages[end]!.passedAt < next) end++
  return end
}

function startOfNextMonth(monthOn: string): number {
  let at = STARTS.get(monthOn)
  if (at === undefined) STARTS.set(monthOn, (at = startOfOsloDay(addMonths(monthOn, 1))))
  return at
}

const STARTS = new Map<string, number>()

function lastQuietPlace(
  passages: readonly StretchPassage[],
  outcomes: readonly Outcome[],
  within: { from: number; to: number; openUntil: number },
): number {
  let { openUntil } = within
  let last = -1
  for (let i = within.from; i < within.to; i++) {
    // One who resumes here reads from this instant on: what else passed at it must not be counted before it.
    const alone = i === 0 || passages[i - 1]!.passedAt < passages[i]!.passedAt
    if (alone && passages[i]!.passedAt > openUntil) last = i
    const outcome = outcomes[i]!
    if (outcome.outcome === 'charged') openUntil = Math.max(openUntil, outcome.openUntil)
  }
  return last
}

/** The counts themselves where none is of a month before. */
function sinceMonth(counts: CapCounts, monthOn: string): CapCounts {
  if (isSince(counts, monthOn)) return counts
  const kept = new Map<string, number>()
  for (const [key, number] of counts) if (key.slice(-10) >= monthOn) kept.set(key, number)
  return kept
}

function isSince(counts: CapCounts, monthOn: string): boolean {
  for (const key of counts.keys()) if (key.slice(-10) < monthOn) return false
  return true
}

/** Counts as they are stored: `key=number`, by tabs. */
export function countsText(counts: CapCounts): string {
  let text = ''
  for (const [key, number] of counts) text += text === '' ? `${key}=${number}` : `\t${key}=${number}`
  return text
}

export function parseCounts(text: string): CapCounts {
  if (text === '') return NOTHING_COUNTED
  const counts = new Map<string, number>()
  for (const entry of text.split('\t')) {
    const at = entry.lastIndexOf('=')
    counts.set(entry.slice(0, at), Number(entry.slice(at + 1)))
  }
  return counts
}
