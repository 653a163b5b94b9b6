import { beforeAll, expect, inject, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { killWorkers } from './kills.ts'
import { connectAdmin, prepareWorld } from './scenario.ts'

const db = testDatabase()
beforeAll(() => prepareWorld(db.batch))

test('a worker killed at random moments loses nothing and doubles nothing', {
  timeout: 300_000,
}, async () => {
  const admin = connectAdmin(inject('postgresUrl'))
  const report = await killWorkers({
    kills: 30,
    seed: 30,
    url: db.urlFor('batch'),
    admin,
    batch: db.batch,
    say: () => {},
  })
  await admin.end()
  const share = report.inTransaction / report.kills
  console.log(
    `${report.kills} kills, ${report.inTransaction} (${Math.round(share * 100)} %) inside an open transaction: ${JSON.stringify(report.perStage)}`,
  )
  expect(report.broken).toEqual([])
  expect(report.lost).toBe(0)
  expect(report.unfinished).toBe(0)
  expect(share).toBeGreaterThanOrEqual(0.8)
})
