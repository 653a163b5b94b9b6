import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { asParty, inTransaction, type Tx } from '#db/connection.ts'
import { topUp } from './add-vehicle.ts'
import { askTopUp } from './ask-top-up.ts'
import { explainOwnTrip } from './explain-trip.ts'
import { discountReason } from './explanation.ts'
import {
  aCar,
  anAccount,
  at,
  ferryDatabase,
  payInvoice,
  post,
  sail,
  type TestAccount,
  WITH,
} from './ferry.test-world.ts'
import { issueAsked, issueOrdered } from './issue-asked.ts'
import { readAwaited } from './read-awaited.ts'
import { readOwnPrepayments, readStandings } from './read-standing.ts'
import { readOwnTrips, readTripMonths, readTripRows } from './read-trips.ts'

const database = ferryDatabase()
let account: TestAccount
let stranger: TestAccount

const DECEMBER = { from: '2019-12-01', to: '2019-12-31' }

/** As a page reads: the customer's rows and no others. */
const asHolder = <T>(work: (tx: Tx, partyIds: readonly number[]) => Promise<T>, of = account) =>
  asParty(database.app, [of.partyId], (tx) => work(tx, [of.partyId]))

beforeAll(async () => {
  const { batch } = database
  account = await anAccount(batch, [aCar({ plate: 'EF30001' })])
  stranger = await anAccount(batch, [aCar({ plate: 'EF30002' })])
  await payInvoice(batch, account.invoiceId, 3_500)
  const plate = 'EF30001'
  await sail(batch, [
    { plate, time: '08:00', leg: 'flakk-rorvik', reference: 'with-toll' },
    { plate, time: '10:00', reference: 'corrected' },
    { plate, time: '12:00', reference: 'cancelled' },
  ])
  await post(batch, '2019-12-04')
  const evening = at('2019-12-05', '20:00')
  await sail(
    batch,
    [
      { plate, time: '10:00', reference: 'corrected', version: 2, length: 700, class: 'AP2' },
      { plate, time: '12:00', reference: 'cancelled', version: 2, cancelled: true },
      { plate, day: '2019-12-05', reference: 'waiting' },
    ],
    evening,
  )
  await post(batch, '2019-12-05')
  await sail(batch, [{ plate, day: '2019-12-06', reference: 'tonight' }], at('2019-12-06'))
})

const tripOf = async (reference: string) => {
  const [row] = await database.owner<{ id: number }[]>`
    select id from ferry_trip where reference = ${reference} order by version limit 1`
  return row?.id ?? 0
}

