import { beforeEach, describe, expect, test } from 'vitest'
import { withdrawRefund } from './decide-refund.ts'
import { deliverRefunds } from './deliver-refunds.ts'
import { endLapsedRefunds } from './end-lapsed-refunds.ts'
import { DECIDES, invoiceAfter, NOW, pay } from './payments.test-world.ts'
import { readRefunds } from './read-refunds.ts'
import { recordPayoutAccount } from './record-payout-account.ts'
import {
  anAccount,
  DAY_MS,
  LIV,
  ODD,
  refundableDatabase,
  TO_FJELLINJEN,
  TOMORROW,
  TURID,
  terms,
} from './refunds.test-world.ts'

const { database, invoices, hasOverpaid, hasAccount, ask, asked, approve, send, statesOf } = refundableDatabase()

/** What other tests have left waiting is theirs. */
beforeEach(async () => {
  await database.batch`
    update refund set state = 'withdrawn', ended_at = now() where state in ('asked', 'approved')`
})

describe('asking', () => {
  test('an overpayment is asked for once, and paid out of the customer’s credit', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    expect(await asked({ partyId: kari.partyId })).toMatchObject({ toApprove: 0, sumOre: 500, lapsed: 0 })
    expect(await ask({ partyId: kari.partyId })).toEqual({ refused: 'nothing-to-refund' })
    expect(await send()).toMatchObject({ refunds: 1, sumOre: 500, files: 1, waiting: {}, refused: [] })
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({ state: 'paid', owed: 0, credit: 0 })
    expect(await statesOf(kari.partyId)).toEqual(['sent'])
    expect(await send()).toMatchObject({ refunds: 0, files: 0 })
  })

  test('by rule, everybody’s credit is asked for, but not again what was withdrawn', async () => {
    const [kari, amir] = [await hasOverpaid(500), await hasOverpaid(600)]
    await asked()
    expect(await statesOf(amir.partyId)).toEqual(['approved'])
    const [row] = await database.batch<
      { id: number }[]
    >`select id from refund where party_id = ${kari.partyId}`
    const withdrawn = { refundId: row?.id ?? 0, by: TURID, now: NOW }
    expect(await withdrawRefund(database.batch, withdrawn)).toEqual({ state: 'withdrawn' })
    await asked()
    expect(await statesOf(kari.partyId)).toEqual(['withdrawn'])
    await asked({ partyId: kari.partyId, by: ODD })
    expect(await statesOf(kari.partyId)).toEqual(['withdrawn', 'approved'])
    expect(await withdrawRefund(database.batch, withdrawn)).toEqual({ refused: 'already-sent' })
  })

  test('only what terms 3.3 name is asked for', async () => {
    const kari = await hasOverpaid(500)
    const { partyId } = kari
    expect(await ask({ partyId, reason: 'goodwill' })).toEqual({ refused: 'not-a-refund-reason' })
    expect(await ask({ partyId, reason: 'deposit' })).toEqual({ refused: 'nothing-to-refund' })
    expect(await ask({ partyId, by: 'nobody@fjellinjen.example' })).toEqual({ refused: 'unknown-staff' })
    expect(await ask({ partyId, by: DECIDES })).toEqual({ refused: 'nothing-to-refund' })
    expect(await asked({ partyId, reason: 'overpayment' })).toMatchObject({ sumOre: 500 })
  })

  test('by two at once, credit is asked for once; sent by two at once, it is paid out once', async () => {
    const customers = [await hasOverpaid(500), await hasOverpaid(600), await hasOverpaid(700)]
    for (const { partyId } of customers) await hasAccount(partyId)
    const runs = await Promise.all([asked(), asked(), asked()])
    const mine = new Set(customers.map(({ partyId }) => partyId))
    const rows = await database.batch<{ party: number }[]>`
      select party_id as party from refund where state = 'approved' and id = any (${runs.flatMap(({ refunds }) => refunds).map(String)}::bigint[])`
    expect(rows.filter(({ party }) => mine.has(party))).toHaveLength(3)
    const sent = await Promise.all([send(), send(), send()])
    expect(sent.filter(({ refunds }) => refunds > 0)).toHaveLength(1)
    for (const one of customers)
      expect(await invoiceAfter(database.batch, one)).toMatchObject({ credit: 0, owed: 0 })
  })

  test('what a customer has to good is not paid out beyond the ledger, whatever the refund says', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    const { refunds } = await asked({ partyId: kari.partyId })
    await database.owner`update refund set amount_ore = 501 where id = ${refunds[0] ?? 0}`
    expect(await send()).toMatchObject({ refunds: 0, waiting: { credit: 1 } })
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({ credit: 500 })
  })
})

