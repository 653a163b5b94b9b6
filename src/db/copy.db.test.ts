import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { inTransaction } from './connection.ts'
import { copyRows, copyText, instantText } from './copy.ts'

const db = testDatabase()

test('rows that break a constraint fail the transaction, and nothing of it stays', {
  timeout: 10_000,
}, async () => {
  const twice = inTransaction(db.batch, (tx) =>
    copyRows(tx, 'passage_key (charger_id, sequence, content_digest, file_id)', ['1\t7\tx\t1', '1\t7\ty\t1']),
  )
  await expect(twice).rejects.toThrow()
  expect(await db.batch`select from passage_key`).toHaveLength(0)
})

test('more rows than one write carries arrive whole, and text with tabs and backslashes as it was', async () => {
  const odd = 'a\tb\\c\nd'
  const rows = Array.from({ length: 12_000 }, (_, i) => `1\t${i}\t${copyText(i === 5_000 ? odd : 'x')}\t1`)
  await inTransaction(db.batch, (tx) =>
    copyRows(tx, 'passage_key (charger_id, sequence, content_digest, file_id)', rows),
  )
  const [row] = await db.batch<{ n: number; odd: string }[]>`
    select count(*) as n, max(content_digest) filter (where sequence = 5000) as odd from passage_key`
  expect(row).toEqual({ n: 12_000, odd })
})

test('an instant is read as it was written, to the millisecond', async () => {
  const instants = [
    '1970-01-01T00:00:00Z',
    '2019-12-31T23:59:59Z',
    '2020-02-29T12:00:00.250Z',
    '1969-12-31T23:59:58Z',
  ].map((text) => Date.parse(text))
  const rows = await db.batch<
    { at: number }[]
  >`select at::timestamptz as at from unnest(${instants.map(instantText)}::text[]) as at`
  expect(rows.map((row) => row.at)).toEqual(instants)
})
