import { osloDay } from '#core/oslo.ts'
import { setClock } from '#db/clock.ts'
import type { Db } from '#db/connection.ts'
import { runSchedule, type Scheduled } from './run-schedule.ts'
import { instantsDue } from './schedule.ts'

type Living = {
  readonly scheduled: Scheduled
  readonly until: number
  readonly machineNow: () => number
  /** What the other lines of the worker do in a day: rated, delivered, answered. */
  readonly between: () => Promise<void>
  readonly stop?: AbortSignal
}

/**
 * Lets a demo's time pass: from where its clock stands it is moved to each instant at which something is due, and what is
 * due is done, so that no day is left out. False: the clock does not go back.
 */
export async function liveUntil(db: Db, living: Living): Promise<boolean> {
  const { scheduled, until, machineNow, between, stop } = living
  const begun = await scheduled.now()
  if (begun > until) return false
  let today = ''
  for (const at of [begun, ...instantsDue(scheduled.schedule, { after: begun, until }), until]) {
    if (stop?.aborted) return true
    if (at !== begun && !(await setClock(db, { businessAt: at, setAt: machineNow() })) && at === until)
      return false
    const day = osloDay(at)
    if (day !== today || at === until) await between()
    today = day
    await runAll(db, scheduled, stop)
  }
  return true
}

/** Another worker may have a turn just now: the day goes on when it is done. */
async function runAll(db: Db, scheduled: Scheduled, stop: AbortSignal | undefined): Promise<void> {
  while (!stop?.aborted) {
    const { done, isUnderWay } = await runSchedule(db, scheduled)
    if (done === 0 && !isUnderWay) return
    if (done === 0) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

const LOOK_AGAIN_MS = 50
