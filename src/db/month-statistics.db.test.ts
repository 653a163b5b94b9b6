import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { ensureMonths } from './months.ts'

const database = testDatabase()

beforeAll(async () => {
  await ensureMonths(database.batch, ['2031-05-01'])
  await database.owner`
    insert into charge (id, month_on, party_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, because, leg_name, created_at)
    select n, '2031-05-01', n % 40, 1, 1, 'toll', n, n, '[]', 'A–B', '2031-05-02T10:00:00Z' from generate_series(1, 500) n`
  await database.owner`
    insert into passage (id, month_on, party_id, vehicle_id, file_id, charger_id, sequence, station_id, lane, passed_at, read_by,
                         picture_ref, received_at)
    select n, '2031-05-01', n % 40, n % 50, 1, 1, n, n % 9, '1', '2031-05-02T10:00:00Z', 'tag', n::text, '2031-05-02T10:00:00Z'
    from generate_series(1, 500) n`
  await database.owner`
    insert into posting (id, month_on, party_id, issuer_id, kind, ref_id, from_account, to_account, amount_ore, booked_at)
    select n, '2031-05-01', n % 40, 1, 'charge', n, 'toll-payable', 'receivable', n, '2031-05-02T10:00:00Z'
    from generate_series(1, 500) n`
  await database.owner`
    insert into passage_key (charger_id, sequence, content_digest, passage_id, file_id)
    select 1, n, n::text, n, 1 from generate_series(1, 500) n`
  await database.owner`
    insert into rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before,
                                   counts_after)
    select n, n, 0, '2031-05-01', '2031-05-02', '2031-05-02', '2031-05-02', n::text, n::text from generate_series(1, 500) n`
})

/** What ANALYZE left of each of the table's columns. */
async function analyzed(table: string): Promise<readonly string[]> {
  await database.owner.unsafe(`analyze ${table}`)
  const rows = await database.owner<
    { attname: string }[]
  >`select attname from pg_stats where tablename = ${table}`
  return rows.map((row) => row.attname)
}

test.each([
  {
    table: 'passage_2031_05',
    asked: [
      'party_id',
      'id',
      'vehicle_id',
      'passed_at',
      'received_at',
      'station_id',
      'read_by',
      'ended_because',
    ],
    not: ['lane', 'picture_ref', 'plate_certainty', 'class_seen', 'plate_read'],
  },
  {
    table: 'charge_2031_05',
    asked: [
      'party_id',
      'id',
      'passage_id',
      'agreement_id',
      'kind',
      'amount_ore',
      'created_at',
      'reversed_by',
    ],
    not: [
      'because',
      'hour_group',
      'window_start',
      'tariff_ore',
      'vat_percent',
      'vat_ore',
      'leg_name',
      'departs_at',
      'plate',
    ],
  },
  {
    table: 'posting_2031_05',
    asked: ['party_id', 'kind', 'ref_id', 'from_account', 'to_account', 'booked_at'],
    not: ['amount_ore'],
  },
  { table: 'passage_key', asked: ['charger_id', 'sequence', 'passage_id'], not: ['content_digest'] },
  {
    table: 'rating_checkpoint',
    asked: ['vehicle_id', 'party_id', 'agreement_id', 'month_on'],
    not: ['rated_to', 'resume_at', 'open_until', 'counts_before', 'counts_after'],
  },
])('$table has statistics of what is asked by, and of nothing else', async ({ table, asked, not }) => {
  const columns = await analyzed(table)
  expect(columns).toEqual(expect.arrayContaining(asked))
  expect(columns.filter((column) => not.includes(column))).toEqual([])
})

test('ANALYZE reads no more of a month to come, or of what grows with it, than thirty of the commonest values need', async () => {
  const sampled = await database.owner<{ name: string; most: number }[]>`
    select c.relname as name, max(coalesce(a.attstattarget, 100))::int as most
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attnum > 0 and not a.attisdropped
      and c.relname in ('passage_2031_05', 'charge_2031_05', 'posting_2031_05', 'passage_key', 'rating_checkpoint', 'balance', 'due')
    group by 1`
  expect(sampled).toHaveLength(7)
  expect(sampled.filter(({ most }) => most !== 30)).toEqual([])
})
