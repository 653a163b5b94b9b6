import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { key } from '#core/seal.ts'
import { businessNow, readClock, setClock } from '#db/clock.ts'
import { JOBS } from '#jobs/schedule.ts'
import { verify } from '#jobs/verify.ts'
import { arrive, morningOf, passes, rate, someCustomers } from '#settlement/books.test-world.ts'
import { testDatabase } from '#test/database.ts'
import type { At } from './command.ts'
import { SCHEDULE_COMMANDS } from './schedule-commands.ts'

const database = testDatabase()
const machineNow = 1_700_000_000_000
let home = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-schedule-'))
  await someCustomers(database.batch)
  await arrive(database.batch, '2019-11-26', passes(1, 25), passes(2, 25))
  await rate(database.batch, '2019-11-26')
  await setClock(database.batch, { businessAt: morningOf('2019-11-27'), setAt: machineNow })
})

afterAll(() => rm(home, { recursive: true }))

async function run(name: string, ...args: string[]): Promise<{ exit: number | undefined; said: string[] }> {
  const said: string[] = []
  const at = {
    db: database.batch,
    now: businessNow(await readClock(database.batch), machineNow),
    data: join(import.meta.dirname, '../../data'),
    home,
    newId: randomUUID,
    random: randomBytes,
    machineNow: () => machineNow,
    encryptionKey: key(Buffer.alloc(32, 7)),
    digestKey: '07'.repeat(32),
    say: (line: string) => said.push(line),
  } as unknown as At
  return { exit: await SCHEDULE_COMMANDS[name]?.run(at, args), said }
}

test('before anything ran, everything of the day is due', async () => {
  const { exit, said } = await run('schedule')
  expect(exit).toBe(0)
  expect(said.slice(0, 3)).toEqual([
    '2019-11-27 post-ferry: due',
    '2019-11-27 forget: due',
    '2019-11-27 park: due',
  ])
  expect(said.filter((line) => line.startsWith('next '))).toHaveLength(JOBS.length)
})

test('a day moves the clock, and does what is due on each day up to it', { timeout: 60_000 }, async () => {
  expect((await run('day', '2019-11-30')).exit).toBe(0)
  expect(await readdir(join(home, 'to-chargers'))).toEqual(['settlement-ferde-2019-11-26.csv'])
  const ran = await database.batch<{ job: string; days: string[] }[]>`
    select job, array_agg(business_on::text order by business_on) as days from scheduled_run
    where finished_at is not null group by job order by job`
  const days = (job: string) => ran.find((row) => row.job === job)?.days
  expect(days('invoice')).toEqual(['2019-11-27', '2019-11-28', '2019-11-29', '2019-11-30'])
  // Due later in the day than the clock has come, and on bank days: the 30th is a Saturday.
  expect(days('claim')).toEqual(['2019-11-27', '2019-11-28', '2019-11-29'])
  expect(await database.batch`select from scheduled_run where finished_at is null`).toHaveLength(0)
  const { broken } = await verify(database.batch, { now: morningOf('2019-11-30') })
  expect(broken).toEqual([])
})

test('what ran is said with what it did, and what is next', async () => {
  const { said } = await run('schedule', '--days', '4')
  expect(said.find((line) => line.startsWith('2019-11-27 settle'))).toContain('1 settlements, 1 files')
  expect(said.filter((line) => line.endsWith(': due'))).toEqual([])
  expect(said.find((line) => line.startsWith('next '))).toContain('match-bulk-payments')
})

test('what is due once a month is done on its day, and not again', { timeout: 60_000 }, async () => {
  expect((await run('day', '2019-12-07')).exit).toBe(0)
  const ran = await database.batch`
    select business_on::text as day, outcome from scheduled_run where job = 'tell-collector-abroad'`
  expect(ran).toEqual([{ day: '2019-12-05', outcome: '0 files' }])
})

test('the clock does not go back', async () => {
  expect(await run('day', '2019-11-29')).toEqual({ exit: 1, said: ['the clock does not go back'] })
  expect((await run('day', 'tomorrow')).exit).toBe(1)
})
