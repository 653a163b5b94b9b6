import { parseArgs } from 'node:util'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { liveUntil } from '#jobs/live-until.ts'
import { readProgress } from '#jobs/read-progress.ts'
import { readRuns, type ScheduledRun } from '#jobs/read-runs.ts'
import { readSchedule } from '#jobs/read-terms.ts'
import { nextTurns, turnsDue } from '#jobs/schedule.ts'
import { formatInstant } from '#words/format.ts'
import type { At, Commands } from './command.ts'
import { scheduledOf, workerOf } from './processes.ts'
import { rateAll } from './rating-commands.ts'

const SCHEDULE_USAGE = '[--days N]'
const DAY_USAGE = 'DATE'

/** What comes of the date alone: what ran and what is next; and in a demo, time passing. */
export const SCHEDULE_COMMANDS: Commands = {
  schedule: { usage: SCHEDULE_USAGE, run: runShow },
  day: { usage: DAY_USAGE, run: runDay },
}

/** Exit code 1: something failed and is not done yet, or found what somebody must see to. */
async function runShow(at: At, args: string[]): Promise<number> {
  const { db, now, say, data } = at
  const { values } = parseArgs({ args, options: { days: { type: 'string', default: '2' } } })
  if (!/^[1-9]\d{0,3}$/.test(values.days)) return usage(at, `schedule ${SCHEDULE_USAGE}`)
  const schedule = await readSchedule(data)
  const runs = await readRuns(db, addDays(osloDay(now), 1 - Number(values.days)))
  for (const run of runs) say(`${run.day} ${run.job}: ${saidOf(run)}`)
  for (const { job, day } of turnsDue(schedule, await readProgress(db), now)) say(`${day} ${job}: due`)
  for (const { job, dueAt } of nextTurns(schedule, now)) say(`next ${formatInstant(dueAt, 'nb')} ${job}`)
  return runs.some(({ tryAgainAt, differences }) => tryAgainAt !== null || differences > 0) ? 1 : 0
}

function saidOf({ startedAt, finishedAt, tries, tryAgainAt, outcome, differences }: ScheduledRun): string {
  const often = tries === 1 ? '' : `, ${tries} tries`
  const found = differences === 0 ? '' : 'TO BE SEEN TO: '
  if (finishedAt !== null) return `${found}${outcome} (${formatInstant(finishedAt, 'nb')}${often})`
  if (tryAgainAt !== null) return `failed${often}: ${outcome}; again ${formatInstant(tryAgainAt, 'nb')}`
  return `begun ${formatInstant(startedAt, 'nb')}${often}`
}

/** Lets a demo's time pass to 08:00 Oslo of a day: each day on the way has what is due on it. */
async function runDay(at: At, args: string[]): Promise<number> {
  const [day = ''] = args
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)) return usage(at, `day ${DAY_USAGE}`)
  const { db, machineNow } = at
  const worker = await workerOf(at, db)
  let vehicles = 0
  const lived = await liveUntil(db, {
    scheduled: await scheduledOf(at, db),
    until: startOfOsloDay(day) + 8 * 3_600_000,
    machineNow,
    between: async () => {
      vehicles += await rateAll(worker)
    },
  })
  at.say(lived ? `${vehicles} vehicles rated` : 'the clock does not go back')
  return lived ? 0 : 1
}

function usage({ say }: Pick<At, 'say'>, text: string): number {
  say(text)
  return 1
}
