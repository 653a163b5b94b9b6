import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeEach, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { businessNow, readClock, setClock } from '#db/clock.ts'
import { testDatabase } from '#test/database.ts'
import { liveUntil } from './live-until.ts'
import { readRuns } from './read-runs.ts'
import { type DoJob, runSchedule, type Scheduled } from './run-schedule.ts'
import { JOBS, type Job, parseSchedule } from './schedule.ts'

const database = testDatabase()
const row = { from: '2015-01-01', source: 'a test' }
const schedule = parseSchedule({
  steps: [
    { ...row, job: 'park', at: '04:30', on: 'every-day' },
    { ...row, job: 'settle', at: '05:00', on: 'every-day' },
    { ...row, job: 'invoice', at: '06:00', on: 'every-day', after: ['park'] },
  ],
  tryAgainMinutes: [{ ...row, value: [1] }],
})
const at = (day: string, hour: number) => startOfOsloDay(day) + hour * 3_600_000
let did: string[] = []

beforeEach(async () => {
  did = []
  await database.owner`truncate scheduled_run, business_clock`
})

/** Notes what is done; `doing` is done on the way. */
function scheduledAt(now: number | (() => number), doing?: Partial<Record<Job, DoJob>>): Scheduled {
  const note =
    (job: Job): DoJob =>
    async (of) => {
      did.push(`${of.day} ${job}`)
      return (await doing?.[job]?.(of)) ?? 'done'
    }
  return {
    schedule,
    jobs: Object.fromEntries(JOBS.map((job) => [job, note(job)])) as Record<Job, DoJob>,
    now: async () => (typeof now === 'number' ? now : now()),
    say: () => {},
  }
}

test('two workers at once do each job once', async () => {
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return 'done'
  }
  const now = at('2019-12-10', 8)
  const worker = () =>
    runSchedule(database.batch, scheduledAt(now, { park: slowly, settle: slowly, invoice: slowly }))
  const runs = await Promise.all([worker(), worker()])
  expect(runs.some(({ isUnderWay }) => isUnderWay)).toBe(true)
  while ((await worker()).done > 0);
  expect(did.toSorted()).toEqual(['2019-12-10 invoice', '2019-12-10 park', '2019-12-10 settle'])
})

test('the same again does nothing, nor does a clock that was moved back', async () => {
  await runSchedule(database.batch, scheduledAt(at('2019-12-10', 8)))
  did = []
  expect((await runSchedule(database.batch, scheduledAt(at('2019-12-10', 9)))).done).toBe(0)
  expect((await runSchedule(database.batch, scheduledAt(at('2019-12-02', 9)))).done).toBe(0)
  expect(did).toEqual([])
})

test('what finds differences is done, and is seen to have found them', async () => {
  const told: object[] = []
  const scheduled = scheduledAt(at('2019-12-10', 8), {
    settle: async () => ({ outcome: '2 differences', differences: 2 }),
  })
  await runSchedule(database.batch, { ...scheduled, say: (event, facts) => told.push({ event, ...facts }) })
  const runs = await readRuns(database.batch, '2019-12-10')
  expect(runs.map(({ job, differences }) => `${job} ${differences}`).sort()).toEqual([
    'invoice 0',
    'park 0',
    'settle 2',
  ])
  expect(runs.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
  expect(told).toEqual([
    { event: 'scheduled job found differences', job: 'settle', day: '2019-12-10', differences: 2 },
  ])
})

test('what was missed in three days is caught up in order', async () => {
  await runSchedule(database.batch, scheduledAt(at('2019-12-10', 8)))
  did = []
  await runSchedule(database.batch, scheduledAt(at('2019-12-13', 8)))
  expect(did).toEqual(
    ['2019-12-11', '2019-12-12', '2019-12-13'].flatMap((day) => [
      `${day} park`,
      `${day} settle`,
      `${day} invoice`,
    ]),
  )
})

test('a job that fails is said, rests, is tried again, and stops only what comes after it', async () => {
  let now = at('2019-12-10', 8)
  let fails = true
  const failed: unknown[] = []
  const scheduled = {
    ...scheduledAt(() => now, {
      park: async () => {
        if (fails) throw new Error('the disk is full')
        return 'parked'
      },
    }),
    say: (event: string, facts: object) => void (event === 'scheduled job failed' && failed.push(facts)),
  }
  expect(await runSchedule(database.batch, scheduled)).toEqual({ done: 1, failed: 1, isUnderWay: false })
  expect(did).toEqual(['2019-12-10 park', '2019-12-10 settle'])
  expect(failed).toEqual([{ job: 'park', day: '2019-12-10', tries: 1, error: 'the disk is full' }])
  expect(await runSchedule(database.batch, scheduled)).toEqual({ done: 0, failed: 0, isUnderWay: false })
  fails = false
  now += 61_000
  expect((await runSchedule(database.batch, scheduled)).done).toBe(2)
  expect(did.slice(2)).toEqual(['2019-12-10 park', '2019-12-10 invoice'])
  const [park] = await readRuns(database.batch, '2019-12-10')
  expect(park).toMatchObject({ job: 'settle' })
  expect((await readRuns(database.batch, '2019-12-10')).find(({ job }) => job === 'park')).toMatchObject({
    tries: 2,
    outcome: 'parked',
    tryAgainAt: null,
  })
})

test('a worker killed between beginning and end leaves its turn to the next', async () => {
  const now = at('2019-12-10', 5)
  const worker = spawn(
    process.execPath,
    ['src/jobs/schedule.test-process.ts', database.urlFor('batch'), String(now)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await once(worker.stdout, 'data')
  expect(await runSchedule(database.batch, scheduledAt(now))).toMatchObject({ isUnderWay: true })
  expect(did).toEqual(['2019-12-10 settle'])
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  // The server notices in its own time that the connection is gone.
  for (let tries = 0; tries < 100 && !did.includes('2019-12-10 park'); tries++) {
    await runSchedule(database.batch, scheduledAt(now))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const park = (await readRuns(database.batch, '2019-12-10')).find(({ job }) => job === 'park')
  expect(park).toMatchObject({ tries: 2, outcome: 'done', finishedAt: now })
})

test('a demo’s time passes day by day, each with what is due on it at its hour', async () => {
  const machineNow = 1_700_000_000_000
  await setClock(database.batch, { businessAt: at('2019-12-10', 8), setAt: machineNow })
  const clock = async () => businessNow(await readClock(database.batch), machineNow)
  const hours: string[] = []
  const noteHour: DoJob = async ({ now }) => {
    hours.push(new Date(now).toISOString().slice(0, 16))
    return 'done'
  }
  const scheduled = { ...scheduledAt(0, { park: noteHour, invoice: noteHour }), now: clock }
  let rated = 0
  const living = { scheduled, machineNow: () => machineNow, between: async () => void rated++ }
  expect(await liveUntil(database.batch, { ...living, until: at('2019-12-12', 8) })).toBe(true)
  expect(hours).toEqual([
    '2019-12-10T07:00',
    '2019-12-10T07:00',
    '2019-12-11T03:30',
    '2019-12-11T05:00',
    '2019-12-12T03:30',
    '2019-12-12T05:00',
  ])
  expect(did).toHaveLength(9)
  expect(rated).toBeGreaterThanOrEqual(3)
  expect(await clock()).toBe(at('2019-12-12', 8))
  expect(await liveUntil(database.batch, { ...living, until: at('2019-12-11', 8) })).toBe(false)
  expect(did).toHaveLength(9)
})
