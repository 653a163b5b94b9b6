import { describe, expect, test } from 'vitest'
import { asParty, connect } from '#db/connection.ts'
import { testDatabase } from './database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from './world.ts'

/** What anybody may check the books by, in this order. It is a contract: nothing is renamed, moved or put between. */
const CONTRACT = {
  import_file: 'id kind sha256 declared_count declared_sum_ore state',
  rejected_record: 'id file_id line_number reason amount_ore',
  passage: 'id file_id source source_ref station hour_group passed_at plate tag_id state received_at',
  tag_assignment: 'id tag_id plate agreement_id valid',
  agreement: 'id party_id kind deletes_passages parked',
  charge:
    'id kind passage_id agreement_id tariff_ore amount_ore vat_ore hour_group window_start month_oslo reverses created_at',
  ledger_txn: 'id kind ref_id',
  posting: 'id txn_id account agreement_id amount_ore',
  account_balance: 'account agreement_id balance_ore',
  invoice: 'id series invoice_number kid agreement_id kind total_ore state issued_at due_on credited_by',
  invoice_line: 'id invoice_id charge_id amount_ore',
  payment: 'id file_id record_number bank_ref kid amount_ore',
  allocation: 'id payment_id invoice_id amount_ore',
  dunning_step: 'id invoice_id step sent_at deadline_at',
  dispute: 'id invoice_id opened_at closed_at',
  outbox: 'id dedupe_key kind ref_id sent_at',
  staff_access: 'id staff party_id case_id reason at',
  user_agreement: 'user_id agreement_id proof proof_at revoked_at',
} as const

const BUILT = Object.entries(CONTRACT)

const db = testDatabase()

