// long because: each test pays the next of the days that are settled in one world, and none can be read without it
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { createJobs } from '#jobs/create-jobs.ts'
import { INVARIANTS } from '#jobs/invariants.ts'
import { readTerms } from '#jobs/read-terms.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readAccountTotal } from '#ledger/store.ts'
import { parsePayoutTerms } from '#payments/payout-terms.ts'
import { approvePayout, askPayouts, withdrawPayout } from '#settlement/decide-payouts.ts'
import { importPayoutStatus } from '#settlement/import-payout-status.ts'
import { readPayouts } from '#settlement/read-payouts.ts'
import { deliverPayouts, sendPayouts } from '#settlement/send-payouts.ts'
import { settleDays } from '#settlement/settle-days.ts'
import { parseSettlementTerms } from '#settlement/settlement-terms.ts'
import { endVerification, verifyAccount } from '#settlement/verify-account.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'

const database = testDatabase()
const SETTLEMENT = parseSettlementTerms({
  commission: [{ from: '2019-01-01', source: 'test', basisPoints: 175 }],
})
const source = { from: '2015-01-01', source: 'test' }
const terms = parsePayoutTerms({
  approvalAboveOre: [{ ...source, value: 100_000 }],
  accountRestDays: [{ ...source, value: 1 }],
  lapseMonths: [{ ...source, value: 36 }],
  accountPaidInvoices: [{ from: '2015-01-01', source: 'test', value: 2 }],
  banks: [{ ...source, issuer: 'fjellinjen', value: 'TESTNOK0' }],
})
const [TURID, ODD, SIRI] = ['turid@fjellinjen.example', 'odd@fjellinjen.example', 'siri@fjellinjen.example']
const ACCOUNTS = ['12345678903', '15032080119']
let day = 9
let ref = 0

