import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { decideWithdrawn, undoWithdrawn } from '#dunning/decide-withdrawn.ts'
import {
  CHANNEL_TERMS,
  COLLECTED_ON,
  dun,
  morningOf,
  REMINDED_ON,
  reminderOf,
} from '#dunning/dunning.test-world.ts'
import { receiveCollectionStatus } from '#dunning/receive-collection-status.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { exportJournal } from '#ledger/export-journal.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readAccountTotal } from '#ledger/store.ts'
import { DECIDES, INVOICING_TERMS, NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { saveServiceCharges } from '#rating/store.ts'
import { anAgreement, aPerson } from '#test/world.ts'
import { readVatReport, vatTerm } from './read-vat-report.ts'

const { database } = payableDatabase()
const GIVEN_UP_ON = '2020-03-02'
const INVOICED = vatTerm(2019, 6)
const LOST = vatTerm(2020, 2)

let made = 0

/** An invoice of ferry fares of 112 kr at 12 % and of tolls of 100 kr, which is paid in part, reminded of and collected. */
async function aCollected(before: number, after: number) {
  const db = database.batch
  const partyId = await aPerson(db)
  const agreement = await anAgreement(db, { partyId, issuerId: 1, number: `V${++made}` })
  const of = { partyId, agreementId: agreement.id, issuerId: 1 }
  await charge({ ...of, amount: ore(11_200), kind: 'ferry-fare', vat: { percent: 12, amount: ore(1_200) } })
  await charge({ ...of, amount: ore(10_000), kind: 'ferry-toll' })
  await issue('2019-12-10', NOW)
  const [invoice] = await db<{ id: number; kid: string }[]>`
    select id, kid from invoice where party_id = ${partyId}`
  if (!invoice) throw new Error('no invoice')
  if (before > 0) await pay(db, [{ kid: invoice.kid, amount: before }])
  await dun(db, REMINDED_ON)
  await dun(db, COLLECTED_ON)
  const reminder = await reminderOf(db, invoice.id)
  if (after > 0) await pay(db, [{ kid: reminder.kid, amount: after }])
  return { partyId, claimNumber: await giveUp(invoice.id), invoice, reminder }
}

/** The collector gives up the newest claim of an invoice. */
async function giveUp(invoiceId: number, on: Day = GIVEN_UP_ON): Promise<number> {
  const [claim] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${invoiceId} order by id desc limit 1`
  if (!claim) throw new Error('no claim')
  const file = ['H;brikke-collection-status;1;ferde', `S;${claim.id};withdrawn;0;${on}`, 'Z;1', '']
  await receiveCollectionStatus(database.batch, Buffer.from(file.join('\r\n')), { now: morningOf(on) })
  return claim.id
}

type Charged = {
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
  readonly kind: 'ferry-fare' | 'ferry-toll'
  readonly vat?: { readonly percent: number; readonly amount: Ore }
}

async function charge(of: Charged): Promise<void> {
  await inTransaction(database.batch, async (tx) => {
    await ensureMonths(tx, ['2019-12-01'])
    const [id = 0] = await takeIds(tx, 'charge_id', 1)
    await saveServiceCharges(tx, [{ ...of, id, chargerId: 1 }], NOW)
    const posting = chargePosting({ ...of, refId: id, chargerId: 1, against: 'ferry-payable' })
    if (posting) await book(tx, [posting], NOW)
  })
}

async function issue(asOf: Day, now: number): Promise<void> {
  const run = { asOf, now, newId: randomUUID, terms: INVOICING_TERMS, of: 'everything' } as const
  await issueInvoices(database.batch, run)
}

const said = { because: 'bankrupt', by: DECIDES }

function credit(claimNumber: number, on: Day = GIVEN_UP_ON) {
  const how = { newId: randomUUID, terms: INVOICING_TERMS, channels: CHANNEL_TERMS, now: morningOf(on) }
  return decideWithdrawn(database.batch, { ...said, ...how, claimNumber, decided: 'credited' })
}

/** Of the term that losses are decided in, at 12 %, in øre and less than nothing: what the state owes. */
async function lost() {
  const { rows } = await readVatReport(database.batch, LOST)
  expect(rows.filter(({ of }) => of === 'invoiced')).toEqual([])
  const of = rows.filter((row) => row.of === 'lost')
  return { rows: of.length, basis: of[0]?.basis ?? 0, vat: of[0]?.vat ?? 0 }
}

async function after(act: () => Promise<unknown>) {
  const before = { ...(await lost()), payable: await readAccountTotal(database.batch, 'vat-payable') }
  const writtenOff = await readAccountTotal(database.batch, 'write-off')
  await act()
  const now = { ...(await lost()), payable: await readAccountTotal(database.batch, 'vat-payable') }
  return {
    basis: now.basis - before.basis,
    vat: now.vat - before.vat,
    payable: now.payable - before.payable,
    loss: (await readAccountTotal(database.batch, 'write-off')) - writtenOff,
  }
}

test('a claim with fares that is lost is corrected in the term of the decision, and not in that of the invoice', async () => {
  const { claimNumber } = await aCollected(0, 0)
  const invoiced = await readVatReport(database.batch, INVOICED)
  expect(invoiced.rows).toContainEqual(
    expect.objectContaining({ issuer: 'ferde', percent: 12, of: 'invoiced', basis: 10_000, vat: 1_200 }),
  )
  // Of 282 kr, a fee of 70 kr among them, the issuer loses what the state does not bear.
  expect(await after(() => credit(claimNumber))).toEqual({
    basis: -10_000,
    vat: -1_200,
    payable: 1_200,
    loss: 28_200 - 1_200,
  })
  expect(await readVatReport(database.batch, INVOICED)).toEqual(invoiced)
  const { rows } = await readVatReport(database.batch, LOST)
  expect(rows).toEqual([{ issuer: 'ferde', percent: 12, of: 'lost', lines: 1, basis: -10_000, vat: -1_200 }])
})

test('of what was paid before and after the reminder no VAT comes back', async () => {
  // Half of the invoice, and half of the reminder: 106 kr and the fee of 70 kr.
  const { claimNumber } = await aCollected(10_600, 8_800)
  expect(await after(() => credit(claimNumber))).toEqual({
    basis: -2_500,
    vat: -300,
    payable: 300,
    loss: 8_800 - 300,
  })
})

test('undone, the VAT is owed to the state as before, and is not asked for twice', async () => {
  const { partyId, claimNumber } = await aCollected(0, 0)
  const undo = () => undoWithdrawn(database.batch, { ...said, claimNumber, now: morningOf('2020-04-02') })
  expect(
    await after(async () => {
      await credit(claimNumber)
      expect(await undo()).toEqual({ decided: 'undone', amount: 28_200 })
    }),
  ).toEqual({ basis: 0, vat: 0, payable: 0, loss: 0 })
  await issue('2020-04-03', morningOf('2020-04-03'))
  const [next] = await database.batch`
    select l.kind, l.vat_ore, i.total_ore from invoice i join invoice_line l on l.invoice_id = i.id
    where i.party_id = ${partyId} order by i.id desc limit 1`
  expect(next).toEqual({ kind: 'correction', vat_ore: 0, total_ore: 28_200 })
  await lost()
})

test('a claim that was taken back and is lost in the end is corrected by the VAT of its first invoice', async () => {
  const { claimNumber, invoice } = await aCollected(10_600, 0)
  const how = { newId: randomUUID, terms: INVOICING_TERMS, channels: CHANNEL_TERMS }
  await decideWithdrawn(database.batch, {
    ...said,
    ...how,
    claimNumber,
    decided: 'taken-back',
    now: morningOf(GIVEN_UP_ON),
  })
  await dun(database.batch, GIVEN_UP_ON)
  await dun(database.batch, '2020-03-18')
  const anew = await giveUp(invoice.id, '2020-04-20')
  expect(await after(() => credit(anew, '2020-04-20'))).toMatchObject({
    basis: -5_000,
    vat: -600,
    payable: 600,
  })
})

test('tolls have none, and the journal has the state among those we owe', async () => {
  const texts: string[] = []
  await exportJournal(database.batch, { monthOn: '2020-03-01' }, (text) => texts.push(text))
  expect(texts.join('\n')).toContain('liabilities:vat-payable:ferde')
})
