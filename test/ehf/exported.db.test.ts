import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { E_INVOICE_COMMANDS } from '#api/e-invoice-commands.ts'
import { ensureMonths } from '#db/months.ts'
import { dun } from '#dunning/dunning.test-world.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement } from '#test/world.ts'
import { brokenRules } from './rules.ts'

/** Every kind of invoice we can make, charged, invoiced and exported as in an installation; each held to the rules. */
const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
let folder = ''

type Charged = {
  readonly kind: 'toll' | 'fee' | 'correction' | 'prepayment' | 'ferry-fare' | 'ferry-toll'
  readonly amount: number
  readonly vat?: number
}
type Kind = {
  readonly charges: readonly Charged[]
  /** What is put otherwise on the invoice afterwards, and on its lines. */
  readonly over?: string
  readonly lines?: string
  readonly payable: string
  readonly buyer?: string
  /** The passage costs something else than was invoiced; what is owed back is carried until the invoice is due. */
  readonly again?: { readonly amount: number; readonly on: string }
}
const toll = (amount: number): Charged => ({ kind: 'toll', amount })
/** With VAT in it, of so many percent. */
const fare = (amount: number, vat: number): Charged => ({ kind: 'correction', amount, vat })

const KINDS: Readonly<Record<string, Kind>> = {
  'a single line': { charges: [toll(1_960)], payable: '19.60' },
  'tolls, and fares of two rates': {
    charges: [toll(1_960), fare(11_200, 12), fare(12_500, 25)],
    payable: '256.60',
  },
  'a line below nought': { charges: [toll(5_000), { kind: 'correction', amount: -1_250 }], payable: '37.50' },
  zero: {
    charges: [toll(1_960)],
    lines: 'amount_ore = 0, tariff_ore = 0',
    over: `total_ore = 0, state = 'paid'`,
    payable: '0.00',
  },
  'a thousand passages': { charges: Array.from({ length: 1_000 }, () => toll(1_961)), payable: '19610.00' },
  'æøå and what XML holds for itself': {
    charges: [toll(100)],
    payable: '1.00',
    buyer: 'Ærlig & Åge <Øst> AS',
  },
  'part of it paid by credit': { charges: [toll(10_000)], over: 'credit_used_ore = 2500', payable: '75.00' },
  'all of it paid by credit': { charges: [toll(10_000)], over: 'credit_used_ore = 10000', payable: '0.00' },
  'a refill of a ferry account, without a due day': {
    charges: [{ kind: 'prepayment', amount: 50_000 }],
    over: 'due_on = null',
    payable: '500.00',
  },
  'a firm that has its office abroad': {
    charges: [toll(4_400)],
    over: `recipient_country = 'SE', recipient_place = 'Göteborg'`,
    payable: '44.00',
  },
  'ferry trips with their toll parts, beside tolls': {
    charges: [
      { kind: 'ferry-fare', amount: 9_800, vat: 12 },
      { kind: 'ferry-toll', amount: 1_400 },
      { kind: 'ferry-fare', amount: -9_800, vat: 12 },
      toll(1_960),
    ],
    payable: '33.60',
  },
  'a correction of what stood on an earlier invoice': {
    charges: [toll(1_960)],
    again: { amount: 2_960, on: '2019-12-10' },
    payable: '10.00',
  },
  'a correction that the customer is owed': {
    charges: [toll(1_960)],
    again: { amount: 960, on: '2019-12-25' },
    payable: '10.00',
  },
  'an øre of rounding': { charges: [fare(5, 12)], payable: '0.05' },
  'a credit note with fares of two rates': {
    charges: [toll(1_960), fare(11_200, 12), fare(9_805, 25)],
    lines: 'amount_ore = -amount_ore, tariff_ore = -tariff_ore, vat_ore = -vat_ore',
    over: `kind = 'credit-note', due_on = null, total_ore = -total_ore`,
    payable: '229.65',
  },
  'a credit note': {
    charges: [toll(1_960)],
    lines: 'amount_ore = -amount_ore, tariff_ore = -tariff_ore',
    over: `kind = 'credit-note', due_on = null, total_ore = -total_ore`,
    payable: '19.60',
  },
}

/** A correction is the second invoice of its customer. */
const COUNT = Object.values(KINDS).reduce((so, { again }) => so + (again === undefined ? 1 : 2), 0)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-exported-'))
  await aCompany(database.batch, { accountNumber: '12345678903' })
  await database.owner`update company set organisation_number = '923456783'`
  await ensureMonths(database.batch, ['2019-12-01'])
  for (const [name, kind] of Object.entries(KINDS)) await invoiced(name, kind)
})
afterAll(() => rm(folder, { recursive: true }))

async function invoiced(name: string, { charges, over, lines, buyer, again }: Kind): Promise<void> {
  const [party] = await database.batch<{ id: number }[]>`
    insert into party (public_id, kind, name, email, street, postal_code, place, language)
    values (${randomUUID()}, 'organisation', ${buyer ?? name}, 'faktura@firma.example', 'Øvre gate 3', '0150', 'Oslo', 'nb')
    returning id`
  const partyId = party?.id ?? 0
  const { id: agreementId } = await anAgreement(database.batch, { partyId, issuerId: 1 })
  await database.batch`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, vat_percent, vat_ore, because, created_at)
    select nextval('charge_id'), '2019-12-01', ${partyId}, ${agreementId}, 1, 1, c.kind, c.amount, c.amount, coalesce(c.vat, 0),
           round(c.amount * coalesce(c.vat, 0) / (100.0 + coalesce(c.vat, 0))), '[]', ${NOW - 1}
    from jsonb_to_recordset(${JSON.stringify(charges)}::text::jsonb) as c (kind text, amount bigint, vat int)`
  await issue('2019-12-10')
  if (again !== undefined) {
    await rateAgain(partyId, again.amount)
    await issue(again.on)
  }
  if (lines) await database.owner.unsafe(`update invoice_line set ${lines} where party_id = ${partyId}`)
  const set = [`recipient_organisation_number = '987654325'`, over].filter((part) => part !== undefined)
  await database.owner.unsafe(`update invoice set ${set.join(', ')} where party_id = ${partyId}`)
}

