import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import { blockForCreditLimit, unblockWithinCreditLimit } from './block-for-credit-limit.ts'
import { parseCreditLimits } from './credit-limit.ts'
import { morningOf } from './dunning.test-world.ts'
import { recordCreditLimit } from './record-credit-limit.ts'

const { database, invoices } = payableDatabase()
const DAY = '2019-12-12'
const AT = morningOf(DAY)
const LATER = AT + 60_000
const DAY_BEFORE = AT - 86_400_000

const row = { issuer: 'ferde', of: 'person', from: '2019-01-01', source: 'test' }
const limits = parseCreditLimits({
  limits: [
    { ...row, ore: 10_000 },
    { ...row, from: '2020-01-01', ore: 5_000 },
    { ...row, from: '2020-02-01', ore: null },
  ],
})

const block = (now: number) => blockForCreditLimit(database.batch, { now, limits })
const lift = (now: number) => unblockWithinCreditLimit(database.batch, { now, limits })

/** Customers who owe a sum each. Those of the tests before have left, with what they owe. */
async function whoOwe(...amounts: readonly number[]) {
  await database.owner`truncate agreement_block, outbox restart identity cascade`
  await database.owner`update agreement set valid_to = ${DAY_BEFORE}`
  return invoices(amounts)
}

async function blocksOf(partyId: number) {
  const rows = await database.batch<{ setBy: string; because: string; open: boolean }[]>`
    select set_by as "setBy", because, upper_inf(during) as open
    from agreement_block b join agreement a on a.id = b.agreement_id
    where a.party_id = ${partyId} order by set_by, because, lower(during)`
  return rows.map(({ setBy, because, open }) => `${setBy} ${because} ${open ? 'open' : 'ended'}`)
}

async function told() {
  const rows = await database.batch<{ key: string }[]>`
    select split_part(dedupe_key, ':', 1) as key from outbox
    where dedupe_key like 'credit-limit:%' or dedupe_key like 'within-limit:%' order by id`
  return rows.map(({ key }) => key)
}

test('below the limit and at it nobody is blocked, and an øre above it one is, and is told what lifts it', async () => {
  const [below, at, above] = await whoOwe(9_999, 10_000, 10_001)
  expect(await block(AT)).toBe(1)
  expect(await blocksOf(below!.partyId)).toEqual([])
  expect(await blocksOf(at!.partyId)).toEqual([])
  expect(await blocksOf(above!.partyId)).toEqual(['system credit-limit open'])
  const [message] = await database.batch<{ subject: string; body: string; recipient: string }[]>`
    select subject, body, recipient from outbox where dedupe_key like 'credit-limit:%'`
  expect(message).toMatchObject({
    subject: 'Avtalen din hos Ferde AS er sperret',
    recipient: 'kari@example.org',
  })
  expect(message?.body).toContain('oppheves av seg selv når du ikke lenger skylder mer enn grensen')
  expect(message?.body).not.toMatch(/\d/)
})

test('it is blocked from now on, and what passed before is not touched', async () => {
  const [kari] = await whoOwe(20_000)
  await block(AT)
  const [row] = await database.batch<{ from: number }[]>`
    select lower(during) as from from agreement_block b join agreement a on a.id = b.agreement_id
    where a.party_id = ${kari!.partyId}`
  expect(row).toEqual({ from: AT })
})

test('done again it blocks nobody twice and tells nobody twice', async () => {
  const [kari] = await whoOwe(20_000)
  expect(await block(AT)).toBe(1)
  expect(await block(LATER)).toBe(0)
  expect(await lift(LATER)).toBe(0)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit open'])
  expect(await told()).toEqual(['credit-limit'])
})

test('several workers at once make one block and one message, and one lift and one message', async () => {
  const [kari] = await whoOwe(20_000)
  const blocked = await Promise.all([block(AT), block(AT + 1), block(AT), block(AT + 1)])
  expect(blocked.reduce((a, b) => a + b)).toBe(1)
  await pay(database.batch, [{ kid: kari!.kid, amount: 20_000 }])
  const lifted = await Promise.all([lift(LATER), lift(LATER + 1), lift(LATER), lift(LATER - 1)])
  expect(lifted.reduce((a, b) => a + b)).toBe(1)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit ended'])
  expect(await told()).toEqual(['credit-limit', 'within-limit'])
})

test('paid down to the limit it is lifted; an øre short of that it is not', async () => {
  const [kari] = await whoOwe(20_000)
  await block(AT)
  await pay(database.batch, [{ kid: kari!.kid, amount: 9_999 }])
  expect(await lift(LATER)).toBe(0)
  await pay(database.batch, [{ kid: kari!.kid, amount: 1 }])
  expect(await lift(LATER)).toBe(1)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit ended'])
  expect(await told()).toEqual(['credit-limit', 'within-limit'])
})

test('who comes over the limit again is blocked again and told again', async () => {
  const [kari] = await whoOwe(20_000)
  await block(AT)
  await pay(database.batch, [{ kid: kari!.kid, amount: 15_000 }])
  await lift(LATER)
  await pay(database.batch, [{ kid: kari!.kid, amount: -15_000 }])
  expect(await block(LATER + 60_000)).toBe(1)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit ended', 'system credit-limit open'])
  expect(await told()).toEqual(['credit-limit', 'within-limit', 'credit-limit'])
})

