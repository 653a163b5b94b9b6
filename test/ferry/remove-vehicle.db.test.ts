import { expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { removeFerryVehicle } from '#ferry/add-vehicle.ts'
import {
  aCar,
  accountAfter,
  anAccount,
  at,
  ferryDatabase,
  payInvoice,
  post,
  sail,
} from '#ferry/ferry.test-world.ts'
import { brokenInvariants } from '#jobs/verify.ts'

const database = ferryDatabase()

const remove = (agreementId: number, plate: string, country = 'NO') =>
  inTransaction(database.batch, (tx) =>
    removeFerryVehicle(tx, { agreementId, plate, country }, { now: at('2019-12-05', '09:00') }),
  )

test('a vehicle that is taken out sails no more on the account, its card pays for nothing, and what is agreed stays', async () => {
  const { batch } = database
  const account = await anAccount(batch, [
    aCar({ plate: 'RV10001', length_cm: 900, card: true }),
    aCar({ plate: 'RV10002' }),
  ])
  const { agreementId } = account
  await payInvoice(batch, account.invoiceId, 13_900)
  await post(batch, '2019-12-03')
  expect(await remove(agreementId, 'RV 10001')).toMatchObject({ vehicleId: expect.any(Number) })
  const [card] = await batch<{ state: string; card: string }[]>`
    select state, card_number as card from ferry_card where agreement_id = ${agreementId}`
  expect(card?.state).toBe('blocked')
  const after = { day: '2019-12-05', time: '10:00' }
  const before = { plate: 'RV10001', day: '2019-12-05', time: '08:00' }
  const taken = await sail(
    batch,
    [{ ...after, plate: 'RV10001' }, { ...after, card: card?.card ?? '' }, before],
    at('2019-12-05'),
  )
  expect(taken).toMatchObject({ received: 1, noAccount: 2 })
  expect(await accountAfter(batch, account)).toEqual({ state: 'active', balance: 13_850, agreed: 13_900 })
})

test('the last one stays, and one that is not there cannot be taken out', async () => {
  const { agreementId } = await anAccount(database.batch, [aCar({ plate: 'RV10003' })])
  expect(await remove(agreementId, 'RV10003')).toEqual({ refused: 'last-vehicle' })
  expect(await remove(agreementId, 'RV10009')).toEqual({ refused: 'unknown-vehicle' })
  expect(await remove(agreementId, 'RV10003', 'SE')).toEqual({ refused: 'unknown-vehicle' })
})

test('the vehicle may be on another account from then on', async () => {
  const { batch } = database
  const other = await anAccount(batch, [aCar({ plate: 'RV10001' })], { now: at('2019-12-06') })
  await payInvoice(batch, other.invoiceId, 3_500, at('2019-12-06'))
  await sail(batch, [{ plate: 'RV10001', day: '2019-12-06', time: '18:00' }], at('2019-12-06', '20:00'))
  await post(batch, '2019-12-06')
  expect(await accountAfter(batch, other)).toMatchObject({ balance: 3_450 })
  expect(await brokenInvariants(database.owner, { now: at('2020-01-31') })).toEqual([])
})
