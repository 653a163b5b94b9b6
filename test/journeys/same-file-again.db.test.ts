import { beforeAll, expect, test } from 'vitest'
import { verify } from '#jobs/verify.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { prepareWorld, startWorker } from '#test/crash/scenario.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, rateAll, receive, stateHash } from '#test/passages.ts'
import { dice, passageLines } from '#test/traffic.ts'

const once = testDatabase()
const often = testDatabase()

const LINES = 1_500
const random = dice(20)
const lines = passageLines({
  count: LINES,
  vehicles: 1_200,
  firstSequence: 1,
  from: Date.parse('2019-11-04T00:00:00+01:00'),
  days: 3,
  stations: ['bergen-1', 'bergen-2'],
  random,
})

beforeAll(async () => {
  await prepareWorld(once.batch)
  await prepareWorld(often.batch)
  await receive(once.batch, passageFile(lines))
  await acceptAll(once.batch)
  await rateAll(once.batch, (await readTariffs(once.batch)).tariffs)
}, 120_000)

test('one file twenty times, in two processes at once, split and shuffled, ends where importing it once ends', {
  timeout: 180_000,
}, async () => {
  for (let time = 0; time < 20; time++) {
    const order = time === 0 ? lines : shuffled(lines)
    const parts = time % 3 === 0 ? [order] : split(order, 1 + (time % 5))
    for (const [i, part] of parts.entries())
      await receive(often.batch, passageFile(part, { number: `${time}-${i}`, eol: time % 2 ? '\r\n' : '\n' }))
    if (time % 5 !== 4) continue
    const workers = ['import', 'import', 'rating', 'rating'].map((stage, i) =>
      startWorker({ stage: stage as 'import', url: often.urlFor('batch'), name: `again-${time}-${i}` }),
    )
    const ends = await Promise.all(workers.map((worker) => worker.gone))
    expect(ends.map((end) => end.stderr)).toEqual(['', '', '', ''])
  }
  await rateAll(often.batch, (await readTariffs(often.batch)).tariffs)
  expect(await stateHash(often.batch)).toBe(await stateHash(once.batch))
  expect((await verify(often.batch, { now: NOW })).broken).toEqual([])
  const [counts] =
    await often.batch`select sum(accepted_count)::int as accepted, sum(duplicate_count)::int as duplicate, sum(rejected_count)::int as rejected from passage_file`
  expect(counts).toEqual({ accepted: LINES, duplicate: 19 * LINES, rejected: 0 })
})

test('one changed line in an otherwise known file books exactly that line', async () => {
  const [before] = await once.batch<{ n: number }[]>`select count(*) as n from charge`
  const changed = lines.with(700, lines[700]!.replace(/^P;\d+/, `P;${LINES + 1}`))
  await receive(once.batch, passageFile(changed, { number: 'changed' }))
  await acceptAll(once.batch)
  await rateAll(once.batch, (await readTariffs(once.batch)).tariffs)
  const [after] = await once.batch<{ n: number }[]>`select count(*) as n from charge`
  expect(after!.n).toBe(before!.n + 1)
})

function shuffled(of: readonly string[]): string[] {
  const copy = [...of]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
  }
  return copy
}

function split(of: readonly string[], parts: number): string[][] {
  const size = Math.ceil(of.length / parts)
  return Array.from({ length: parts }, (_, i) => of.slice(i * size, (i + 1) * size))
}
