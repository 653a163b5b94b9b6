import { beforeAll, describe, expect, test } from 'vitest'
import { aCar, anAccount, at, ferryDatabase, payInvoice, post, sail } from '#ferry/ferry.test-world.ts'
import { brokenBy } from '#jobs/corrupt.test-world.ts'
import { FERRY_INVARIANTS } from '#jobs/ferry-invariants.ts'
import { verify } from '#jobs/verify.ts'

const database = ferryDatabase()
const NOW = at('2019-12-05')

/** An account that was paid ahead, has a card, and has sailed by tag and by card. */
beforeAll(async () => {
  const { batch } = database
  const car = aCar({ plate: 'EK70001', card: true })
  const account = await anAccount(batch, [car])
  await payInvoice(batch, account.invoiceId, 3_500)
  await post(batch, '2019-12-03')
  await sail(batch, [{ plate: car.plate }, { plate: car.plate, time: '17:00' }])
  await post(batch, '2019-12-04')
})

const ONE_TRIP = "(select min(id) from ferry_entry where kind = 'trip')"

/** What goes wrong in each. Constraints that would stop it are taken away first. */
const CORRUPTIONS: Readonly<Record<string, string | readonly string[]>> = {
  I50: 'update ferry_account set balance_ore = balance_ore + 1',
  I50b: 'update ferry_prepayment set amount_ore = amount_ore + 1',
  I50c: "delete from posting where kind = 'ferry-trip' and id = (select min(id) from posting where kind = 'ferry-trip')",
  I50d: `update ferry_entry set limit_ore = decided_on_ore where id = ${ONE_TRIP}`,
  I50e: `update ferry_entry set full_ore = fare_ore + toll_ore - 1 where id = ${ONE_TRIP}`,
  I50f: 'update ferry_receipt_file set declared_count = declared_count + 1',
  I50g: [
    "update ferry_card set released_at = released_at - interval '1 day'",
    "update ferry_account set opened_at = opened_at - interval '1 day'",
    'update ferry_card set fee_ore = fee_ore + 1',
    // What came in was of a further vehicle, and the opening is asked for still.
    `alter table ferry_prepayment drop constraint ferry_prepayment_pkey cascade, drop constraint ferry_prepayment_invoice_id_fkey;
     insert into ferry_prepayment select invoice_id, agreement_id, party_id, 'difference', amount_ore, agreed_ore, asked_at, settled_at from ferry_prepayment;
     update ferry_prepayment set invoice_id = invoice_id + 1000000 where because = 'opening'`,
  ],
}

test('sound ferry accounts break nothing', async () => {
  expect((await verify(database.batch, { now: NOW })).broken).toEqual([])
})

describe('each invariant of ferry accounts catches what it is for', () => {
  test('and each has a corruption here', () =>
    expect(Object.keys(CORRUPTIONS).sort()).toEqual(FERRY_INVARIANTS.map((i) => i.code).sort()))

  test.each(FERRY_INVARIANTS.map(({ code, says }) => [code, says] as const))('%s: %s', async (code) => {
    const corruptions = [CORRUPTIONS[code] ?? ''].flat()
    for (const corruption of corruptions)
      expect(await brokenBy(database.owner, corruption, NOW), corruption).toContain(code)
  })
})
