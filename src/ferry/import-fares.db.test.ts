import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { fareRows, legIdOf } from '#test/ferry.ts'
import { importFares } from './import-fares.ts'
import { readFareRows, readFares } from './read-fares.ts'
import type { FerryRows } from './rows.ts'
import { saveFares } from './store-fares.ts'

const db = testDatabase()
const DATA = join(import.meta.dirname, '..', '..', 'data')
const NOW = Date.parse('2019-12-10T08:00:00+01:00')

test('the files are loaded as they are, once, and pages may read them', async () => {
  const first = await importFares(db.batch, DATA, { now: NOW })
  expect(first).toMatchObject({ connections: 112, changed: true })
  expect(sorted(await readFareRows(db.app))).toEqual(sorted(fareRows()))

  const before = await readFares(db.app)
  expect(await importFares(db.batch, DATA, { now: NOW + 1 })).toMatchObject({ changed: false })
  expect(await readFares(db.app, before)).toBe(before)
})

test('a leg keeps its number when its fares change, and what the files no longer have goes', async () => {
  await importFares(db.batch, DATA, { now: NOW })
  const rows = fareRows()
  const before = (await readFares(db.batch)).rules
  const others: FerryRows = {
    ...rows,
    legs: rows.legs
      .toReversed()
      .map((leg) => (leg.code === 'anda-lote' ? { ...leg, name: 'Lote–Anda' } : leg)),
    fares: rows.fares.filter((fare) => fare.table_code !== 'anda-lote-example'),
  }
  await db.batch.begin((tx) => saveFares(tx as never, others, { sha256: 'another', at: NOW }))
  const after = (await readFares(db.batch)).rules
  const id = legIdOf(before, 'anda-lote')
  expect(legIdOf(after, 'anda-lote')).toBe(id)
  expect(after.legs.get(id)).toMatchObject({ name: 'Lote–Anda' })
  expect(after.legs.get(id)?.fares.find((t) => t.value.code === 'anda-lote-example')?.value.groups.size).toBe(
    0,
  )
})

/** Two that hold the same rows are the same, in whatever order. */
function sorted(rows: FerryRows): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(rows).map(([kind, list]) => [
      kind,
      list.map((row) => JSON.stringify(inOrder(row))).sort(),
    ]),
  )
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]))
}
