import { osloMonth } from '#core/oslo.ts'
import type { Db, Tx } from '#db/connection.ts'
import { NOW } from '#test/passages.ts'
import { MONTH } from './rating-data.ts'

/** How far a copy's numbers lie below those it was copied from. */
const STEP = 1_000_000_000

const TABLES = [
  'passage',
  'passage_key',
  'charge',
  'uncharged_passage',
  'posting',
  'rating_checkpoint',
  'balance',
]

/**
 * Fills earlier months with the measured one, already rated: copy number `k` lies k × 31 days before it, so that no two
 * overlap. Erased, held and ended passages are left out.
 */
export async function addHistory(owner: Db, of: { from: number; to: number }): Promise<void> {
  await owner`
    create table bench_source as
    select p.party_id, p.id, p.month_on, p.passed_at, p.charger_id, p.sequence, c.id as charge_id
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
    where p.month_on = ${MONTH.on} and not p.erased and p.ended_because is null
      and (c.id is not null or u.state = 'free')`
  await owner`analyze bench_source`
  await owner`
    select ensure_month(month::date)
    from generate_series(date_trunc('month', ${MONTH.on}::timestamp - ${of.to}::int * interval '31 days'),
                         ${MONTH.on}::timestamp, interval '1 month') as month`
  const copies = Array.from({ length: of.to - of.from + 1 }, (_, i) => of.from + i)
  // Two at a time: the machine has two cores.
  const work = async () => {
    for (let k = copies.shift(); k !== undefined; k = copies.shift()) await copyMonth(owner, k)
  }
  await Promise.all([work(), work()])
  await sumBalances(owner)
  await owner`drop table bench_source`
  await owner.unsafe(`vacuum analyze ${TABLES.join(', ')}`)
}

async function copyMonth(owner: Db, k: number): Promise<void> {
  await owner.begin(async (begun) => {
    const tx = begun as unknown as Tx
    // Whole months against whole months.
    await tx`set local enable_nestloop = off`
    await tx`set local work_mem = '128MB'`
    await makeFiles(tx, k)
    for (const { table, where, changed, ifTwice = '' } of copiedTables(k)) {
      const columns = await columnsOf(tx, table)
      const values = columns.map((column) => changed[column] ?? `t.${column}`)
      await tx.unsafe(
        `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} t ${where} ${ifTwice}`,
      )
    }
  })
}

/** A file of each charger, that declares what is copied of it. */
async function makeFiles(tx: Tx, k: number): Promise<void> {
  await tx`
    create temp table copied_file on commit drop as
    select charger_id, count(*) as n, nextval(pg_get_serial_sequence('passage_file', 'id')) as id
    from bench_source group by 1`
  await tx`
    insert into passage_file (id, public_id, charger_id, file_number, sha256, state, declared_count, accepted_count, received_at, closed_at)
    overriding system value
    select id, gen_random_uuid(), charger_id, ${`history-${k}`}, 'history', 'closed', n, n, '2019-11-01', '2019-11-01'
    from copied_file`
}

type Copied = {
  readonly table: string
  readonly where: string
  readonly changed: Record<string, string>
  readonly ifTwice?: string
}

/** What of a table is copied, and which columns become others. */
function copiedTables(k: number): Copied[] {
  const earlier = (column: string) => `${column} - ${k} * interval '31 days'`
  const monthOf = (column: string) =>
    `date_trunc('month', (${earlier(column)}) at time zone 'Europe/Oslo')::date`
  const below = (column: string) => `t.${column} - ${k * STEP}::bigint`
  const source = `join bench_source s on s.party_id = t.party_id and s.month_on = t.month_on`
  const files = `join copied_file f on f.charger_id = t.charger_id`
  const measured = `where t.month_on = '${MONTH.on}'`
  const ofPassage = { month_on: monthOf('s.passed_at'), passage_id: below('passage_id') }
  const inKeys = (column: string) => `replace(t.${column}, '${MONTH.on}', (${monthOf('t.rated_to')})::text)`
  return [
    {
      table: 'passage',
      where: `${source} and s.id = t.id ${files} ${measured}`,
      changed: {
        id: below('id'),
        month_on: monthOf('t.passed_at'),
        file_id: 'f.id',
        sequence: below('sequence'),
        passed_at: earlier('t.passed_at'),
        received_at: earlier('t.received_at'),
        replaces_passage_id: 'null',
      },
    },
    {
      table: 'passage_key',
      where: `join bench_source s on s.charger_id = t.charger_id and s.sequence = t.sequence ${files}`,
      changed: {
        sequence: below('sequence'),
        passage_id: below('passage_id'),
        month_on: monthOf('s.passed_at'),
        file_id: 'f.id',
      },
    },
    {
      table: 'charge',
      where: `${source} and s.charge_id = t.id ${measured}`,
      changed: {
        ...ofPassage,
        id: below('id'),
        window_start: earlier('t.window_start'),
        created_at: earlier('t.created_at'),
      },
    },
    {
      table: 'uncharged_passage',
      where: `${source} and s.id = t.passage_id ${measured}`,
      changed: ofPassage,
    },
    {
      table: 'posting',
      where: `join bench_source s on s.party_id = t.party_id and s.charge_id = t.ref_id
              where t.kind = 'charge' and t.month_on = '${osloMonth(NOW)}'`,
      changed: {
        id: below('id'),
        ref_id: below('ref_id'),
        // Booked in the month of the passages.
        month_on: monthOf('s.passed_at'),
        booked_at: earlier('t.booked_at'),
      },
    },
    {
      table: 'rating_checkpoint',
      where: measured,
      // An October has an hour more than 31 days, and two copies of one vehicle may end in it.
      ifTwice: 'on conflict do nothing',
      changed: {
        month_on: monthOf('t.rated_to'),
        rated_to: earlier('t.rated_to'),
        resume_at: earlier('t.resume_at'),
        open_until: earlier('t.open_until'),
        counts_before: inKeys('counts_before'),
        counts_after: inKeys('counts_after'),
      },
    },
  ]
}

async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`
  return rows.map((row) => row.name)
}

/** The balances anew from the postings: one statement instead of one a copy. */
async function sumBalances(owner: Db): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local work_mem = '256MB'`
    await tx`delete from balance`
    await tx`
      insert into balance (party_id, agreement_id, account, balance_ore)
      select party_id, agreement_id, account, sum(amount_ore) from (
        select party_id, agreement_id, to_account as account, amount_ore from posting
        union all select party_id, agreement_id, from_account, -amount_ore from posting) s
      where account in ('receivable', 'customer-credit') group by 1, 2, 3`
  })
}