test('a limit that changes with the day blocks and lifts from that day on', async () => {
  const [kari] = await whoOwe(7_000)
  expect(await block(morningOf('2019-12-31'))).toBe(0)
  expect(await block(morningOf('2020-01-01'))).toBe(1)
  expect(await lift(morningOf('2020-01-31'))).toBe(0)
  expect(await lift(morningOf('2020-02-01'))).toBe(1)
  expect(await block(morningOf('2020-02-01') + 1)).toBe(0)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit ended'])
})

test('the portfolio’s own block for the same reason stays when ours is lifted, and nobody is told that it is open', async () => {
  const [kari] = await whoOwe(20_000)
  await database.batch`
    insert into agreement_block (agreement_id, because, during, set_by)
    select id, 'credit-limit', '[2019-12-01,)', 'portfolio' from agreement where party_id = ${kari!.partyId}`
  await block(AT)
  await pay(database.batch, [{ kid: kari!.kid, amount: 20_000 }])
  expect(await lift(LATER)).toBe(1)
  expect(await blocksOf(kari!.partyId)).toEqual(['portfolio credit-limit open', 'system credit-limit ended'])
  expect(await told()).toEqual(['credit-limit'])
})

test('a block for another reason stays, and the customer is not told that the agreement is open', async () => {
  const [kari] = await whoOwe(20_000)
  await database.batch`
    insert into agreement_block (agreement_id, because, during)
    select id, 'debt-collection', '[2019-12-01,)' from agreement where party_id = ${kari!.partyId}`
  await block(AT)
  await pay(database.batch, [{ kid: kari!.kid, amount: 20_000 }])
  await lift(LATER)
  expect(await blocksOf(kari!.partyId)).toEqual(['system credit-limit ended', 'system debt-collection open'])
  expect(await told()).toEqual(['credit-limit'])
})

test('an agreement that has ended is not blocked, and one that ends while it is blocked is not said to be open', async () => {
  const [ended, ending] = await whoOwe(20_000, 30_000)
  await database.owner`update agreement set valid_to = ${DAY_BEFORE} where party_id = ${ended!.partyId}`
  expect(await block(AT)).toBe(1)
  await database.owner`update agreement set valid_to = ${LATER} where party_id = ${ending!.partyId}`
  await pay(database.batch, [{ kid: ending!.kid, amount: 30_000 }])
  expect(await lift(LATER)).toBe(1)
  expect(await told()).toEqual(['credit-limit'])
})

test('what an owner owes without an agreement blocks nothing', async () => {
  const [kari] = await whoOwe(1_000)
  await database.owner`
    insert into balance (party_id, agreement_id, account, balance_ore) values (${kari!.partyId}, 0, 'receivable', 50_000)`
  expect(await block(AT)).toBe(0)
  await database.owner`delete from balance where agreement_id = 0`
})

test('an issuer whose limit is not known blocks nobody', async () => {
  await whoOwe()
  const [kari] = await invoices([90_000], { issuerId: 2 })
  expect(await block(AT)).toBe(0)
  expect(await blocksOf(kari!.partyId)).toEqual([])
})

describe('an agreement’s own limit', () => {
  const STAFF = 'kari@brikke.test'
  beforeAll(async () => {
    await database.batch`insert into staff_member (company_id, name, email, role)
      values (1, 'Kari', ${STAFF}, 'case-worker')`
  })
  const limitOf = async (partyId: number, limitOre: number | null, over: object = {}) => {
    const [row] = await database.batch<{ number: string }[]>`
      select agreement_number as number from agreement where party_id = ${partyId}`
    const of = { agreementNumber: row?.number ?? '', fromOn: DAY, by: STAFF, now: AT, ...over }
    return recordCreditLimit(database.batch, { ...of, limitOre: limitOre === null ? null : ore(limitOre) })
  }

  test('blocks below the issuer’s, frees above it, and a limit said anew lifts the block by itself', async () => {
    const [little, much] = await whoOwe(600, 12_000)
    await limitOf(little!.partyId, 500)
    await limitOf(much!.partyId, 20_000)
    expect(await block(AT)).toBe(1)
    expect(await blocksOf(little!.partyId)).toEqual(['system credit-limit open'])
    expect(await blocksOf(much!.partyId)).toEqual([])
    await limitOf(little!.partyId, 600)
    expect(await lift(LATER)).toBe(1)
    expect(await told()).toEqual(['credit-limit', 'within-limit'])
  })

  test('holds from its day, and one of none blocks nobody', async () => {
    const [kari, amir] = await whoOwe(600, 12_000)
    await limitOf(kari!.partyId, 500, { fromOn: '2019-12-13' })
    await limitOf(amir!.partyId, null)
    expect(await block(AT)).toBe(0)
    expect(await block(morningOf('2019-12-13'))).toBe(1)
  })

  test('is refused for days that have been, by nobody, and for another company’s agreement', async () => {
    const [kari] = await whoOwe(600)
    const { partyId } = kari!
    expect(await limitOf(partyId, 500, { fromOn: '2019-12-11' })).toMatchObject({ refused: 'day-has-been' })
    expect(await limitOf(partyId, 500, { by: 'nobody@brikke.test' })).toEqual({ refused: 'unknown-staff' })
    await database.batch`insert into staff_member (company_id, name, email, role)
      values (2, 'Odd', 'odd@fjellinjen.example', 'case-worker')`
    expect(await limitOf(partyId, 500, { by: 'odd@fjellinjen.example' })).toMatchObject({
      refused: 'unknown-agreement',
    })
  })
})
