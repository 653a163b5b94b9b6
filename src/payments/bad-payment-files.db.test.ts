import { expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { ACCOUNT, bban, camtText } from '#formats/camt.test-world.ts'
import { importPayments } from './import-payments.ts'
import { bankFile, NOW, pay, payableDatabase } from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'

const { database, invoices } = payableDatabase()
const counts = async () =>
  (
    await database.batch`select (select count(*) from payment) as payments, (select count(*) from payment_file) as files,
    (select count(*) from posting) as postings, (select count(*) from bank_movement) as movements`
  )[0]

const ocr = (spoil: (text: string) => string, to: Parameters<typeof bankFile>[1] = {}) => {
  const text = bankFile([{ kid: '12345', amount: 100 }], to).toString('latin1')
  return Buffer.from(spoil(text), 'latin1')
}
const camt = (entry: Parameters<typeof camtText>[0], spoil = (text: string) => text) =>
  Buffer.from(spoil(camtText(entry)))
const one = (amount: string, more = {}) => ({ entries: [{ amount, reference: 'R1', ...more }] })
const asIs = (text: string) => text

test.each<[string, string, Buffer]>([
  ['OCR giro of nought', 'zero-amount', ocr((text) => text.replace(/0{14}100(?= )/, '0'.repeat(17)))],
  ['OCR giro of 17 nines', 'not-a-number', ocr((text) => text.replace(/0{14}100(?= )/, '9'.repeat(17)))],
  [
    'OCR giro of a stranger’s account',
    'not-our-account',
    ocr((text) => text.replace('15030000001', '15030000009')),
  ],
  [
    'OCR giro of one issuer’s agreement and another’s account',
    'not-our-account',
    ocr((text) => text.replace('15030000002', '15030000001'), { agreement: '008560002' }),
  ],
  ['OCR giro of nobody’s agreement', 'unknown-ocr-agreement', ocr(asIs, { agreement: '008569999' })],
  ['OCR giro of the 31st of February', 'not-a-date', ocr((text) => text.replaceAll('091219', '310219'))],
  ['OCR giro cut off', 'wrong-line-length', ocr((text) => text.slice(0, -20))],
  [
    'OCR giro with another count',
    'count-disagrees',
    ocr((text) => text.replace('NY09008800000001', 'NY09008800000002')),
  ],
  ['nothing', 'empty-file', Buffer.from('')],
  ['camt with an amount below zero', 'not-an-amount', camt(one('-1.00'))],
  ['camt of 17 digits', 'not-an-amount', camt(one('99999999999999999.00'))],
  ['camt with part of an øre', 'not-an-amount', camt(one('1.001'))],
  [
    'camt of an account with a wrong check digit',
    'not-an-account-number',
    camt({ ...one('1.00'), account: bban('12345678904') }),
  ],
  ['camt of a stranger’s account', 'not-our-account', camt({ ...one('1.00'), account: bban('98765432103') })],
  ['camt of 1900', 'not-a-date', camt(one('1.00', { booked: '<Dt>1900-01-01</Dt>' }))],
  [
    'camt with a DOCTYPE',
    'doctype',
    camt(one('1.00'), (text) => text.replace('<Document', '<!DOCTYPE Document [<!ENTITY a "b">]><Document')),
  ],
  ['camt cut off', 'not-well-formed', camt(one('1.00'), (text) => text.slice(0, -30))],
  [
    'camt with another count',
    'count-disagrees',
    camt({
      ...one('1.00'),
      before: '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>',
    }),
  ],
])('%s is refused as %s, and nothing is booked', async (_, refused, bytes) => {
  await database.owner`update company set payment_format = 'ocr-giro'`
  const before = await counts()
  expect(await importPayments(database.batch, bytes, { now: NOW })).toMatchObject({ refused })
  expect(await counts()).toEqual(before)
})

test('the file that the spoiled ones are made of is taken', async () => {
  expect(isRefusal(await importPayments(database.batch, ocr(asIs), { now: NOW }))).toBe(false)
  await database.owner`update company set account_number = ${ACCOUNT}, payment_format = 'camt.054' where id = 1`
  expect(await importPayments(database.batch, camt(one('1.00')), { now: NOW })).toMatchObject({ payments: 1 })
  await database.owner`update company set account_number = '15030000001', payment_format = 'ocr-giro' where id = 1`
})

test('money taken back that never came, or under a KID with a wrong check digit, waits in the queue', async () => {
  await importPayments(
    database.batch,
    bankFile([
      { kid: '12345', amount: -700 },
      { kid: '12346', amount: 800 },
    ]),
    { now: NOW },
  )
  expect((await readPaymentQueue(database.batch)).slice(-2)).toMatchObject([
    { amountOre: -700, because: 'reversal-without-payment' },
    { amountOre: 800, because: 'unknown-kid' },
  ])
})

test('a KID one digit off is suggested, of a part or too much as well, and never allocated', async () => {
  const [invoice] = await invoices([2_700])
  const last = Number(invoice!.kid.at(-1))
  const slip = `${invoice!.kid.slice(0, -1)}${(last + 1) % 10}`
  await importPayments(
    database.batch,
    bankFile([
      { kid: slip, amount: 2_700 },
      { kid: slip, amount: 2_699 },
    ]),
    { now: NOW },
  )
  const queued = (await readPaymentQueue(database.batch)).slice(-2)
  for (const { suggestion } of queued)
    expect(suggestion).toEqual({ invoiceId: invoice!.id, kid: invoice!.kid })
  const [{ count } = { count: -1 }] = await database.batch<{ count: number }[]>`
    select count(*) from allocation where invoice_id = ${invoice!.id}`
  expect(count).toBe(0)
})

test('a slip that two invoices may be meant by suggests neither, but the one of its amount', async () => {
  const [first, second] = await invoices([3_300, 3_300])
  const [a, b] = [first!.kid, second!.kid]
  await database.owner`update invoice set kid = '7654321' where id = ${first!.id}`
  await database.owner`update invoice set kid = '7654329' where id = ${second!.id}`
  await importPayments(database.batch, bankFile([{ kid: '7654325', amount: 3_300 }]), { now: NOW })
  expect((await readPaymentQueue(database.batch)).at(-1)?.suggestion).toBeUndefined()
  await pay(database.batch, [{ kid: '7654329', amount: 300 }])
  expect((await readPaymentQueue(database.batch)).at(-1)?.suggestion).toMatchObject({ kid: '7654321' })
  await database.owner`update invoice set kid = ${a} where id = ${first!.id}`
  await database.owner`update invoice set kid = ${b} where id = ${second!.id}`
})
