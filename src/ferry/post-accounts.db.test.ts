import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '#jobs/invariants.ts'
import { accountAfter, anAccount, anOrganisation, aCar, ferryDatabase, payInvoice, post, sail, statementOf } from './ferry.test-world.ts'

const database = ferryDatabase()

describe('the prepayment', () => {
  test('opens the account when all of it has come in, in one payment or several', async () => {
    const { batch } = database
    const account = await anAccount(batch)
    expect(await accountAfter(batch, account)).toEqual({ state: 'waiting', balance: 0, agreed: 3500 })
    await payInvoice(batch, account.invoiceId, 1_500)
    await post(batch, '2019-12-03')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'waiting', balance: 1500 })
    await payInvoice(batch, account.invoiceId, 2_000, Date.parse('2019-12-04T09:00:00Z'))
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 3500 })
    expect(await post(batch, '2019-12-05')).toMatchObject({ accounts: 0 })
  })
})

describe('a trip', () => {
  test('is drawn with the discount of the account', async () => {
    const { batch } = database
    const account = await anAccount(batch, [aCar({ plate: 'AB10001' })])
    await payInvoice(batch, account.invoiceId, 3_500)
    await sail(batch, [{ plate: 'AB10001' }])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 3450 })
    expect((await statementOf(batch, account)).at(-1)).toMatchObject({ kind: 'trip', amount: -5_000, discount: 'private', paidBy: 'account' })
  })

  test('of an organisation costs 60 of a hundred', async () => {
    const { batch } = database
    const partyId = await anOrganisation(batch)
    const account = await anAccount(batch, [aCar({ plate: 'AB10002' }), aCar({ length_cm: 900 })], { partyId })
    expect(account.agreed).toBe((3_500 + 13_900) * 100)
    await payInvoice(batch, account.invoiceId, 17_400)
    await sail(batch, [{ plate: 'AB10002' }])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ balance: 17_340 })
  })
})

test('the books are right after all this', async () => {
  for (const { code, sql } of INVARIANTS) {
    const params = sql.includes('$1') ? [new Date('2019-12-06').toISOString()] : []
    expect({ code, broken: [...(await database.owner.unsafe(sql, params))] }).toEqual({ code, broken: [] })
  }
})