beforeAll(async () => {
  await aCompany(database.batch)
  await aCompany(database.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  for (const email of [TURID, ODD, SIRI])
    await database.batch`insert into staff_member (company_id, name, email, role) values (2, ${email!}, ${email!}, 'finance')`
  for (const [i, account] of ACCOUNTS.entries())
    await database.owner`update company set account_number = ${account} where id = ${i + 1}`
  const early = Date.parse('2019-12-02T08:00:00+01:00')
  expect(await verify(ACCOUNTS[0]!, early)).toEqual({ verified: true })
})

/** Asked of Ferde by telephone. */
function verify(accountNumber: string, now: number, by = SIRI!) {
  return verifyAccount(database.batch, { code: 'ferde', accountNumber, by, because: 'rang them', now })
}

afterEach(async () => {
  for (const { code, sql } of INVARIANTS.filter((one) => /^I(1|32|32b|41)$/.test(one.code)))
    expect({ code, broken: [...(await database.batch.unsafe(sql))] }).toEqual({ code, broken: [] })
})

/** Ferde's stations took this of Fjellinjen's customers, and a day later both were told. */
async function settled(...amounts: number[]): Promise<number> {
  const on = `2019-12-${String(day++).padStart(2, '0')}`
  const postings = amounts.flatMap((amount) => {
    const of = { refId: ++ref, partyId: 7, agreementId: 3, issuerId: 2, chargerId: 1, amount: ore(amount) }
    return chargePosting({ ...of, against: 'toll-payable' }) ?? []
  })
  await inTransaction(database.batch, (tx) => book(tx, postings, Date.parse(`${on}T12:00:00+01:00`)))
  const now = Date.parse(`2019-12-${String(day).padStart(2, '0')}T08:00:00+01:00`)
  const done = await settleDays(database.batch, {
    asOf: `2019-12-${String(day).padStart(2, '0')}`,
    now,
    terms: SETTLEMENT,
  })
  if (isRefusal(done)) throw new Error(done.refused)
  return now
}

/** A payout of one day, approved. */
async function approved(...amounts: number[]) {
  const now = await settled(...amounts)
  const asked = await askPayouts(database.batch, { by: TURID!, now })
  if (isRefusal(asked)) throw new Error(asked.refused)
  const payoutId = asked.payouts[0] ?? 0
  expect(await approvePayout(database.batch, { payoutId, by: ODD!, now })).toEqual({ state: 'approved' })
  return { payoutId, now }
}

/** Its message to the bank. */
async function orderOf(payoutId: number): Promise<string> {
  const [row] = await database.batch<{ messageId: string }[]>`
    select message_id as "messageId" from charger_payout where id = ${payoutId}`
  return row?.messageId ?? ''
}

function report(payoutId: number, messageId: string, status: string): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S${payoutId}${status}</MsgId><CreDtTm>2019-12-11T08:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId><GrpSts>${status}</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>`)
}

describe('a toll charger', () => {
  test('is paid what the settlement says, when another than who asked has approved it', async () => {
    const now = await settled(2_000, 2_200)
    const asked = await askPayouts(database.batch, { by: TURID!, now })
    expect(asked).toMatchObject({ payouts: [expect.any(Number)], sumOre: 4_200 - 74 })
    const payoutId = 'payouts' in asked ? (asked.payouts[0] ?? 0) : 0
    expect(await askPayouts(database.batch, { by: ODD!, now })).toEqual({ refused: 'nothing-to-pay' })
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({ payouts: 0 })
    const by = (email: string) => approvePayout(database.batch, { payoutId, by: email, now })
    expect(await by(TURID!)).toEqual({ refused: 'same-person-approves' })
    expect(await by('nobody@fjellinjen.example')).toEqual({ refused: 'unknown-staff' })
    expect(await by(ODD!)).toEqual({ state: 'approved' })
    expect(await by(ODD!)).toEqual({ refused: 'not-to-be-approved' })
    expect(await sendPayouts(database.batch, { now, terms })).toEqual({
      payouts: 1,
      sumOre: 4_126,
      refused: [],
    })
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({ payouts: 0 })
    expect(await readAccountTotal(database.batch, 'toll-payable')).toBe(0)
    expect(await readAccountTotal(database.batch, 'bank')).toBe(-4_126)
  })

  test('is paid by an order to its own account, put out with the same bytes until the bank has it', async () => {
    const { payoutId, now } = await approved(1_000)
    await sendPayouts(database.batch, { now, terms })
    const there = new Map<string, string>()
    const put = async (name: string, content: Uint8Array) => {
      const text = Buffer.from(content).toString('utf8')
      expect(there.get(name) ?? text).toBe(text)
      there.set(name, text)
    }
    const broken = { put: () => Promise.reject(new Error('the disk is full')) }
    await expect(deliverPayouts(database.batch, broken, now)).rejects.toThrow('full')
    expect(await deliverPayouts(database.batch, { put }, now)).toBeGreaterThan(0)
    expect(await deliverPayouts(database.batch, { put }, now)).toBe(0)
    const order = [...there.values()].at(-1) ?? ''
    expect(order).toContain(`<EndToEndId>P-${payoutId}</EndToEndId>`)
    expect(order).toContain('<InstdAmt Ccy="NOK">9.82</InstdAmt>')
    expect(order).toContain('<Cdtr><Nm>Ferde AS</Nm></Cdtr>')
    expect(order).toContain(ACCOUNTS[0])
    expect(order).toContain('<BIC>TESTNOK0</BIC>')
  })

  test('is paid to the account that was approved, and to another one only when that is approved anew', async () => {
    const { payoutId, now } = await approved(1_000)
    const accountIs = (account: string) =>
      database.owner`update company set account_number = ${account} where id = 1`
    const approve = () => approvePayout(database.batch, { payoutId, by: TURID!, now })
    const readIt = async () => (await readPayouts(database.batch)).find(({ id }) => id === payoutId)
    await accountIs('98765432103')
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({
      payouts: 0,
      refused: [{ payoutId, refused: 'account-changed', detail: 'ferde' }],
    })
    expect(await readIt()).toMatchObject({
      state: 'approved',
      account: '98765432103',
      isAccountChanged: true,
    })
    await accountIs(ACCOUNTS[0]!)
    expect(await readIt()).toMatchObject({ isAccountChanged: false })
    await accountIs('98765432103')
    await database.owner`update charger_payout set requested_by = null where id = ${payoutId}`
    expect(await approve()).toEqual({ refused: 'account-not-verified' })
    expect(await verify('98765432103', now, TURID!)).toEqual({ verified: true })
    expect(await approve()).toEqual({ refused: 'verifier-approves' })
    expect(await approvePayout(database.batch, { payoutId, by: ODD!, now })).toEqual({ state: 'approved' })
    expect(await approve()).toEqual({ refused: 'not-to-be-approved' })
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({
      payouts: 0,
      refused: [{ payoutId, refused: 'account-rests', detail: 'ferde' }],
    })
    const nextDay = now + 24 * 3_600_000
    expect(await sendPayouts(database.batch, { now: nextDay, terms })).toMatchObject({
      payouts: 1,
      refused: [],
    })
    await accountIs(ACCOUNTS[0]!)
    expect(await verify(ACCOUNTS[0]!, now - 10 * 24 * 3_600_000)).toEqual({ verified: true })
    const messageId = await orderOf(payoutId)
    const told = report(payoutId, messageId, 'ACSC')
    expect(await importPayoutStatus(database.batch, told, { now })).toMatchObject({ state: 'paid' })
  })

  test('is paid to no account that nobody has verified, and one that is taken back is none', async () => {
    const { payoutId, now } = await approved(1_000)
    const end = () => endVerification(database.batch, { code: 'ferde', by: SIRI!, now })
    expect(await verify(ACCOUNTS[0]!, now)).toEqual({ refused: 'account-already-verified' })
    expect(await verify(ACCOUNTS[1]!, now)).toEqual({ refused: 'account-differs' })
    expect(await end()).toEqual({ verified: false })
    expect(await end()).toEqual({ refused: 'account-not-verified' })
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({
      payouts: 0,
      refused: [{ payoutId, refused: 'account-not-verified', detail: 'ferde' }],
    })
    expect((await readPayouts(database.batch)).find(({ id }) => id === payoutId)).toMatchObject({
      isVerified: false,
    })
    await verify(ACCOUNTS[0]!, now - 10 * 24 * 3_600_000)
    expect(await sendPayouts(database.batch, { now, terms })).toMatchObject({ payouts: 1 })
    expect(
      await importPayoutStatus(database.batch, report(payoutId, await orderOf(payoutId), 'ACSC'), { now }),
    ).toMatchObject({
      state: 'paid',
    })
  })

  test('is owed again what the bank rejects, and paid it by another payout', async () => {
    const { payoutId, now } = await approved(1_000)
    await sendPayouts(database.batch, { now, terms })
    const messageId = await orderOf(payoutId)
    const say = (status: string) =>
      importPayoutStatus(database.batch, report(payoutId, messageId, status), { now })
    expect(await say('ACTC')).toEqual({ payoutId, state: 'sent' })
    expect(await say('RJCT')).toEqual({ payoutId, state: 'rejected' })
    expect(await say('RJCT')).toEqual({ payoutId, state: 'rejected' })
    expect(await say('ACSC')).toMatchObject({ refused: 'contradicts-earlier-status' })
    expect(await importPayoutStatus(database.batch, report(1, 'P-unknown', 'ACSC'), { now })).toMatchObject({
      refused: 'unknown-order',
    })
    expect(await readPayouts(database.batch)).toContainEqual(
      expect.objectContaining({ id: payoutId, state: 'rejected', rejectedBecause: 'RJCT' }),
    )
    expect(await askPayouts(database.batch, { by: TURID!, now })).toMatchObject({ sumOre: 982 })
    expect(await readPayouts(database.batch)).not.toContainEqual(
      expect.objectContaining({ state: 'rejected' }),
    )
    const again = (await readPayouts(database.batch)).find(({ state }) => state === 'asked')
    await withdrawPayout(database.batch, { payoutId: again?.id ?? 0, by: TURID!, now })
  })

  test('is not paid where days took more back than they charged, until there is something to pay', async () => {
    const first = await settled(-5_000)
    expect(await askPayouts(database.batch, { by: TURID!, now: first })).toEqual({
      refused: 'nothing-to-pay',
    })
    const now = await settled(9_000)
    // With the 982 øre that were withdrawn before.
    expect(await askPayouts(database.batch, { by: TURID!, now })).toMatchObject({
      sumOre: 982 - 5_000 + 88 + 9_000 - 158,
    })
  })

  test('is paid once by two who ask at once', async () => {
    const now = await settled(3_000)
    const asked = await Promise.all(
      [TURID, ODD, TURID].map((by) => askPayouts(database.batch, { by: by!, now })),
    )
    expect(asked.filter((one) => !isRefusal(one))).toHaveLength(1)
  })
})

describe('by the schedule', () => {
  const data = join(import.meta.dirname, '../../data')
  let home = ''
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'brikke-payout-jobs-'))
  })
  afterAll(() => rm(home, { recursive: true }))

  /** The jobs of a day, on the schedule's own terms. */
  async function jobs() {
    const terms = await readTerms(data)
    return createJobs({
      db: database.batch,
      newId: randomUUID,
      home,
      minSideUrl: 'https://minside.example',
      terms,
    })
  }
  const open = async () =>
    (await readPayouts(database.batch)).filter(({ requestedBy }) => requestedBy === null)

  test('a toll charger’s payout is asked for by rule, approved by any member of staff, sent, and unconfirmed until the bank answers', async () => {
    const now = await settled(40_000)
    const today = osloDay(now)
    const does = await jobs()
    expect(await does['ask-payouts']({ day: today, now })).toMatch(/^1 payouts to approve, \d+ øre$/)
    expect(await does['ask-payouts']({ day: today, now })).toBe('nothing to pay')
    const [payout] = await open()
    expect(payout).toMatchObject({ state: 'asked', requestedBy: null, approvedBy: null })
    expect(await does['send-payouts']({ day: today, now })).toBe('0 payouts, 0 files')
    const payoutId = payout?.id ?? 0
    await approvePayout(database.batch, { payoutId, by: TURID!, now })
    expect(await does['send-payouts']({ day: today, now })).toBe('1 payouts, 1 files')
    expect(await does['send-payouts']({ day: today, now })).toBe('0 payouts, 0 files')
    const [name = ''] = await readdir(join(home, 'to-bank'))
    const messageId = /payouts-(.+)\.xml/.exec(name)?.[1] ?? ''
    expect(await open()).toMatchObject([{ id: payoutId, state: 'unconfirmed', approvedBy: TURID }])
    await importPayoutStatus(database.batch, report(payoutId, messageId, 'ACSC'), { now })
    expect(await open()).toEqual([])
  })

  test('what somebody has withdrawn is asked for by a person, and not by rule', async () => {
    const now = await settled(50_000)
    const asked = await askPayouts(database.batch, { now })
    if (isRefusal(asked)) throw new Error(asked.refused)
    await withdrawPayout(database.batch, { payoutId: asked.payouts[0] ?? 0, by: ODD!, now })
    expect(await askPayouts(database.batch, { now })).toEqual({ refused: 'nothing-to-pay' })
    const again = await askPayouts(database.batch, { by: TURID!, now })
    expect(again).toMatchObject({ sumOre: isRefusal(asked) ? 0 : asked.sumOre })
    if (!isRefusal(again))
      await withdrawPayout(database.batch, { payoutId: again.payouts[0] ?? 0, by: ODD!, now })
  })
})

test('a payout is withdrawn before it is sent, and not after', async () => {
  const { payoutId, now } = await approved(1_000)
  const withdraw = () => withdrawPayout(database.batch, { payoutId, by: ODD!, now })
  await sendPayouts(database.batch, { now, terms })
  expect(await withdraw()).toEqual({ refused: 'already-sent' })
  expect(await withdrawPayout(database.batch, { payoutId: 999_999, by: ODD!, now })).toEqual({
    refused: 'unknown-payout',
  })
})

test('an issuer whose bank is not known, and a toll charger without an account, are told of', async () => {
  const { payoutId, now } = await approved(1_000)
  await database.owner`update company set account_number = null where id = 1`
  const refusedOf = async (over = terms) => (await sendPayouts(database.batch, { now, terms: over })).refused
  expect(await refusedOf()).toEqual([{ payoutId, refused: 'no-account-number', detail: 'ferde' }])
  await database.owner`update company set account_number = ${ACCOUNTS[0]!} where id = 1`
  const unbanked = { ...terms, bics: new Map() }
  expect(await refusedOf(unbanked)).toEqual([{ payoutId, refused: 'no-bic', detail: 'fjellinjen' }])
  expect(await refusedOf()).toEqual([])
})
