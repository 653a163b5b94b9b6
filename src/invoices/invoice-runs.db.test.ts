import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { type InvoiceRun, issueInvoices } from './issue-invoices.ts'

const database = testDatabase()
const terms = {
  dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
  triggers: [],
  creditAfter: [],
}

function run(over: Partial<InvoiceRun> = {}) {
  const now = Date.parse('2019-12-10T07:00:00Z')
  return issueInvoices(database.batch, {
    asOf: '2019-12-10',
    now,
    newId: randomUUID,
    terms,
    of: 'everything',
    ...over,
  })
}

beforeEach(async () => {
  await database.owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, agreement, party, company
    restart identity cascade`
  await aCompany(database.owner)
  await aCompany(database.owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
})

/** `count` agreements with one to four tolls each, shared between two issuers. */
async function manyDrivers(count: number) {
  await database.owner`
    insert into party (public_id, kind, name, email) select gen_random_uuid(), 'person', 'Kunde ' || n, 'k' || n || '@example.org'
    from generate_series(1, ${count}) n`
  await database.owner`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, valid_from, terms_version)
    select gen_random_uuid(), id, 1 + id % 2, 'A' || id, 'main', '2019-01-15', '2019-01-15' from party`
  await database.owner`select ensure_month('2019-11-01')`
  await database.owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, because, created_at)
    select 1000 * a.id + n, '2019-11-01', a.party_id, a.id, a.issuer_id, 1, 'toll', 2000, 1000 + 10 * n, '[]', '2019-11-05T08:00:00Z'
    from agreement a cross join generate_series(1, 1 + a.id % 4) n`
}

/** The things that must hold whatever happened: I8, I9 and I11. */
async function expectSoundBooks() {
  const [gaps] = await database.auditor`
    select count(*)::int as n from (select series from audit.invoice group by series
      having min(invoice_number) <> 1 or max(invoice_number) <> count(*) or count(distinct invoice_number) <> count(*)) g`
  const [sums] = await database.auditor`
    select count(*)::int as n from audit.invoice i
    where total_ore <> (select sum(amount_ore) from audit.invoice_line l where l.invoice_id = i.id)`
  const [lines] = await database.auditor`
    select count(*)::int as n from audit.invoice_line l join audit.charge c on c.id = l.charge_id where c.amount_ore <> l.amount_ore`
  const [mails] = await database.auditor`
    select count(*)::int as n from audit.invoice i where not exists (select from audit.outbox o where o.dedupe_key = 'invoice:' || i.id)`
  expect([gaps?.n, sums?.n, lines?.n, mails?.n]).toEqual([0, 0, 0, 0])
  const series = await database.owner`
    select s.last_number, (select max(invoice_number) from invoice i where i.issuer_id = s.issuer_id) as highest from invoice_series s`
  for (const one of series) expect(one.last_number).toBe(one.highest)
}

const chargedTotal = async () =>
  (await database.owner`select sum(amount_ore)::bigint as sum, count(*)::int as n from charge`)[0]
const invoicedTotal = async () =>
  (await database.owner`select sum(amount_ore)::bigint as sum, count(*)::int as n from invoice_line`)[0]

describe('several runs over three hundred agreements', () => {
  test('four at once give each agreement one invoice and leave no gap', async () => {
    await manyDrivers(300)
    const runs = await Promise.all([1, 2, 3, 4].map(() => run({ batchSize: 7 })))
    expect(runs.reduce((sum, r) => sum + r.issued, 0)).toBe(300)
    expect(runs.filter((r) => r.issued > 0).length).toBeGreaterThan(1)
    expect(await invoicedTotal()).toEqual(await chargedTotal())
    const [perAgreement] = await database.owner`select count(distinct agreement_id)::int as n from invoice`
    expect(perAgreement?.n).toBe(300)
    await expectSoundBooks()
  })

  test('one that dies with numbers in its hand loses nothing and leaves no gap', async () => {
    await manyDrivers(300)
    let ids = 0
    // The numbers are taken before the ids: dying here is dying with them.
    const dying = () => {
      if (++ids > 130) throw new Error('killed')
      return randomUUID()
    }
    await expect(run({ batchSize: 50, newId: dying })).rejects.toThrow('killed')
    const [halfway] = await database.owner`select count(*)::int as n from invoice`
    expect(halfway?.n).toBe(100)
    await expectSoundBooks()
    expect((await run({ batchSize: 50 })).issued).toBe(200)
    expect(await invoicedTotal()).toEqual(await chargedTotal())
    await expectSoundBooks()
  })

  test('one that dies between two transactions is followed by one that goes on', async () => {
    await manyDrivers(300)
    const onProgress = () => {
      throw new Error('killed')
    }
    await expect(run({ batchSize: 90, onProgress })).rejects.toThrow('killed')
    const rest = await run({ batchSize: 90 })
    expect(rest.issued).toBe(210)
    expect(await invoicedTotal()).toEqual(await chargedTotal())
    await expectSoundBooks()
  })
})
