import { z } from 'zod'
import { isBankDay } from '#core/bank-days.ts'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'

/** What comes of the date alone. In the order in which those due at the same minute are done. */
export const JOBS = [
  'post-ferry',
  'forget',
  'park',
  'settle',
  'control',
  'invoice',
  'remind',
  'choose-channels',
  'match-bulk-payments',
  'lapse-refunds',
  'ask-refunds',
  'send-refunds',
  'ask-payouts',
  'send-payouts',
  'claim',
  'print-letters',
  'tell-collector',
  'tell-collector-abroad',
  'tell-customers',
] as const

export type Job = (typeof JOBS)[number]

type Rhythm = 'every-day' | 'bank-days' | { readonly dayOfMonth: number }

export type Step = {
  /** From when on the day, in minutes of Oslo's clock. */
  readonly at: number
  readonly on: Rhythm
  /** Jobs that are done first: those of the day, and what was missed of them. */
  readonly after: readonly Job[]
}

export type Schedule = {
  readonly steps: Readonly<Partial<Record<Job, readonly Dated<Step>[]>>>
  /** Minutes to rest after the first failure, the second and so on; the last holds from there. */
  readonly tryAgainMinutes: readonly Dated<readonly number[]>[]
}

/** A job's on a business day. */
export type Turn = { readonly job: Job; readonly day: Day; readonly dueAt: number }

/** How far each job has come: the last day it was begun. */
export type Progress = {
  readonly last: readonly {
    readonly job: string
    readonly day: Day
    readonly isFinished: boolean
    readonly tryAgainAt: number | null
  }[]
  /** The first day anything ran here: before it nothing was missed. */
  readonly firstOn: Day | undefined
}

/**
 * What should have been done by now and is not, in order. Days the machine was off are among them; with a clock that was
 * moved back there are none.
 */
export function turnsDue(schedule: Schedule, progress: Progress, now: number): readonly Turn[] {
  const today = osloDay(now)
  return JOBS.flatMap((job) => {
    const last = progress.last.find((run) => run.job === job)
    const begin = last ? addDays(last.day, last.isFinished ? 1 : 0) : (progress.firstOn ?? today)
    return turnsOf(schedule, job, { from: begin, to: today }).filter(({ dueAt }) => dueAt <= now)
  }).sort(inOrder)
}

/** A job waits for its own day before, and for those it comes after. */
export function waitsFor(schedule: Schedule, turn: Turn, due: readonly Turn[]): Turn | undefined {
  const after: readonly Job[] = stepOn(schedule, turn.job, turn.day)?.after ?? []
  return due.find(
    ({ job, day }) => (job === turn.job && day < turn.day) || (after.includes(job) && day <= turn.day),
  )
}

/** When each job is next due after an instant, the soonest first. A job that has ended is not among them. */
export function nextTurns(schedule: Schedule, now: number): readonly Turn[] {
  const today = osloDay(now)
  return JOBS.flatMap((job) =>
    turnsOf(schedule, job, { from: today, to: addDays(today, LOOK_AHEAD_DAYS) })
      .filter(({ dueAt }) => dueAt > now)
      .slice(0, 1),
  ).sort(inOrder)
}

/** The instants in a span at which something is due, each once: after the first, until and with the last. */
export function instantsDue(
  schedule: Schedule,
  { after, until }: { after: number; until: number },
): readonly number[] {
  const days = { from: osloDay(after), to: osloDay(until) }
  const at = JOBS.flatMap((job) => turnsOf(schedule, job, days).map(({ dueAt }) => dueAt))
  return [...new Set(at)].filter((instant) => instant > after && instant <= until).sort((a, b) => a - b)
}

export function tryAgainAt(
  { tryAgainMinutes }: Schedule,
  { tries, now }: { tries: number; now: number },
): number {
  const minutes = valueOn(tryAgainMinutes, osloDay(now))?.value ?? []
  return now + (minutes[Math.min(tries, minutes.length) - 1] ?? 0) * 60_000
}

/** The longest month, and a day. */
const LOOK_AHEAD_DAYS = 32

function turnsOf(schedule: Schedule, job: Job, { from, to }: { from: Day; to: Day }): readonly Turn[] {
  const turns: Turn[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const step = stepOn(schedule, job, day)
    if (step && isOn(step.on, day)) turns.push({ job, day, dueAt: osloInstant(day, step.at) })
  }
  return turns
}

function stepOn({ steps }: Schedule, job: Job, day: Day): Step | undefined {
  return valueOn(steps[job] ?? [], day)?.value
}

function isOn(rhythm: Rhythm, day: Day): boolean {
  if (rhythm === 'every-day') return true
  return rhythm === 'bank-days' ? isBankDay(day) : Number(day.slice(8)) === rhythm.dayOfMonth
}

/** By the clock on the wall, on the two days that are not of 24 hours too. */
function osloInstant(day: Day, minuteOfDay: number): number {
  const start = startOfOsloDay(day)
  const longer = startOfOsloDay(addDays(day, 1)) - start - 24 * 3_600_000
  // The clocks are changed at two or three at night: what is due later is due by the new time.
  return start + minuteOfDay * 60_000 + (minuteOfDay >= 3 * 60 ? longer : 0)
}

function inOrder(a: Turn, b: Turn): number {
  return a.day < b.day
    ? -1
    : a.day > b.day
      ? 1
      : a.dueAt - b.dueAt || JOBS.indexOf(a.job) - JOBS.indexOf(b.job)
}

const row = {
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string().min(1),
}

const file = z.strictObject({
  steps: z.array(
    z.strictObject({
      ...row,
      job: z.enum(JOBS),
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      // Every month has a 28th.
      on: z.union([
        z.literal('every-day'),
        z.literal('bank-days'),
        z.strictObject({ dayOfMonth: z.int().min(1).max(28) }),
      ]),
      after: z.array(z.enum(JOBS)).default([]),
    }),
  ),
  tryAgainMinutes: z.array(z.strictObject({ ...row, value: z.array(z.number().positive()).min(1) })),
})

export function parseSchedule(json: unknown): Schedule {
  const { steps, tryAgainMinutes } = file.parse(json)
  const dated = steps.map(({ job, at, on, after, ...of }) => ({
    job,
    dated: { ...datedOf(of), value: { at: minutes(at), on, after } },
  }))
  return {
    steps: Object.fromEntries(
      JOBS.map((job) => [job, dated.filter((d) => d.job === job).map((d) => d.dated)]),
    ),
    tryAgainMinutes: tryAgainMinutes.map((of) => ({ ...datedOf(of), value: of.value })),
  }
}

function datedOf({ from, to, source }: { from: Day; to?: Day | undefined; source: string }) {
  return { from, source, ...(to === undefined ? {} : { to }) }
}

function minutes(at: string): number {
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  return hour * 60 + minute
}
