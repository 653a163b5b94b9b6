import { describe, expect, test } from 'vitest'
import { testDatabase } from './database.ts'

/**
 * The tables that grow with the traffic could be spread over several servers by customer or owner: on Citus every key
 * and foreign key of such a table holds the column it is spread by, and it has no triggers and no row locks that skip.
 */
const SPREAD_BY_PARTY = [
  'passage',
  'charge',
  'posting',
  'balance',
  'uncharged_passage',
  'rating_checkpoint',
  'erased_memory',
  'correction_passage',
] as const

const database = testDatabase()

const forbidden = () => database.owner<{ what: string }[]>`
  with spread as (
    select c.oid, c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${[...SPREAD_BY_PARTY]}))
  select format('%s has no party_id', s.relname) as what from spread s
  where not exists (select from pg_attribute a where a.attrelid = s.oid and a.attname = 'party_id' and a.attnotnull)
  union all
  select format('the unique index %s of %s has no party_id', i.indexrelid::regclass, s.relname)
  from spread s join pg_index i on i.indrelid = s.oid
  where i.indisunique and not exists (
    select from pg_attribute a where a.attrelid = s.oid and a.attname = 'party_id' and a.attnum = any (i.indkey))
  union all
  select format('%s of %s has no party_id', k.conname, s.relname)
  from spread s join pg_constraint k on s.oid in (k.conrelid, k.confrelid)
  where k.contype in ('f', 'x') and not exists (
    select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'party_id' and a.attnum = any (k.conkey))
  union all
  select format('the trigger %s is on %s', t.tgname, s.relname)
  from spread s join pg_trigger t on t.tgrelid = s.oid where not t.tgisinternal
  order by 1`

describe('a table that is spread by party', () => {
  test('has the party in every key, and no trigger', async () => {
    const known = await database.owner<{ relname: string }[]>`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relname = any (${[...SPREAD_BY_PARTY]})`
    expect(known).toHaveLength(SPREAD_BY_PARTY.length)
    expect((await forbidden()).map((row) => row.what)).toEqual([])
  })

  test.each([
    ['a key', 'create unique index elsewhere on balance (agreement_id)'],
    [
      'a foreign key',
      'alter table balance add constraint of_agreement foreign key (agreement_id) references agreement',
    ],
    [
      'a trigger',
      `create function nothing() returns trigger language plpgsql as 'begin return new; end';
       create trigger looks before insert on balance for each row execute function nothing()`,
    ],
  ])('and %s without it is seen', async (_, sql) => {
    await database.owner.begin(async (tx) => {
      await tx.unsafe(sql)
    })
    expect(await forbidden()).toHaveLength(1)
    await database.owner.unsafe(
      'drop index if exists elsewhere; alter table balance drop constraint if exists of_agreement; drop trigger if exists looks on balance; drop function if exists nothing()',
    )
  })
})
