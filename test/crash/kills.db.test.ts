import { beforeAll, expect, inject, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { killWorkers } from './kills.ts'
import { connectAdmin, prepareWorld, type Stage } from './scenario.ts'

const db = testDatabase()
const pricing = testDatabase()
beforeAll(() => Promise.all([prepareWorld(db.batch), prepareWorld(pricing.batch)]))

test('a worker killed at random moments of all its work loses nothing and doubles nothing', {
  timeout: 300_000,
}, async () => {
  await survives(db, { kills: 30, seed: 30 })
})

test('a worker killed while it rates, rates again or puts right for many leaves books that hold each time', {
  timeout: 300_000,
}, async () => {
  await survives(pricing, { kills: 30, seed: 31, stages: ['rating', 'correction'], verifyEach: true })
})

async function survives(
  on: typeof db,
  of: { kills: number; seed: number; stages?: readonly Stage[]; verifyEach?: boolean },
): Promise<void> {
  const admin = connectAdmin(inject('postgresUrl'))
  const report = await killWorkers({ ...of, url: on.urlFor('batch'), admin, batch: on.batch, say: () => {} })
  await admin.end()
  const share = report.inTransaction / report.kills
  console.log(
    `${report.kills} kills, ${report.inTransaction} (${Math.round(share * 100)} %) inside an open transaction: ${JSON.stringify(report.perStage)}`,
  )
  expect(report.broken).toEqual([])
  expect(report.lost).toBe(0)
  expect(report.unfinished).toBe(0)
  expect(share).toBeGreaterThanOrEqual(0.8)
}