describe('ferry trips as their holder sees them', () => {
  test('a trip with a toll part is one, and what was taken back is none', async () => {
    const read = await asHolder((tx, ids) => readOwnTrips(tx, ids, { ...DECEMBER, page: 1 }))
    expect(
      read.trips.map(({ reference, full, fare, toll, isCorrected }) => ({
        reference,
        full,
        fare,
        toll,
        isCorrected,
      })),
    ).toEqual([
      { reference: 'waiting', full: 10_000, fare: 5_000, toll: 0, isCorrected: false },
      { reference: 'corrected', full: 25_000, fare: 12_500, toll: 0, isCorrected: true },
      { reference: 'with-toll', full: 13_000, fare: 4_000, toll: 2_500, isCorrected: false },
    ])
    expect(read).toMatchObject({
      sums: { count: 3, full: 48_000, toPay: 24_000, toll: 2_500 },
      waiting: 1,
      pageCount: 1,
    })
  })

  test('a period takes its days and no others, and a file goes on from the last row', async () => {
    const first = await asHolder((tx, ids) =>
      readTripRows(tx, ids, { from: '2019-12-04', to: '2019-12-04', limit: 1 }),
    )
    expect(first.map(({ reference }) => reference)).toEqual(['corrected'])
    const after = first.at(-1)
    const next = await asHolder((tx, ids) =>
      readTripRows(tx, ids, { from: '2019-12-04', to: '2019-12-04', limit: 9, ...(after && { after }) }),
    )
    expect(next.map(({ reference }) => reference)).toEqual(['with-toll'])
    expect(await asHolder(readTripMonths)).toEqual([{ month: '2019-12-01', count: 3, toPay: 24_000 }])
  })

  test('any of a trip’s versions leads to all of them', async () => {
    const explained = await asHolder(async (tx, ids) => explainOwnTrip(tx, ids, await tripOf('corrected')))
    if (isRefusal(explained)) throw new Error(explained.refused)
    const { versions, kind, plate } = explained
    expect(plate).toBe('EF30001')
    expect(versions.map(({ posted }) => posted?.isTakenBack)).toEqual([true, false])
    expect(versions.map(({ posted }) => posted && discountReason(posted, kind, 'tag'))).toEqual([
      'kept',
      'former-version',
    ])
  })

  test('a stranger’s trips and account are not there', async () => {
    const tripId = await tripOf('with-toll')
    expect(await asHolder((tx, ids) => explainOwnTrip(tx, ids, tripId), stranger)).toMatchObject({
      refused: 'unknown-trip',
    })
    const read = await asHolder((tx, ids) => readOwnTrips(tx, ids, { ...DECEMBER, page: 1 }), stranger)
    expect(read).toMatchObject({ trips: [], sums: { count: 0 }, waiting: 0 })
    // Nor when a page should have asked for another's: the rows are hidden from it.
    expect(await asHolder((tx) => readStandings(tx, [account.partyId]), stranger)).toEqual([])
  })

  test('the account has what is left, what was asked ahead, and what its last trips took', async () => {
    const [own] = await asHolder(readStandings)
    expect(own).toMatchObject({ state: 'active', balance: 326_000, lastTrips: [5_000, 12_500, 6_500] })
    expect(await asHolder((tx) => readOwnPrepayments(tx, [account.agreementId]))).toMatchObject([
      { because: 'opening', amount: 350_000, paid: 350_000, isEntered: true },
    ])
  })
})

