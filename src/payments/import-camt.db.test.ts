import { beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { readCompanies, saveCompanies } from '#customers/store.ts'
import { inTransaction } from '#db/connection.ts'
import { ACCOUNT, bban, camtText, type WrittenEntry, type WrittenFile } from '#formats/camt.test-world.ts'
import { importPayments } from './import-payments.ts'
import { bankFile, invoiceAfter, lastPayments, NOW, pay, payableDatabase } from './payments.test-world.ts'

const { database, invoices } = payableDatabase()
const FJELLINJEN = '12345678911'

beforeAll(async () => {
  await database.owner`update company set account_number = ${ACCOUNT}, payment_format = 'camt.054' where id = 1`
  await database.owner`update company set account_number = ${FJELLINJEN}, payment_format = 'camt.053' where id = 2`
})

const importText = (file: WrittenFile) =>
  importPayments(database.batch, Buffer.from(camtText(file)), { now: NOW })
async function imported(file: WrittenFile) {
  const result = await importText(file)
  if (isRefusal(result)) throw new Error(`${result.refused} ${result.detail}`)
  return result
}
let references = 0
const paid = (kid: string, amount: string, more: Partial<WrittenEntry> = {}): WrittenEntry => {
  const reference = `R${++references}`
  return { amount, reference, details: [{ kid, amount, reference }], ...more }
}
const movements = () =>
  database.batch`select because, amount_ore as amount, end_to_end_id as "endToEndId" from bank_movement order by file_id, record_number`

test('a notification pays an invoice by KID, as OCR giro does', async () => {
  const [invoice] = await invoices([2_000])
  expect(await imported({ entries: [paid(invoice!.kid, '20.00')] })).toEqual({
    payments: 1,
    sumOre: 2_000,
    duplicates: 0,
    movements: 0,
    alreadyImported: false,
  })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid', allocated: 2_000 })
})

test('a statement does so for an issuer that takes statements', async () => {
  const [invoice] = await invoices([2_000], { issuerId: 2 })
  const file = { message: 'camt.053.001.08', account: bban(FJELLINJEN) } as const
  expect(await imported({ ...file, entries: [paid(invoice!.kid, '20.00')] })).toMatchObject({ payments: 1 })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid' })
})

test('a file begins with a byte order mark or blanks all the same', async () => {
  const text = camtText({ entries: [paid('', '1.00')] })
  expect(await importPayments(database.batch, Buffer.from(`\uFEFF${text}`), { now: NOW })).toMatchObject({
    payments: 1,
  })
})

test('what the bank has told of is known again by its reference, in another file too', async () => {
  const [invoice] = await invoices([2_000])
  const entry = paid(invoice!.kid, '5.00')
  await imported({ entries: [entry] })
  const again = await imported({ entries: [entry, paid(invoice!.kid, '1.00')] })
  expect(again).toMatchObject({ payments: 1, sumOre: 100, duplicates: 1 })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ allocated: 600 })
})

test('the same money told in another way is refused, whichever comes first', async () => {
  const [invoice] = await invoices([2_000])
  await imported({ entries: [paid(invoice!.kid, '20.00')] })
  const statement = { message: 'camt.053.001.08', entries: [paid(invoice!.kid, '20.00')] } as const
  expect(await importText(statement)).toMatchObject({
    refused: 'other-payment-format',
    detail: 'ferde: camt.054',
  })
  await database.owner`update company set account_number = '15030000001' where id = 1`
  const ocr = bankFile([{ kid: invoice!.kid, amount: 2_000 }])
  expect(await importPayments(database.batch, ocr, { now: NOW })).toMatchObject({
    refused: 'other-payment-format',
  })
  await database.owner`update company set account_number = ${ACCOUNT} where id = 1`
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid', credit: 0 })
})