describe('the audit contract', () => {
  test.each(BUILT)('audit.%s has its columns, in order', async (view, columns) => {
    const rows = await db.owner<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'audit' and table_name = ${view} order by ordinal_position`
    expect(rows.map(({ name }) => name).join(' ')).toBe(columns)
  })

  test('money is whole øre, instants have their zone, and nothing else is in the schema', async () => {
    const columns = await db.owner<{ view: string; name: string; type: string }[]>`
      select table_name as view, column_name as name, data_type as type
      from information_schema.columns where table_schema = 'audit'`
    expect(columns.filter(({ name, type }) => name.endsWith('_ore') && type !== 'bigint')).toEqual([])
    const instants = columns.filter(
      ({ name }) => name.endsWith('_at') || name === 'at' || name === 'window_start',
    )
    expect(instants.filter(({ type }) => type !== 'timestamp with time zone')).toEqual([])
    expect(new Set(columns.map(({ view }) => view))).toEqual(new Set(BUILT.map(([view]) => view)))
  })

  test('business time in it is the value handed in, never the clock of the server', async () => {
    const views = await db.owner<{ view: string; definition: string }[]>`
      select viewname as view, definition from pg_views where schemaname = 'audit'`
    expect(views.filter(({ definition }) => /\bnow\(\)|current_|clock_timestamp/i.test(definition))).toEqual(
      [],
    )
  })
})

describe('the auditor', () => {
  test.each(BUILT)('reads audit.%s', async (view) => {
    await expect(db.auditor.unsafe(`select * from audit.${view} limit 1`)).resolves.toBeDefined()
  })

  test('sees everybody’s rows, though the tables beneath have row security', async () => {
    const { partyId } = await someoneWithAToll(1)
    const seen = await db.auditor`select id from audit.agreement where party_id = ${partyId}`
    expect(seen).toHaveLength(1)
    const passages = await db.auditor<{ state: string }[]>`select state from audit.passage`
    expect(passages.map(({ state }) => state)).toContain('charged')
  })

  test('can do nothing else, on any table', async () => {
    const granted = await db.owner`
      select n.nspname, c.relname, p.privilege from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p (privilege)
      where n.nspname in ('public', 'audit') and c.relkind in ('r', 'p', 'v', 'm')
        and has_table_privilege('brikke_auditor', c.oid, p.privilege)
        and not (n.nspname = 'audit' and p.privilege = 'select')`
    expect([...granted]).toEqual([])
    await expect(db.auditor`select * from party`).rejects.toMatchObject(DENIED)
    await expect(db.auditor`insert into audit.ledger_txn (id) values (1)`).rejects.toMatchObject({
      severity: 'ERROR',
    })
    await expect(db.auditor`create table mine (id int)`).rejects.toMatchObject(DENIED)
  })
})

describe('the role of the pages', () => {
  test.each(['brikke_batch', 'brikke_owner', 'brikke_auditor', 'postgres'])(
    'cannot become %s',
    async (role) => {
      await expect(db.app.unsafe(`set role ${role}`)).rejects.toMatchObject(DENIED)
    },
  )

  test('cannot change the books', async () => {
    await expect(db.app`update posting set amount_ore = 1`).rejects.toMatchObject(DENIED)
    await expect(db.app`delete from posting`).rejects.toMatchObject(DENIED)
    await expect(db.app`delete from charge`).rejects.toMatchObject(DENIED)
    await expect(db.app`update invoice set state = 'paid'`).rejects.toMatchObject(DENIED)
  })

  test('sees nobody’s rows without a party, and one party’s with it', async () => {
    const one = await someoneWithAToll(2)
    const other = await someoneWithAToll(3)
    for (const table of ['agreement', 'passage', 'charge', 'tag_assignment']) {
      expect([...(await db.app.unsafe(`select party_id from ${table}`))]).toEqual([])
    }
    expect([...(await db.app`select id from party`)]).toEqual([])
    const seen = await asParty(db.app, [one.partyId], (tx) => tx<{ id: number }[]>`select id from party`)
    expect(seen.map(({ id }) => id)).toEqual([one.partyId])
    const charges = await asParty(
      db.app,
      [one.partyId],
      (tx) => tx<{ party_id: number }[]>`select party_id from charge`,
    )
    expect(charges.map((row) => row.party_id)).toEqual([one.partyId])
    expect(other.partyId).not.toBe(one.partyId)
  })

  test('is forgotten when the transaction ends, so that the next page of a connection sees nothing', async () => {
    const { partyId } = await someoneWithAToll(4)
    const connection = connect(db.urlFor('app'), { name: 'test-one-connection', max: 1 })
    try {
      expect(await asParty(connection, [partyId], (tx) => tx`select id from party`)).toHaveLength(1)
      expect([...(await connection`select id from party`)]).toEqual([])
    } finally {
      await connection.end()
    }
  })

  test('meets row security, forced, on each table it reads that has a party', async () => {
    const open = await db.owner<{ table: string }[]>`
      select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and has_table_privilege('brikke_app', c.oid, 'select')
        and (c.relname = 'party' or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'party_id' and not a.attisdropped))
        and not (c.relrowsecurity and c.relforcerowsecurity)`
    expect(open.map(({ table }) => table).filter((table) => !(table in READ_BY_USER))).toEqual([])
  })

  test('cannot go round row security by a partition', async () => {
    const readable = await db.owner<{ table: string }[]>`
      select relname as table from pg_class where relispartition and relkind = 'r'
        and has_table_privilege('brikke_app', oid, 'select')`
    expect([...readable]).toEqual([])
  })
})

describe('the role of imports and runs', () => {
  test('adds to the books and never changes them', async () => {
    await expect(db.batch`update posting set amount_ore = 1`).rejects.toMatchObject(DENIED)
    await expect(db.batch`delete from posting`).rejects.toMatchObject(DENIED)
    await expect(db.batch`update charge set amount_ore = 1`).rejects.toMatchObject(DENIED)
    await expect(db.batch`update invoice set total_ore = 1`).rejects.toMatchObject(DENIED)
    await expect(db.batch`create table mine (id int)`).rejects.toMatchObject(DENIED)
  })
})

const READ_BY_USER: Record<string, string> = {
  app_user: 'says who somebody logged in is as a customer, and so is read before a party can be named',
  user_agreement: 'says which parties somebody logged in may see, so it is read before a party can be named',
}

/** insufficient_privilege */
const DENIED = { code: '42501' }

async function someoneWithAToll(number: number) {
  const company = await aCompany(db.batch, { id: number, code: `c${number}`, name: `Company ${number}` })
  const partyId = await aPerson(db.batch, { name: `Person ${number}` })
  const agreement = await anAgreement(db.batch, { partyId, issuerId: company.id })
  const { vehicleId } = await aVehicle(db.batch, {
    plate: `EK1234${number}`,
    agreementId: agreement.id,
    partyId,
  })
  const stationId = await aStation(db.batch, { chargerId: company.id, code: `s${number}`, name: 'Station' })
  const at = '2019-11-05T10:00:00Z'
  await aToll(db.batch, { partyId, agreementId: agreement.id, vehicleId, stationId, at, amount: 2200 })
  return { partyId }
}
