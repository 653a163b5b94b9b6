import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { chooseNotices } from '#customers/choose-notices.ts'
import { asParty } from '#db/connection.ts'
import { parseNoticeTerms } from './notice-terms.ts'
import { NOW, pay } from './payments.test-world.ts'
import { DAY_MS, refundableDatabase } from './refunds.test-world.ts'
import { tellCustomers } from './tell-customers.ts'

const { database, invoices, hasSent, answer } = refundableDatabase()
const terms = parseNoticeTerms(
  JSON.parse(readFileSync(new URL('../../data/notices.json', import.meta.url), 'utf8')),
)

beforeEach(async () => {
  await database.owner`delete from outbox`
})

const tell = (now = NOW) =>
  tellCustomers(database.batch, { now, terms, minSideUrl: 'https://minside.example' })
const keysOf = async (partyId: number) => {
  const rows = await database.owner<{ key: string }[]>`
    select dedupe_key as key from outbox where party_id = ${partyId} and dedupe_key like 'notice:%' order by 1`
  return rows.map(({ key }) => key)
}

describe('a payment that failed is told of, once', () => {
  test('when the bank would not pay out a refund, and is no news weeks later', async () => {
    const { customer, refundId, messageId, paymentId } = await hasSent(500)
    await answer({ messageId, paymentId }, { refunds: { [`R-${refundId}`]: 'RJCT AC01' } })
    await tell(NOW + 30 * DAY_MS)
    expect(await keysOf(customer.partyId)).toEqual([])
    await tell()
    expect(await keysOf(customer.partyId)).toEqual([`notice:payment-failed:refund:${refundId}:mail`])
    expect(await tell(NOW + DAY_MS)).toBe(0)
  })

  test('when the bank took a payment back', async () => {
    const [invoice] = await invoices([2_000])
    const kid = invoice?.kid ?? ''
    await pay(database.batch, [{ kid, amount: 2_000 }])
    await tell()
    expect(await keysOf(invoice?.partyId ?? 0)).toEqual([])
    await pay(database.batch, [{ kid, amount: -2_000 }])
    await tell()
    expect(await keysOf(invoice?.partyId ?? 0)).toEqual([
      expect.stringMatching(/^notice:payment-failed:payment:\d+:mail$/),
    ])
    expect(await tell()).toBe(0)
  })

  test('when a direct debit was not drawn on its day', async () => {
    const [invoice] = await invoices([2_000])
    const { id = 0, partyId = 0, kid = '' } = invoice ?? {}
    await database.owner`
      with file as (
        insert into mandate_file (sha256, transmission_number, declared_count, received_at)
        values ('x', '1', 1, ${NOW}) returning id),
      mandate as (
        insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
        select i.issuer_id, i.kid, i.party_id, i.agreement_id, false, file.id, ${NOW}
        from invoice i, file where i.id = ${id} returning id),
      sent as (
        insert into claim_transmission (issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, made_on, free_again_on)
        values (1, 'claims', 1, ''::bytea, 1, 2000, ${NOW}, '2019-12-10', '2020-12-11') returning id)
      insert into claim (invoice_id, mandate_id, transmission_id, item_number, due_on, amount_ore, kid, payer_name, reference)
      select ${id}, mandate.id, sent.id, 1, '2019-12-12', 2000, ${kid}, 'Kari', 'x' from mandate, sent`
    // On its day the bank has not said what became of it.
    await tell(NOW + 2 * DAY_MS)
    expect(await keysOf(partyId)).toEqual([])
    await tell(NOW + 3 * DAY_MS)
    await tell(NOW + 4 * DAY_MS)
    expect(await keysOf(partyId)).toEqual([expect.stringMatching(/^notice:payment-failed:claim:\d+:mail$/)])
  })
})

test('a new invoice is told of by SMS where that is chosen; the invoice itself cannot be turned off', async () => {
  const [invoice] = await invoices([2_000])
  const { id = 0, partyId = 0 } = invoice ?? {}
  await database.owner`update party set phone = '+4798765432' where id = ${partyId}`
  await tell()
  expect(await keysOf(partyId)).toEqual([])
  await asParty(database.app, [partyId], (tx) =>
    chooseNotices(tx, { partyId, ticked: new Set(['invoice:sms', 'invoice:e-mail']), now: NOW }),
  )
  await tell()
  expect(await keysOf(partyId)).toEqual([`notice:invoice:${id}:sms`])
})
