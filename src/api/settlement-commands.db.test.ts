import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { AMIR, arrive, morningOf, passes, rate, someCustomers } from '#settlement/books.test-world.ts'
import { testDatabase } from '#test/database.ts'
import {
  runCloseMonth,
  runDailyControl,
  runRetention,
  runSettle,
  runSettlements,
  runVatReport,
} from './settlement-commands.ts'

const database = testDatabase()
const DATA = join(import.meta.dirname, '../../data')

type Run = (
  at: { db: typeof database.batch; now: number; data: string; say: (line: string) => void },
  args: string[],
) => Promise<number>

async function run(what: Run, ...args: string[]): Promise<{ exit: number; said: string[] }> {
  const said: string[] = []
  const at = {
    db: database.batch,
    now: morningOf('2019-12-02'),
    data: DATA,
    say: (line: string) => said.push(line),
  }
  return { exit: await what(at, args), said }
}

beforeAll(async () => {
  await someCustomers(database.batch)
  await arrive(database.batch, '2019-11-26', passes(1, 25), passes(2, 25, { tag: AMIR }))
  await rate(database.batch, '2019-11-26')
})

describe('settle', () => {
  test('puts a file of each day into the folder, by the rate of data/settlement.json', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brikke-settle-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const { exit, said } = await run(runSettle, '--as-of', '2019-11-27', folder)
    expect([exit, said]).toEqual([0, ['1 settlements, 1 lines', 'settlement-ferde-2019-11-26.csv']])
    expect(await readdir(folder)).toEqual(['settlement-ferde-2019-11-26.csv'])
    const content = await readFile(join(folder, 'settlement-ferde-2019-11-26.csv'), 'utf8')
    expect(content).toContain('L;fjellinjen;2019-11-26;2;4000;0;175;70;3930\r\n')
    expect((await run(runSettlements)).said).toEqual([
      '{"charger":"ferde","number":1,"settledOn":"2019-11-26","lines":1,"sumOre":3930,"isOut":true}',
    ])
  })

  test('says why not', async () => {
    expect(await run(runSettle, '--as-of', '2019-12-03')).toEqual({
      exit: 1,
      said: ['day-not-over: Dagen er ikke over. (2019-12-03)'],
    })
    expect((await run(runSettle, '--as-of', 'yesterday')).said[0]).toMatch(/^settle --as-of/)
    expect((await run(runSettle)).exit).toBe(1)
  })
})

describe('daily-control', () => {
  test('says where the passages of a day are', async () => {
    const { exit, said } = await run(runDailyControl, '2019-11-26')
    expect(exit).toBe(0)
    expect(said[0]).toBe(
      '2019-11-26 ferde: 2 in = 2 charged + 0 free + 0 held + 0 rejected + 0 withdrawn + 0 to rate + 0 waiting for owner + 0 of other issuers + 0 unanswered',
    )
    expect(said[1]).toContain(
      '2 charged = 0 invoiced + 2 not yet; øre: 4000 charged, 0 invoiced, 4000 not yet',
    )
    expect(said[2]).toBe('no differences')
  })

  test('lists what differs, and says so by its exit', async () => {
    await database.batch`update passage_file set rejected_count = 1, declared_count = declared_count + 1`
    const { exit, said } = await run(runDailyControl, '--all')
    expect(exit).toBe(1)
    expect(said).toContain(
      '2019-11-26 ferde: file-differs, 1 files that are answered otherwise than they are stored: 1',
    )
    await database.batch`update passage_file set rejected_count = 0, declared_count = declared_count - 1`
  })

  test('asks for a day or for all', async () => {
    expect(await run(runDailyControl, '2019-13-01')).toEqual({
      exit: 1,
      said: ['daily-control DATE | --all'],
    })
  })
})

test('close-month refuses in words, and closes', async () => {
  expect(await run(runCloseMonth, '2019-12', '--as', 'ola@brikke.test')).toEqual({
    exit: 1,
    said: ['month-not-over: Måneden er ikke over.'],
  })
  expect((await run(runCloseMonth, '2019-11')).said[0]).toMatch(/^close-month YYYY-MM/)
  expect(await run(runCloseMonth, '2019-11', '--as', 'ola@brikke.test')).toEqual({
    exit: 0,
    said: ['2019-11 is closed: 2 sums kept'],
  })
})

test('vat-report says the term and whether it is final', async () => {
  expect(await run(runVatReport, '2019-6')).toEqual({
    exit: 0,
    said: ['2019-11-01 to 2019-12-31, not final: a month is open'],
  })
  expect((await run(runVatReport, '2019-7')).exit).toBe(1)
})

test('retention counts by data/retention.json', async () => {
  expect((await run(runRetention)).said).toEqual(['nothing is kept for longer than it need be'])
})
