import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { E_INVOICE_COMMANDS } from '#api/e-invoice-commands.ts'
import { ensureMonths } from '#db/months.ts'
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
  readonly kind: 'toll' | 'fee' | 'correction'
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
  'a prepayment, without a due day': {
    charges: [{ kind: 'fee', amount: 50_000 }],
    over: 'due_on = null',
    payable: '500.00',
  },
  'a firm that has its office abroad': {
    charges: [toll(4_400)],
    over: `recipient_country = 'SE', recipient_place = 'Göteborg'`,
    payable: '44.00',
  },
  'an øre of rounding': { charges: [fare(5, 12)], payable: '0.05' },
  'a credit note': {
    charges: [toll(1_960)],
    lines: 'amount_ore = -amount_ore, tariff_ore = -tariff_ore',
    over: `kind = 'credit-note', due_on = null, total_ore = -total_ore`,
    payable: '19.60',
  },
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-exported-'))
  await aCompany(database.batch, { accountNumber: '12345678903' })
  await database.owner`update company set organisation_number = '923456783'`
  await ensureMonths(database.batch, ['2019-12-01'])
  for (const [name, kind] of Object.entries(KINDS)) await invoiced(name, kind)
})
afterAll(() => rm(folder, { recursive: true }))

async function invoiced(name: string, { charges, over, lines, buyer }: Kind): Promise<void> {
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
  const terms = parseInvoicingTerms(
    JSON.parse(await readFile(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
  )
  await issueInvoices(database.batch, {
    asOf: '2019-12-10',
    now: NOW,
    newId: randomUUID,
    terms,
    of: 'everything',
  })
  if (lines) await database.owner.unsafe(`update invoice_line set ${lines} where party_id = ${partyId}`)
  const set = [`recipient_organisation_number = '987654325'`, over].filter((part) => part !== undefined)
  await database.owner.unsafe(`update invoice set ${set.join(', ')} where party_id = ${partyId}`)
}

test('all of them are exported, none breaks a rule, and each asks for what the ledger asks for', async () => {
  const lines: string[] = []
  const at = { db: database.batch, say: (line: string) => lines.push(line) }
  expect(await E_INVOICE_COMMANDS['export-ehf']?.run(at as never, ['--all', folder])).toBe(0)
  expect(lines).toEqual([`${Object.keys(KINDS).length} e-invoices in ${folder}, 0 could not be made`])
  expect(await readdir(folder)).toHaveLength(Object.keys(KINDS).length)
  const rows = await database.batch<{ publicId: string; name: string }[]>`
    select i.public_id as "publicId", p.name from invoice i join party p on p.id = i.party_id order by i.id`
  for (const [i, [kind, { payable }]] of Object.entries(KINDS).entries()) {
    const xml = await readFile(join(folder, `${rows[i]?.publicId}.xml`), 'utf8')
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
    `${Object.keys(KINDS).length - 1} e-invoices in ${folder}, 1 could not be made`,
  ])
})
