import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { brokenInvariants } from '#jobs/verify.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll } from '#test/world.ts'
import { runCostCentre, runForeignOwnersOut, runInvoiceShape } from './invoice-shape-commands.ts'
import { runTagEnded, runTagIssued } from './tag-commands.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T07:00:00Z')
const said: string[] = []
let partyId = 0

const at = () => ({
  db: database.batch,
  now: NOW,
  data: join(import.meta.dirname, '..', '..', 'data'),
  say: (line: string) => void said.push(line.replace(/[\u00a0\u202f]/g, ' ')),
})
const OF = ['--issuer', 'ferde', '--agreement', '1000234']
const issue = (tag: string, plate: string) => runTagIssued(at(), [tag, ...OF, '--plate', plate])

async function invoice() {
  const terms = {
    dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
    triggers: [],
    creditAfter: [],
  }
  return issueInvoices(database.batch, {
    asOf: '2019-12-10',
    now: NOW,
    newId: randomUUID,
    terms,
    of: 'everything',
  })
}

async function expectSoundBooks() {
  expect(await brokenInvariants(database.batch, { now: NOW })).toEqual([])
}

beforeEach(async () => {
  said.length = 0
  const { owner } = database
  await owner`truncate outbox, due, foreign_owner_charge, foreign_owner_file, invoice_line, unpaid_invoice, invoice, invoice_series, charge, posting,
    balance, passage, deposit_charge, tag_deposit, cost_centre, tag_assignment, tag, vehicle, agreement, party, station, company
    restart identity cascade`
  await aCompany(owner)
  partyId = await aPerson(owner)
  await anAgreement(owner, { partyId, issuerId: 1, number: '1000234' })
})

test('tags are handed out, handed in, lost and damaged, and the books hold at every step', async () => {
  expect(await issue('77', 'EK 10001')).toBe(0)
  expect(await issue('78', 'EK 10002')).toBe(0)
  expect(await issue('79', 'EK 10003')).toBe(0)
  expect(said).toEqual(Array(3).fill('handed out, deposit 200,00 kr'))
  await expectSoundBooks()
  expect(await invoice()).toMatchObject({ issued: 1, totalOre: 60_000 })
  await expectSoundBooks()
  said.length = 0
  expect(await runTagEnded(at(), 'returned', ['77'])).toBe(0)
  expect(await runTagEnded(at(), 'lost', ['78'])).toBe(0)
  expect(await runTagEnded(at(), 'damaged', ['79'])).toBe(0)
  expect(said).toEqual([
    'returned, 200,00 kr of the deposit is the customer’s',
    'lost, 0,00 kr of the deposit is the customer’s',
    'damaged, 0,00 kr of the deposit is the customer’s',
  ])
  await expectSoundBooks()
  expect(await invoice()).toMatchObject({ creditNotes: 1, creditedOre: 20_000 })
  await expectSoundBooks()
})

test('a refusal is said with its reason, and is exit code 1', async () => {
  expect(await runTagEnded(at(), 'returned', ['77'])).toBe(1)
  expect(
    await runTagIssued(at(), ['77', '--issuer', 'ferde', '--agreement', '9', '--plate', 'EK10001']),
  ).toBe(1)
  expect(await runInvoiceShape(at(), [...OF, '--per', 'vehicle'])).toBe(1)
  expect(await runCostCentre(at(), ['EK10001', ...OF, '--centre', '110'])).toBe(1)
  expect(said.map((line) => line.split(':')[0])).toEqual([
    'unknown-tag',
    'unknown-agreement',
    'not-an-organisation',
    'vehicle-not-under-agreement',
  ])
  expect(await runInvoiceShape(at(), [...OF, '--per', 'driver'])).toBe(1)
  expect(said.at(-1)).toContain('invoice-shape --issuer')
})

test('an organisation chooses, and its vehicles have cost centres', async () => {
  await database.owner`update party set kind = 'organisation', organisation_number = '974760673'`
  await issue('77', 'EK 10001')
  await issue('78', 'EK 10002')
  expect(
    await runInvoiceShape(at(), [
      ...OF,
      '--per',
      'cost-centre',
      '--detailed',
      'yes',
      '--reference',
      'Innkjøp',
    ]),
  ).toBe(0)
  expect(
    await runCostCentre(at(), [
      'EK10001',
      ...OF,
      '--centre',
      '110',
      '--reference',
      'Salg',
      '--from',
      '2019-12-10',
    ]),
  ).toBe(0)
  expect(await invoice()).toMatchObject({ issued: 2, totalOre: 40_000 })
  expect(
    await database.batch`select cost_centre, invoice_reference, detailed from invoice order by id`,
  ).toEqual([
    { cost_centre: null, invoice_reference: 'Innkjøp', detailed: true },
    { cost_centre: '110', invoice_reference: 'Salg', detailed: true },
  ])
  await expectSoundBooks()
})

test('what owners abroad were charged is put into a folder', async () => {
  await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  const foreigner = await aPerson(database.owner, { name: 'Astrid Lindqvist' })
  await database.owner`update party set country = 'SE' where id = ${foreigner}`
  await database.owner`insert into vehicle (country, plate) values ('SE', 'ABC123')`
  const toll = {
    partyId: foreigner,
    agreementId: null,
    vehicleId: 1,
    stationId: 1,
    at: '2019-11-05T07:13:00Z',
    amount: 2450,
  }
  const { chargeId } = await aToll(database.owner, toll)
  const subject = { refId: chargeId, partyId: foreigner, agreementId: 0, issuerId: 1, chargerId: 1 }
  await inTransaction(database.batch, (tx) =>
    book(tx, [chargePosting({ ...subject, amount: ore(2450), against: 'toll-payable' })!], NOW),
  )
  const folder = await mkdtemp(join(tmpdir(), 'foreign-'))
  expect(await runForeignOwnersOut(at(), [folder])).toBe(0)
  expect(await readdir(folder)).toEqual(['foreign-owners-ferde-1.csv'])
  expect(said).toEqual(['foreign-owners-ferde-1.csv'])
  const broken = await brokenInvariants(database.batch, { now: NOW })
  expect(broken.filter(({ code }) => ['I9', 'I15c', 'I38'].includes(code))).toEqual([])
})
