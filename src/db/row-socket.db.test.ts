import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'

const db = testDatabase()

test('a connection hands the rows of a COPY on together, every byte of them', async () => {
  const rows = 20_000
  const stream = await db.batch`copy (select n from generate_series(1, 20000) as n) to stdout`.readable()
  const pieces: string[] = []
  for await (const piece of stream) pieces.push(String(piece))
  expect(pieces.join('')).toBe(Array.from({ length: rows }, (_, i) => `${i + 1}\n`).join(''))
  expect(pieces.length).toBeLessThan(rows / 10)
})