describe('approving', () => {
  test('above the limit another member of staff approves, neither who asked nor who entered the account', async () => {
    const kari = await hasOverpaid(100_001)
    await hasAccount(kari.partyId)
    const { refunds, toApprove } = await asked({ partyId: kari.partyId, by: TURID })
    const [refundId = 0] = refunds
    expect(toApprove).toBe(1)
    expect(await send()).toMatchObject({ refunds: 0, waiting: { 'second-person': 1 } })
    expect(await approve(refundId, TURID)).toEqual({ refused: 'same-person-approves' })
    expect(await approve(refundId, LIV)).toEqual({ refused: 'same-person-approves' })
    expect(await approve(refundId, 'nobody@fjellinjen.example')).toEqual({ refused: 'unknown-staff' })
    expect(await approve(999_999, ODD)).toEqual({ refused: 'unknown-refund' })
    expect(await approve(refundId, DECIDES)).toEqual({ refused: 'staff-of-another-company' })
    expect(await approve(refundId, ODD)).toEqual({ state: 'approved' })
    expect(await approve(refundId, ODD)).toEqual({ refused: 'not-to-be-approved' })
    expect(await send()).toMatchObject({ refunds: 1 })
  })

  test('at the limit nobody needs to, and many small ones are a large one', async () => {
    const kari = await hasOverpaid(60_000)
    expect(await asked({ partyId: kari.partyId })).toMatchObject({ toApprove: 0 })
    await pay(database.batch, [{ kid: kari.kid, amount: 40_000 }], TO_FJELLINJEN)
    expect(await asked({ partyId: kari.partyId })).toMatchObject({ toApprove: 0, sumOre: 40_000 })
    await pay(database.batch, [{ kid: kari.kid, amount: 1 }], TO_FJELLINJEN)
    expect(await asked({ partyId: kari.partyId })).toMatchObject({ toApprove: 1, sumOre: 1 })
  })

  test('the schema has no refund approved by who asked for it, nor a large one approved by nobody', async () => {
    const kari = await hasOverpaid(100_001)
    await hasAccount(kari.partyId)
    const { refunds } = await asked({ partyId: kari.partyId, by: TURID })
    const id = refunds[0] ?? 0
    const as = (by: string | null) => database.owner`
      update refund set state = 'approved', approved_at = now(),
        approved_by = (select id from staff_member where email = ${by}) where id = ${id}`
    await expect(as(TURID)).rejects.toThrow('check constraint')
    await expect(as(null)).rejects.toThrow('check constraint')
    expect((await as(ODD)).count).toBe(1)
  })

  test('without an account that is verified there is nothing to approve', async () => {
    const kari = await hasOverpaid(100_001)
    const { partyId } = kari
    const { refunds } = await asked({ partyId })
    expect(await approve(refunds[0] ?? 0, ODD)).toEqual({ refused: 'no-payout-account' })
    await recordPayoutAccount(database.batch, { partyId, accountNumber: anAccount(801), by: LIV, now: NOW, terms })
    expect(await approve(refunds[0] ?? 0, ODD)).toEqual({ refused: 'account-not-verified' })
  })

  test('an account changed after the approval is approved anew', async () => {
    const kari = await hasOverpaid(100_001)
    await hasAccount(kari.partyId, NOW - 2 * DAY_MS)
    const { refunds } = await asked({ partyId: kari.partyId, by: TURID })
    await approve(refunds[0] ?? 0, ODD)
    await hasAccount(kari.partyId, NOW - DAY_MS)
    expect(await send()).toMatchObject({ refunds: 0, waiting: { 'second-person': 1 } })
    expect(await approve(refunds[0] ?? 0, ODD)).toEqual({ state: 'approved' })
    expect(await send()).toMatchObject({ refunds: 1 })
  })
})