describe('a top-up', () => {
  const ask = (typed: string, of = account, into = account, sureOf = '') =>
    asHolder(async (tx, partyIds) => {
      const [agreement] = await database.owner<{ publicId: string }[]>`
        select public_id as "publicId" from agreement where id = ${into.agreementId}`
      const publicId = agreement?.publicId ?? ''
      return askTopUp(tx, { partyIds, publicId, typed, sureOf }, { ...WITH, now: at('2019-12-07') })
    }, of)

  test.each([
    ['0', 'nothing-to-top-up'],
    ['0,00', 'nothing-to-top-up'],
    ['-500', 'nothing-to-top-up'],
    ['', 'not-an-amount'],
    ['mye', 'not-an-amount'],
    ['1,234', 'not-an-amount'],
  ])('of «%s» is refused, and nothing is ordered', async (typed, refused) => {
    expect(await ask(typed)).toMatchObject({ refused })
    const [own] = await asHolder(readStandings)
    expect(own?.beingInvoiced).toEqual([])
  })

  test('of another’s account is refused as one that is not there', async () => {
    expect(await ask('500', stranger)).toMatchObject({ refused: 'unknown-ferry-account' })
  })

  test('of an account that waits is refused, and it says what it waits for until it is open', async () => {
    const { batch } = database
    const waiting = await anAccount(batch, [aCar()])
    const awaited = () =>
      asHolder((tx) => readAwaited(tx, [waiting.agreementId, account.agreementId]), waiting)
    const asked = () => asHolder((tx) => readOwnPrepayments(tx, [waiting.agreementId]), waiting)
    expect(await ask('500', waiting, waiting)).toEqual({ refused: 'ferry-account-waits' })
    const byStaff = inTransaction(batch, (tx) =>
      topUp(
        tx,
        { agreementId: waiting.agreementId, amount: ore(50_000) },
        { ...WITH, now: at('2019-12-07') },
      ),
    )
    expect(await byStaff).toEqual({ refused: 'ferry-account-waits' })
    expect(await asHolder(readStandings, waiting)).toMatchObject([{ state: 'waiting', beingInvoiced: [] }])
    expect((await asked()).map(({ because }) => because)).toEqual(['opening'])
    const [{ kid, publicId } = { kid: '', publicId: '' }] = await batch<{ kid: string; publicId: string }[]>`
      select kid, public_id as "publicId" from invoice where id = ${waiting.invoiceId}`
    const invoice = { kid, publicId, accountNumber: '15030000002', issuerName: 'Skyttel AS' }
    await payInvoice(batch, waiting.invoiceId, 1_000, at('2019-12-07'))
    expect(await awaited()).toMatchObject([{ amount: 350_000, invoice: { ...invoice, remaining: 250_000 } }])
    await payInvoice(batch, waiting.invoiceId, 2_500, at('2019-12-07', '13:00'))
    expect(await awaited()).toMatchObject([{ invoice: { remaining: 0 } }])
    await post(batch, '2019-12-07')
    expect(await awaited()).toEqual([])
    expect(await ask('500', waiting, waiting)).toEqual({ orderId: expect.any(String) })
    await issueOrdered(batch, { ...WITH, now: at('2019-12-07'), limit: 10 })
  })

  test('is ordered by its holder, and invoiced by the worker without a day to pay', async () => {
    expect(await ask('1 500,50 kr')).toEqual({ orderId: expect.any(String) })
    const [before] = await asHolder(readStandings)
    expect(before?.beingInvoiced).toEqual([150_050])
    expect(await issueOrdered(database.batch, { ...WITH, now: at('2019-12-07'), limit: 10 })).toBe(1)
    const [after] = await asHolder(readStandings)
    expect(after?.beingInvoiced).toEqual([])
    const [newest] = await asHolder((tx) => readOwnPrepayments(tx, [account.agreementId]))
    expect(newest).toMatchObject({ because: 'top-up', amount: 150_050, paid: 0, isEntered: false })
    expect(await issueOrdered(database.batch, { ...WITH, now: at('2019-12-07'), limit: 10 })).toBe(0)
  })

  test('above twice what is agreed is asked about, and ordered when that very amount is said to be right', async () => {
    const orders = () => database.owner`select from ferry_prepayment_order where because = 'top-up'`
    const before = (await orders()).length
    const unusual = { refused: 'unusual-top-up', detail: '700001' }
    expect(await ask('7000,01')).toEqual(unusual)
    expect(await ask('7000,01', account, account, '7000')).toEqual(unusual)
    expect(await ask('70 000', account, account, '7000,01')).toMatchObject({ refused: 'top-up-too-large' })
    expect(await orders()).toHaveLength(before)
    expect(await ask('7 000,01 kr', account, account, '7000,01')).toEqual({ orderId: expect.any(String) })
    expect(await ask('7000')).toEqual({ orderId: expect.any(String) })
    expect(await orders()).toHaveLength(before + 2)
  })

  test('above ten times what is agreed is refused, however sure one is', async () => {
    const tooLarge = { refused: 'top-up-too-large', detail: '3500000' }
    expect(await ask('35000,01', account, account, '35000,01')).toEqual(tooLarge)
    const byStaff = (amount: number, isSure: boolean) =>
      inTransaction(database.batch, (tx) =>
        topUp(
          tx,
          { agreementId: account.agreementId, amount: ore(amount), isSure },
          { ...WITH, now: at('2019-12-07') },
        ),
      )
    expect(await byStaff(3_500_001, true)).toEqual(tooLarge)
    expect(await byStaff(3_500_000, false)).toMatchObject({ refused: 'unusual-top-up' })
    expect(await byStaff(3_500_000, true)).toMatchObject({ amount: 3_500_000 })
  })

  test('many of one account hide nothing of its holder’s other', async () => {
    const { batch } = database
    const [busy, quiet] = [
      await anAccount(batch, [aCar()], { partyId: account.partyId }),
      await anAccount(batch, [aCar()], { partyId: account.partyId }),
    ]
    const asked = Array.from({ length: 13 }, () => ({
      agreementId: busy.agreementId,
      partyId: account.partyId,
      because: 'top-up' as const,
      amount: ore(10_000),
      agreed: busy.agreed,
    }))
    await inTransaction(batch, (tx) => issueAsked(tx, asked, { ...WITH, now: at('2019-12-08') }))
    const shown = await asHolder((tx) => readOwnPrepayments(tx, [busy.agreementId, quiet.agreementId]))
    expect(shown.filter(({ agreementId }) => agreementId === busy.agreementId)).toHaveLength(12)
    expect(shown.filter(({ agreementId }) => agreementId === quiet.agreementId)).toMatchObject([
      { because: 'opening', paid: 0 },
    ])
  })
})
