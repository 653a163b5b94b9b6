import { expect, inject, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { killMoneyWorkers } from './money-kills.ts'
import { connectAdmin, MONEY_STAGES } from './scenario.ts'

const database = testDatabase()
const KILLS = 30
/** The trial kills them as often as the others. */
const FEWER_KILLS = 12

test('killed in the invoice run, the direct debits, the payment import, dunning, the payouts and the ferry accounts, the money loop loses no number and says nothing twice differently', {
  timeout: 400_000,
}, async () => {
  const admin = connectAdmin(inject('postgresUrl'))
  const report = await killMoneyWorkers({
    kills: KILLS,
    fewerKills: FEWER_KILLS,
    seed: 4,
    customers: 250,
    url: database.urlFor('batch'),
    admin,
    owner: database.owner,
    batch: database.batch,
    say: () => {},
  })
  await admin.end()
  const share = report.inTransaction / report.kills
  console.log(
    `${report.kills} kills, ${report.inTransaction} (${Math.round(share * 100)} %) inside an open transaction: ${JSON.stringify(report.perStage)}, given up: ${JSON.stringify(report.decided)}`,
  )
  for (const stage of MONEY_STAGES)
    expect(report.perStage[stage]).toBeGreaterThanOrEqual(
      ['payouts', 'ferry'].includes(stage) ? FEWER_KILLS : KILLS,
    )
  for (const decided of ['credited', 'taken-back', 'undone', 'lost VAT'])
    expect([decided, (report.decided[decided] ?? 0) > 0]).toEqual([decided, true])
  expect(report.broken).toEqual([])
  expect(report.changed).toEqual([])
  expect(report.lost).toBe(0)
  expect(share).toBeGreaterThanOrEqual(0.8)
})