const TERMS = new URL('../../data/invoicing.json', import.meta.url)

async function issue(asOf: string): Promise<void> {
  const terms = parseInvoicingTerms(JSON.parse(await readFile(TERMS, 'utf8')))
  await issueInvoices(database.batch, { asOf, now: NOW, newId: randomUUID, terms, of: 'everything' })
}

/** As rating does where a price turns out otherwise: a reversal, and the charge anew, of the same passage. */
async function rateAgain(partyId: number, amount: number): Promise<void> {
  const { owner } = database
  const of = owner`charge c where c.party_id = ${partyId}`
  const like = (over: ReturnType<typeof owner>) => owner`
    insert into charge select (jsonb_populate_record(c, jsonb_build_object('id', nextval('charge_id')) || ${over})).* from ${of} and c.reverses is null`
  await owner`update charge set passage_id = id where party_id = ${partyId}`
  await like(owner`jsonb_build_object('amount_ore', -c.amount_ore, 'reverses', c.id)`)
  await owner`update charge c set reversed_by = r.id from charge r where r.party_id = ${partyId} and r.reverses = c.id and c.party_id = ${partyId}`
  await like(owner`jsonb_build_object('amount_ore', ${amount}::bigint, 'reversed_by', null)`)
}

test('all of them are exported, none breaks a rule, and each asks for what the ledger asks for', async () => {
  const lines: string[] = []
  const at = { db: database.batch, say: (line: string) => lines.push(line) }
  expect(await E_INVOICE_COMMANDS['export-ehf']?.run(at as never, ['--all', folder])).toBe(0)
  expect(lines).toEqual([`${COUNT} e-invoices in ${folder}, 0 could not be made`])
  expect(await readdir(folder)).toHaveLength(COUNT)
  // The newest of each customer's.
  const rows = await database.batch<{ publicId: string }[]>`
    select distinct on (party_id) public_id as "publicId" from invoice order by party_id, id desc`
  for (const [i, [kind, { payable, again }]] of Object.entries(KINDS).entries()) {
    const xml = await readFile(join(folder, `${rows[i]?.publicId}.xml`), 'utf8')
    if (again !== undefined) expect(xml).toMatch(/<cac:InvoiceDocumentReference>\s*<cbc:ID>2019-\d+</)
    // BR-CO-16 among them: what is to pay is the sum with VAT, less what is prepaid, and the rounding.
    expect([kind, brokenRules(xml)]).toEqual([kind, []])
    expect([kind, /<cbc:PayableAmount currencyID="NOK">([^<]+)</.exec(xml)?.[1]]).toEqual([kind, payable])
    if (kind.includes('by credit')) expect(xml).toContain('<cbc:PrepaidAmount')
  }
})

test('one that cannot be is named, and the others are there all the same', async () => {
  await database.owner`update invoice set recipient_organisation_number = '987654326' where party_id = (select min(id) from party)`
  const lines: string[] = []
  const at = { db: database.batch, say: (line: string) => lines.push(line) }
  expect(await E_INVOICE_COMMANDS['export-ehf']?.run(at as never, ['--all', folder])).toBe(1)
  const [row] = await database.batch<{ number: string; publicId: string }[]>`
    select invoice_number::text as number, public_id as "publicId" from invoice order by id limit 1`
  expect(lines).toEqual([
    `2019-${row?.number} could not be made: buyer-without-organisation-number (${row?.publicId})`,
    `${COUNT - 1} e-invoices in ${folder}, 1 could not be made`,
  ])
})

test('a reminder of each that is not paid is exported, with its fee, and breaks no rule', async () => {
  const owed = await database.batch<{ id: number }[]>`
    select id from invoice where state = 'sent' and due_on = '2019-12-24' and total_ore > 0`
  await database.owner`
    delete from unpaid_invoice where invoice_id <> all (${owed.map(({ id }) => String(id))}::bigint[])`
  const { reminders: made } = await dun(database.batch, '2020-01-07')
  const reminders = await database.batch<{ publicId: string; total: number }[]>`
    select public_id as "publicId", total_ore as total from invoice where kind = 'reminder'`
  expect(made).toBeGreaterThan(6)
  expect(reminders).toHaveLength(made)
  await database.owner`update invoice set recipient_organisation_number = '987654325' where kind = 'reminder'`
  const at = { db: database.batch, say: () => {} }
  await E_INVOICE_COMMANDS['export-ehf']?.run(at as never, ['--all', folder])
  for (const { publicId, total } of reminders) {
    const xml = await readFile(join(folder, `${publicId}.xml`), 'utf8')
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cbc:AllowanceChargeReasonCode>REM</cbc:AllowanceChargeReasonCode>')
    expect(xml).toContain(`<cbc:PayableAmount currencyID="NOK">${(total / 100).toFixed(2)}<`)
  }
})
