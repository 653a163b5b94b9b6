import { expect, test } from 'vitest'
import { parseAvtaleGiroTerms } from '#payments/avtalegiro-terms.ts'
import { invoiceAfter, NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { sendClaims } from '#payments/send-claims.ts'
import { COLLECTED_ON, dun, REMINDED_ON } from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()
const terms = parseAvtaleGiroTerms({
  claims: [{ from: '2019-01-01', source: 'test', daysAhead: 4, deliveredBy: '14:00', monthsAhead: 12 }],
})

/** An offer to pay ahead beside an ordinary invoice of the same customer, who has let the bank pay. */
async function anOffer() {
  const [offer, ordinary] = await invoices([30_000, 2_000], { oneCustomer: true })
  const { owner } = database
  await owner`truncate claim, claim_transmission, mandate, mandate_file restart identity cascade`
  await owner`update invoice set due_on = null where id = ${offer!.id}`
  await owner`insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('a', '0000001', 2, ${NOW})`
  await owner`
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
    select issuer_id, kid, party_id, agreement_id, false, 1, ${NOW} from invoice where id in (${offer!.id}, ${ordinary!.id})`
  return { offer: offer!, ordinary: ordinary! }
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
