import { expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { decideReceipt, type ReceiptDecision } from '#ferry/decide-receipt.ts'
import { explainTrip } from '#ferry/explain-trip.ts'
import {
  aCar,
  accountAfter,
  anAccount,
  at,
  ferryDatabase,
  payInvoice,
  post,
  RULES,
  sail,
} from '#ferry/ferry.test-world.ts'
import { readGivenBack, readQueue } from '#ferry/read-queue.ts'
import { brokenInvariants } from '#jobs/verify.ts'

const database = ferryDatabase()

const decide = (tripId: number, decision: ReceiptDecision) =>
  inTransaction(database.batch, (tx) =>
    decideReceipt(tx, { tripId, decision }, { now: at('2019-12-05'), rules: RULES }),
  )

test('a receipt that could not be priced is put right, and joins the next posting day', async () => {
  const { batch } = database
  const account = await anAccount(batch, [aCar({ plate: 'CD10001' })])
  await payInvoice(batch, account.invoiceId, 3_500)
  await sail(batch, [{ plate: 'CD10001', leg: 'nowhere', reference: 'lost' }])
  await post(batch, '2019-12-04')
  expect(await accountAfter(batch, account)).toMatchObject({ balance: 3_500 })
  const [queued] = await readQueue(batch, { limit: 10 })
  expect(queued).toMatchObject({ company: 'fjord1', reference: 'lost', reason: 'unknown-leg' })
  const tripId = queued?.tripId ?? 0
  expect(await decide(tripId, { is: 'again' })).toEqual({ refused: 'still-unknown-leg' })
  expect(await decide(tripId, { is: 'again', leg: 'anda-lote', length_cm: 0 })).toEqual({
    refused: 'still-impossible-length',
  })
  expect(await decide(tripId, { is: 'again', leg: 'anda-lote' })).toEqual({ state: 'received' })
  expect(await decide(tripId, { is: 'again' })).toEqual({ refused: 'not-in-queue' })
  await post(batch, '2019-12-05')
  expect(await accountAfter(batch, account)).toMatchObject({ balance: 3_450 })
  expect(await explainTrip(batch, { company: 'fjord1', reference: 'lost' })).toMatchObject([
    {
      state: 'posted',
      posted: { full: 10_000, fare: 5_000, discount: 'private', decidedOn: 350_000, limit: 0 },
    },
  ])
})

test('a class that nobody knows is put right to one that is known, and to no other', async () => {
  const { batch } = database
  const account = await anAccount(batch, [aCar({ plate: 'CD10011' })])
  await payInvoice(batch, account.invoiceId, 3_500)
  await sail(batch, [{ plate: 'CD10011', class: 'AP77', reference: 'odd-class' }])
  const queued = (await readQueue(batch, { limit: 10 })).find(({ reference }) => reference === 'odd-class')
  expect(queued).toMatchObject({ reason: 'unknown-class' })
  const tripId = queued?.tripId ?? 0
  const refused = { refused: 'still-unknown-class' }
  expect(await decide(tripId, { is: 'again' })).toEqual(refused)
  expect(await decide(tripId, { is: 'again', classSeen: 'AP78' })).toEqual(refused)
  expect(await decide(tripId, { is: 'again', classSeen: 'MC' })).toEqual({ state: 'received' })
  await post(batch, '2019-12-05')
  expect(await accountAfter(batch, account)).toMatchObject({ balance: 3_475 })
})

test('a rejected one, one of nobody’s account and one of another issuer’s tag are the ferry company’s again', async () => {
  const { batch } = database
  await anAccount(batch, [aCar({ plate: 'CD10002', tagNumber: '9992' })])
  await sail(batch, [
    { plate: 'CD10002', length: 9_999, reference: 'too-long' },
    { plate: 'CD10002', reference: 'foreign' },
    { plate: 'ZZ99999', reference: 'nobody' },
  ])
  const [queued] = await readQueue(batch, { limit: 10 })
  expect(await decide(queued?.tripId ?? 0, { is: 'rejected', because: '' })).toEqual({
    refused: 'no-decision',
  })
  expect(await decide(queued?.tripId ?? 0, { is: 'rejected', because: 'measured twice' })).toEqual({
    state: 'rejected',
  })
  await post(batch, '2019-12-04')
  const month = { from: at('2019-12-01'), to: at('2020-01-01'), limit: 10 }
  expect((await readGivenBack(batch, month)).map(({ reference, because }) => [reference, because])).toEqual([
    ['foreign', 'other-issuer'],
    ['nobody', 'no-account'],
  ])
  expect(await explainTrip(batch, { company: 'fjord1', reference: 'unheard-of' })).toEqual({
    refused: 'unknown-trip',
  })
})

test('the books are right after all this', async () => {
  expect(await brokenInvariants(database.owner, { now: at('2020-01-31') })).toEqual([])
})
