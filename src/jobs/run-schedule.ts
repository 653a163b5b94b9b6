import type { Day } from '#core/dated.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { readProgress } from './read-progress.ts'
import { type Job, type Schedule, type Turn, tryAgainAt, turnsDue, waitsFor } from './schedule.ts'
import { beginRun, saveFailed, saveFinished } from './store.ts'

/** Does a job for a business day, and says what it did. Killed anywhere and done again, it ends the same. */
export type DoJob = (of: { readonly day: Day; readonly now: number }) => Promise<string | Found>

/** It is done, and what it looked for is there: somebody must see to it. */
export type Found = { readonly outcome: string; readonly differences: number }

export type Scheduled = {
  readonly schedule: Schedule
  readonly jobs: Readonly<Record<Job, DoJob>>
  readonly now: () => Promise<number>
  /** Told of what fails or finds something; what was done is in `scheduled_run`. */
  readonly say: (event: string, facts: Record<string, number | string>) => void
}

export type ScheduleRun = {
  readonly done: number
  readonly failed: number
  /** Somebody else had a turn that was due. */
  readonly isUnderWay: boolean
}

/**
 * Takes every job that is due by the business clock, each day of it in order: what was missed first. Of several workers
 * one has a job's turn; when it dies the turn is free again. What fails is tried again later and stops only those that
 * come after it.
 */
export async function runSchedule(db: Db, scheduled: Scheduled): Promise<ScheduleRun> {
  const { schedule } = scheduled
  const now = await scheduled.now()
  const progress = await readProgress(db)
  let due = turnsDue(schedule, progress, now)
  const resting = new Set(progress.last.flatMap((run) => ((run.tryAgainAt ?? now) > now ? [run.job] : [])))
  const run = { done: 0, failed: 0, isUnderWay: false }
  // One after the other: each may rest on the one before.
  for (const turn of due) {
    if (resting.has(turn.job) || waitsFor(schedule, turn, due)) continue
    const result = await take(db, scheduled, turn)
    if (result === 'taken') run.isUnderWay = true
    if (result === 'failed') run.failed++
    if (result !== 'done') continue
    run.done++
    due = due.filter((other) => other !== turn)
  }
  return run
}

/** The lock is the server's, held by a connection: it ends when this process does, however it ends. */
async function take(db: Db, scheduled: Scheduled, turn: Turn): Promise<'done' | 'failed' | 'taken'> {
  return inTransaction(db, async (tx) => {
    await tx`set local idle_in_transaction_session_timeout = 0`
    const [lock] = await tx<{ isHeld: boolean }[]>`
      select pg_try_advisory_xact_lock(7301034, hashtext(${turn.job})) as "isHeld"`
    return lock?.isHeld ? begin(db, scheduled, turn) : 'taken'
  })
}

async function begin(db: Db, scheduled: Scheduled, turn: Turn): Promise<'done' | 'failed' | 'taken'> {
  const { job, day } = turn
  const now = await scheduled.now()
  const tries = await beginRun(db, turn, now)
  if (tries === undefined) return 'taken'
  try {
    const did = await scheduled.jobs[job]({ day, now })
    const { outcome, differences } = typeof did === 'string' ? { outcome: did, differences: 0 } : did
    await saveFinished(db, turn, { outcome, differences, now: await scheduled.now() })
    if (differences > 0) scheduled.say('scheduled job found differences', { job, day, differences })
    return 'done'
  } catch (error) {
    const outcome = (error as Error).message.slice(0, OUTCOME_MAX)
    const failedAt = await scheduled.now()
    await saveFailed(db, turn, {
      outcome,
      tryAgainAt: tryAgainAt(scheduled.schedule, { tries, now: failedAt }),
    })
    scheduled.say('scheduled job failed', { job, day, tries, error: outcome })
    return 'failed'
  }
}

/** A message of the database may quote a whole statement. */
const OUTCOME_MAX = 500