describe('the payout account', () => {
  test('changed today it is not paid to today, but tomorrow', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId, NOW)
    await asked({ partyId: kari.partyId })
    expect(await send()).toMatchObject({ refunds: 0, waiting: { 'account-rest': 1 } })
    expect(await send(TOMORROW)).toMatchObject({ refunds: 1 })
  })

  test('is one, and the same number again is no change', async () => {
    const { partyId } = await hasOverpaid(500)
    const record = (serial: number, now: number) =>
      recordPayoutAccount(database.batch, {
        partyId,
        accountNumber: anAccount(serial),
        by: LIV,
        proof: 'document',
        now,
        terms,
      })
    await record(901, NOW - DAY_MS)
    await record(901, NOW)
    await asked({ partyId })
    expect(await send()).toMatchObject({ refunds: 1 })
    await record(902, NOW)
    const rows = await database.batch`
      select account_number as number, ended_at is null as live from payout_account where party_id = ${partyId} order by id`
    expect(rows).toEqual([
      { number: anAccount(901), live: false },
      { number: anAccount(902), live: true },
    ])
  })

  test('that has paid several of a customer’s invoices, and nobody else’s, is verified by it', async () => {
    const [one, two] = await invoices([2_000, 3_000], { issuerId: 2, oneCustomer: true })
    const [other] = await invoices([4_000], { issuerId: 2 })
    const partyId = one!.partyId
    const paidFrom = async (accountNumber: string, ...paid: { kid: string; amount: number }[]) => {
      await pay(database.batch, paid, TO_FJELLINJEN)
      await database.owner`
        update payment set debit_account = ${accountNumber} where kid = any (${paid.map(({ kid }) => kid)}::text[])`
      return recordPayoutAccount(database.batch, { partyId, accountNumber, by: LIV, now: NOW, terms })
    }
    expect(await paidFrom(anAccount(910), { kid: one!.kid, amount: 2_000 })).toMatchObject({ isVerified: false })
    expect(await paidFrom(anAccount(910), { kid: two!.kid, amount: 1_000 })).toMatchObject({ isVerified: false })
    await pay(database.batch, [{ kid: two!.kid, amount: -1_000 }], TO_FJELLINJEN)
    expect(await paidFrom(anAccount(911), { kid: other!.kid, amount: 4_000 })).toMatchObject({ isVerified: false })
    await database.owner`update payment set debit_account = ${anAccount(911)} where kid = ${one!.kid}`
    expect(await paidFrom(anAccount(911), { kid: two!.kid, amount: 3_000 })).toMatchObject({ isVerified: false })
    await database.owner`update payment set debit_account = ${anAccount(910)} where debit_account = ${anAccount(911)} and kid <> ${other!.kid}`
    expect(await paidFrom(anAccount(910))).toMatchObject({ isVerified: true })
  })

  test('with a wrong check digit, of nobody, or by a proof we do not know, is refused', async () => {
    const { partyId } = await hasOverpaid(500)
    const of = { partyId, accountNumber: anAccount(920), by: LIV, now: NOW, terms }
    const wrong = anAccount(920).replace(/.$/, (last) => String((Number(last) + 1) % 10))
    const record = (over: object) => recordPayoutAccount(database.batch, { ...of, ...over })
    expect(await record({ accountNumber: wrong })).toEqual({ refused: 'not-an-account-number' })
    expect(await record({ partyId: 999_999 })).toEqual({ refused: 'unknown-party' })
    expect(await record({ proof: 'he-said-so' })).toEqual({ refused: 'unknown-proof' })
    expect(await record({ by: 'nobody@fjellinjen.example' })).toEqual({ refused: 'unknown-staff' })
    expect(await record({ by: DECIDES })).toEqual({ refused: 'staff-of-another-company' })
    await expect(
      database.owner`insert into payout_account (party_id, account_number, changed_at) values (${partyId}, ${wrong}, now())`,
    ).rejects.toThrow('check constraint')
  })
})

