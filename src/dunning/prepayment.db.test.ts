import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { createInvoicePrinter } from '#formats/invoice-pdf.ts'
import { eInvoice } from '#invoices/e-invoice.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issuePrepayments } from '#invoices/issue-prepayments.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { readAgreements } from '#invoices/read-uninvoiced.ts'
import { parseAvtaleGiroTerms } from '#payments/avtalegiro-terms.ts'
import {
  drove,
  invoiceAfter,
  NOW,
  pay,
  payableDatabase,
  type TestInvoice,
} from '#payments/payments.test-world.ts'
import { sendClaims } from '#payments/send-claims.ts'
import { blockForCreditLimit } from './block-for-credit-limit.ts'
import { CHANNEL_TERMS, COLLECTED_ON, dun, REMINDED_ON } from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()
const invoicing = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
)
const terms = parseAvtaleGiroTerms({
  claims: [{ from: '2019-01-01', source: 'test', daysAhead: 4, deliveredBy: '14:00', monthsAhead: 12 }],
})

/** An offer to the customer of an invoice, with its document. */
async function paidAhead({ id }: TestInvoice, amount: number): Promise<TestInvoice> {
  const [of] = await database.batch<{ agreementId: number }[]>`
    select agreement_id as "agreementId" from invoice where id = ${id}`
  const [invoiceId] = await inTransaction(database.batch, (tx) =>
    issuePrepayments(tx, [{ agreementId: of?.agreementId ?? 0, amount: ore(amount) }], {
      issuedOn: '2019-12-10',
      now: NOW,
      newId: randomUUID,
      terms: invoicing,
      channels: CHANNEL_TERMS,
    }),
  )
  const [row] = await database.batch<TestInvoice[]>`
    select id, kid, party_id as "partyId" from invoice where id = ${invoiceId ?? 0}`
  if (!row) throw new Error('nothing was asked ahead')
  return row
}

/** An offer to pay ahead beside an ordinary invoice of the same customer, who has let the bank pay. */
async function anOffer() {
  const [ordinary] = await invoices([2_000])
  const offer = await paidAhead(ordinary!, 30_000)
  const { owner } = database
  await owner`truncate claim, claim_transmission, mandate, mandate_file restart identity cascade`
  await owner`insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('a', '0000001', 1, ${NOW})`
  await owner`
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
    select issuer_id, kid, party_id, agreement_id, false, 1, ${NOW} from invoice where id = ${ordinary!.id}`
  return { offer, ordinary: ordinary! }
}

test('an invoice without a day to pay is never reminded, and never goes to collection', async () => {
  const { offer } = await anOffer()
  expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ reminders: 1 })
  expect(await dun(database.batch, COLLECTED_ON)).toMatchObject({ reminders: 0, collections: 1 })
  expect(await dun(database.batch, '2021-01-01')).toMatchObject({ reminders: 0, collections: 0 })
  expect(
    await database.batch`select from dunning_step where ${offer.id} in (invoice_id, reminded_id)`,
  ).toHaveLength(0)
  expect(await invoiceAfter(database.batch, offer)).toMatchObject({ state: 'sent' })
})

test('it is claimed of no bank, and is paid as any other when the customer wishes', async () => {
  const { offer, ordinary } = await anOffer()
  expect(await sendClaims(database.batch, { now: NOW, terms, sender: '99990001' })).toMatchObject({
    claims: 1,
  })
  expect(await database.batch`select invoice_id from claim`).toEqual([{ invoice_id: ordinary.id }])
  await pay(database.batch, [{ kid: offer.kid, amount: 30_000 }])
  expect(await invoiceAfter(database.batch, offer)).toMatchObject({ state: 'paid' })
})

test('it has a number and a KID of the series, says that one pays when one wishes, and uses no credit', async () => {
  const { offer, ordinary } = await anOffer()
  await pay(database.batch, [{ kid: ordinary.kid, amount: 2_500 }])
  const again = await paidAhead(ordinary, 30_000)
  expect(await invoiceAfter(database.batch, again)).toMatchObject({
    state: 'sent',
    allocated: 0,
    credit: 500,
  })
  const document = await readInvoiceDocument(database.batch, offer.id)
  expect(document).toMatchObject({ dueOn: null, total: 30_000, kid: offer.kid })
  expect(document?.lines).toMatchObject([{ kind: 'prepayment', amount: 30_000, vat: 0 }])
  expect(createInvoicePrinter().print(document!).byteLength).toBeGreaterThan(10_000)
  const recipient = { ...document!.recipient, organisationNumber: '987654325' }
  const issuer = { ...document!.issuer, accountNumber: '12345678903' }
  const xml = eInvoice({ ...document!, recipient, issuer })
  expect(xml).toContain('<cac:PaymentTerms><cbc:Note>Betales når du vil</cbc:Note></cac:PaymentTerms>')
  expect(xml).not.toContain('<cbc:DueDate>')
})

test('asked for of somebody who has let the bank pay, it goes by another channel', async () => {
  const { ordinary } = await anOffer()
  const offer = await paidAhead(ordinary, 30_000)
  const rows = await database.batch`select channel from delivery where invoice_id = ${offer.id}`
  expect(rows).toEqual([{ channel: 'e-mail' }])
})

test('it is no invoice that «monthly» counts from', async () => {
  const [ordinary] = await invoices([2_000])
  await database.owner`update invoice set issued_on = '2019-11-01' where id = ${ordinary!.id}`
  await paidAhead(ordinary!, 30_000)
  await drove(database.batch, ordinary!, 4_000)
  const { candidates } = await inTransaction(database.batch, (tx) =>
    readAgreements(tx, { after: 0, before: NOW + 1, limit: 1_000 }, false),
  )
  const own = candidates.find(({ recipient }) => recipient.partyId === ordinary!.partyId)
  expect(own).toMatchObject({ lastInvoicedOn: '2019-11-01' })
  // All that is driven is invoiced with the next.
  await invoices([1_000])
})

test('what nobody has paid ahead is no debt: no credit limit is passed by it', async () => {
  const { offer } = await anOffer()
  const limits = [
    { issuer: 'all', of: 'person', from: '2015-01-01', source: 'test', example: true, value: ore(10_000) },
  ] as const
  await blockForCreditLimit(database.batch, { now: NOW, limits })
  const blocked = await database.batch`
    select from agreement_block b join agreement a on a.id = b.agreement_id where a.party_id = ${offer.partyId}`
  expect(blocked).toHaveLength(0)
})
