import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { osloDay } from '#core/oslo.ts'
import { inTransaction } from '#db/connection.ts'
import { saveSuspicionLimits } from '#rating/store-tariffs.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { ratingWorld } from '#test/rating-world.ts'
import { createJobs } from './create-jobs.ts'
import { readTerms } from './read-terms.ts'

const database = testDatabase()

test('what was charged since the morning’s parking is looked at before the scheduled run invoices it', async () => {
  const world = await ratingWorld(database.batch)
  const value = {
    samePlateSeconds: 5,
    speedKmhMax: 200,
    clockSecondsMax: 30,
    lookBackMinutes: 120,
    hourPassagesMax: 3,
    dayPassagesMax: 200,
    monthTimesMax: 10,
    monthFloorOre: 300_000,
  }
  await inTransaction(database.batch, (tx) =>
    saveSuspicionLimits(tx, [{ from: '2019-01-01', source: 'test', value }], NOW),
  )
  const terms = await readTerms(join(import.meta.dirname, '../../data'))
  const atOnce = { steps: [], latest: { days: 0 } }
  const triggers = (['agreements', 'owners'] as const).map((of) => ({
    issuer: 'all',
    from: '2015-01-01',
    source: 'test',
    value: atOnce,
    of,
  }))
  const jobs = createJobs({
    db: database.batch,
    newId: randomUUID,
    home: '',
    minSideUrl: 'https://minside.example',
    terms: { ...terms, invoicing: { ...terms.invoicing, triggers } },
  })
  const at = { day: osloDay(NOW), now: NOW }
  expect(await jobs.park(at)).toBe('0 parked or freed')
  await world.deliver([0, 10, 20, 30].map((m) => ({ at: `2019-12-02T12:${m + 10}:00+01:00`, vehicle: 0 })))
  await world.deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 1 }])
  expect(await jobs.invoice(at)).toMatch(/^1 invoices/)
  const invoiced = await database.owner`select agreement_id as id from invoice`
  expect(invoiced).toEqual([{ id: world.vehicles[1]!.agreementId }])
})

test('whoever sees to the runs is told that claims wait for a refused bank file', async () => {
  await database.owner`
    insert into refused_payment_file (sha256, name, because, state, refused_at) values ('x', 'X', 'bad-header', 'refused', ${NOW})`
  const jobs = createJobs({
    db: database.batch,
    newId: randomUUID,
    home: await mkdtemp(join(tmpdir(), 'brikke-')),
    minSideUrl: 'https://minside.example',
    terms: await readTerms(join(import.meta.dirname, '../../data')),
  })
  const at = { day: osloDay(NOW), now: NOW }
  for (const job of ['remind', 'tell-collector'] as const)
    expect(await jobs[job](at)).toMatchObject({
      outcome: expect.stringContaining('some wait for 1 refused bank files'),
      differences: 1,
    })
})