describe('sending', () => {
  test('an issuer without a bank known or with an account that is none is told of, and others are paid', async () => {
    const [kari, amir] = [await hasOverpaid(500, 1), await hasOverpaid(600)]
    for (const { partyId } of [kari, amir]) await hasAccount(partyId)
    await asked({ partyId: kari.partyId })
    await asked({ partyId: amir.partyId })
    const refusals = async () => (await send()).refused
    expect(await send()).toMatchObject({
      refunds: 1,
      refused: [{ issuer: 'ferde', refused: 'no-account-number' }],
    })
    await database.owner`update company set account_number = ${anAccount(990)} where id = 1`
    expect(await refusals()).toEqual([{ issuer: 'ferde', refused: 'no-bic' }])
    await database.owner`update company set organisation_number = null where id = 1`
    expect(await refusals()).toEqual([{ issuer: 'ferde', refused: 'no-organisation-number' }])
    expect(await statesOf(kari.partyId)).toEqual(['approved'])
    await database.owner`update company set organisation_number = '923456783', account_number = '15030000001' where id = 1`
  })

  test('broken off between here and the bank, the same bytes go again under the same name', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    await asked({ partyId: kari.partyId })
    await send()
    const there = new Map<string, string>()
    const put = async (name: string, content: Uint8Array) => {
      const text = Buffer.from(content).toString('utf8')
      expect(there.get(name) ?? text).toBe(text)
      there.set(name, text)
    }
    let left = 1
    const broken = async (name: string, content: Uint8Array) => {
      await put(name, content)
      if (--left === 0) throw new Error('killed')
    }
    await expect(deliverRefunds(database.batch, { put: broken }, NOW)).rejects.toThrow('killed')
    expect([...there.keys()]).toEqual([expect.stringMatching(/^refunds-R-2-20191210-\d+\.xml$/)])
    expect(await deliverRefunds(database.batch, { put }, TOMORROW)).toBeGreaterThan(0)
    expect(await deliverRefunds(database.batch, { put }, TOMORROW)).toBe(0)
    const order = [...there.values()].at(-1)
    expect(order).toContain('<InstdAmt Ccy="NOK">5.00</InstdAmt>')
    expect(order).toContain('<BIC>TESTNOK0</BIC>')
    expect(order).toContain('<ReqdExctnDt>2019-12-10</ReqdExctnDt>')
  })
})

describe('lapsing (terms 7.1)', () => {
  const threeYearsLater = Date.parse('2022-12-11T08:00:00+01:00')

  test('a claim nobody has approved ends after three years; one approved by a person does not', async () => {
    const [kari, amir] = [await hasOverpaid(500), await hasOverpaid(100_001)]
    await hasAccount(amir.partyId)
    const [, large] = [await asked({ partyId: kari.partyId }), await asked({ partyId: amir.partyId })]
    await approve(large.refunds[0] ?? 0, ODD)
    expect(await endLapsedRefunds(database.batch, { now: threeYearsLater - DAY_MS, terms })).toEqual([])
    expect(await endLapsedRefunds(database.batch, { now: threeYearsLater, terms })).toHaveLength(1)
    expect(await statesOf(kari.partyId)).toEqual(['lapsed'])
    expect(await statesOf(amir.partyId)).toEqual(['approved'])
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({ credit: 500 })
  })

  test('an old claim is not asked for, nor approved', async () => {
    const [kari, amir] = [await hasOverpaid(500), await hasOverpaid(100_001)]
    await hasAccount(amir.partyId)
    const { refunds } = await asked({ partyId: amir.partyId })
    expect(await ask({ partyId: kari.partyId, now: threeYearsLater })).toEqual({ refused: 'claim-lapsed' })
    expect(await approve(refunds[0] ?? 0, ODD, threeYearsLater)).toEqual({ refused: 'claim-lapsed' })
  })
})

test('the queue shows what each refund waits for', async () => {
  const [kari, amir] = [await hasOverpaid(500), await hasOverpaid(600)]
  await hasAccount(kari.partyId, NOW)
  for (const { partyId } of [kari, amir]) await asked({ partyId })
  const shown = async (now: number) =>
    (await readRefunds(database.batch, { now, terms })).filter(({ partyId }) =>
      [kari.partyId, amir.partyId].includes(partyId),
    )
  expect(await shown(NOW)).toMatchObject([
    { issuer: 'fjellinjen', reason: 'overpayment', amountOre: 500, waitsFor: 'account-rest' },
    { amountOre: 600, state: 'approved', waitsFor: 'account', lapsesAfter: '2022-12-10' },
  ])
  expect(await shown(TOMORROW)).toMatchObject([{ waitsFor: 'sending' }, { waitsFor: 'account' }])
  await send(TOMORROW)
  expect(await shown(TOMORROW)).toMatchObject([{ state: 'sent', waitsFor: 'bank' }, { waitsFor: 'account' }])
})
