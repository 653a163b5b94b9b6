import { expect, test } from 'vitest'
import { parseCreditLimits } from '#dunning/credit-limit.ts'
import { NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { creditLimitStep } from './work.ts'

const { database, invoices } = payableDatabase()
const creditLimits = parseCreditLimits({
  limits: [{ issuer: 'all', of: 'person', from: '2019-01-01', source: 'test', ore: 10_000 }],
})

test('balances are looked through each half minute, and who is within the limit again is let go at once', async () => {
  let now = NOW
  const step = creditLimitStep({ db: database.batch, now: async () => now, creditLimits })
  const [kari] = await invoices([20_000])
  expect(await step()).toBe(1)
  const [ola] = await invoices([30_000])
  now = NOW + 29_999
  expect(await step()).toBe(0)
  await pay(database.batch, [{ kid: kari!.kid, amount: 20_000 }])
  expect(await step()).toBe(1)
  now = NOW + 30_000
  expect(await step()).toBe(1)
  const open = await database.batch`
    select a.party_id as "partyId" from agreement_block b join agreement a on a.id = b.agreement_id where upper_inf(b.during)`
  expect(open).toEqual([{ partyId: ola!.partyId }])
})

test('without limits nobody is blocked', async () => {
  const step = creditLimitStep({ db: database.batch, now: async () => NOW + 60_000, creditLimits: undefined })
  await invoices([40_000])
  expect(await step()).toBe(0)
})
