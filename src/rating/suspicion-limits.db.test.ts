import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { importTariffs } from './import-tariffs.ts'
import { readSuspicionLimits, readTariffs } from './read-tariffs.ts'

const database = testDatabase()

test('the limits are loaded with the tariffs, and read with them, once', async () => {
  expect((await readTariffs(database.batch)).tariffs.suspicion).toBeUndefined()
  await importTariffs(database.batch, 'data', { now: NOW })
  await importTariffs(database.batch, 'data', { now: NOW + 1 })
  const [row, ...more] = await readSuspicionLimits(database.batch)
  expect(row).toMatchObject({ from: '2015-01-01', value: { samePlateSeconds: 5 } })
  expect(more).toEqual([])
  const read = await readTariffs(database.batch)
  expect(read.tariffs.suspicion!.lookBackMs).toBe(7_200_000)
  expect(
    [...read.tariffs.suspicion!.places.values()].filter(({ position }) => position).length,
  ).toBeGreaterThan(200)
  expect(await readTariffs(database.batch, read)).toBe(read)
  // What is loaded otherwise is seen by a worker that has read it before.
  await database.owner`update suspicion_limits set value = value || '{"lookBackMinutes": 60}'`
  expect((await readTariffs(database.batch, read)).tariffs.suspicion!.lookBackMs).toBe(3_600_000)
})