test('a reversal takes its payment back', async () => {
  const [invoice] = await invoices([2_000])
  await imported({ entries: [paid(invoice!.kid, '20.00')] })
  await imported({ entries: [paid(invoice!.kid, '20.00', { direction: 'DBIT', reversal: 'true' })] })
  expect((await lastPayments(database.batch, 2)).map(({ state }) => state)).toEqual(['reversed', 'reversal'])
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'sent', allocated: 0 })
})

test('money in without a KID waits in the queue', async () => {
  await imported({ entries: [{ amount: '7.00', reference: 'NO-KID' }] })
  expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'queued', because: 'unknown-kid' }])
})

test('money of ours that went out or came back, and what is not money yet, is listed and not booked', async () => {
  const result = await imported({
    entries: [
      {
        amount: '10.00',
        direction: 'DBIT',
        reference: 'OUT',
        details: [{ amount: '10.00', endToEndId: 'REFUND-7' }],
      },
      { amount: '10.00', reversal: 'true', reference: 'BACK', details: [{ amount: '10.00' }] },
      { amount: '3.00', direction: 'DBIT', reference: 'FEE' },
      { amount: '3.00', reference: 'LATER', status: 'PDNG' },
      { amount: '3.00', currency: 'EUR', reference: 'EURO' },
      { amount: '0.00', reference: 'NOTHING' },
    ],
  })
  expect(result).toMatchObject({ payments: 0, sumOre: 0, duplicates: 0, movements: 6 })
  expect((await movements()).slice(-6)).toEqual([
    { because: 'debit', amount: -1_000, endToEndId: 'REFUND-7' },
    { because: 'returned', amount: 1_000, endToEndId: null },
    { because: 'debit', amount: -300, endToEndId: null },
    { because: 'not-booked', amount: null, endToEndId: null },
    { because: 'not-nok', amount: null, endToEndId: null },
    { because: 'zero-amount', amount: null, endToEndId: null },
  ])
})

test('money out that another file tells of again is listed once', async () => {
  const fee = { amount: '4.00', direction: 'DBIT', reference: 'FEE-2' }
  await imported({ entries: [fee] })
  const before = (await movements()).length
  expect(await imported({ entries: [fee, paid('', '1.00')] })).toMatchObject({ duplicates: 1, movements: 0 })
  expect(await movements()).toHaveLength(before)
})

test('a file of one account of ours and one of a stranger’s is refused whole', async () => {
  const entries = [paid('', '1.00')]
  const [ours, strangers] = [camtText({ entries }), camtText({ entries, account: bban('98765432103') })]
  const inside = /<Ntfctn>[^]*<\/Ntfctn>/
  const both = ours.replace(inside, (own) => own + (inside.exec(strangers)?.[0] ?? ''))
  const before = await database.batch`select count(*) from payment`
  expect(await importPayments(database.batch, Buffer.from(both), { now: NOW })).toMatchObject({
    refused: 'not-our-account',
    detail: '98765432103',
  })
  expect(await database.batch`select count(*) from payment`).toEqual(before)
})

test('an issuer that takes OCR giro takes nothing else', async () => {
  await database.owner`update company set payment_format = 'ocr-giro', account_number = '15030000001' where id = 1`
  const [invoice] = await invoices([2_000])
  await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }])
  await database.owner`update company set account_number = ${ACCOUNT} where id = 1`
  expect(await importText({ entries: [paid(invoice!.kid, '20.00')] })).toMatchObject({
    refused: 'other-payment-format',
    detail: 'ferde: ocr-giro',
  })
})

test('which format it is, the file of companies says', async () => {
  const formats = () => database.batch`select id, payment_format as format from company order by id`
  const before = await readCompanies(database.batch)
  const told = before.map((company) => ({
    ...company,
    ...(company.id === 2 ? { paymentFormat: 'camt.053' as const } : {}),
  }))
  await inTransaction(database.batch, (tx) => saveCompanies(tx, told))
  expect(await formats()).toEqual([
    { id: 1, format: 'ocr-giro' },
    { id: 2, format: 'camt.053' },
  ])
})
