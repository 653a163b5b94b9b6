import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { at, ferryDatabase, payInvoice, WITH } from '#ferry/ferry.test-world.ts'
import { importFares } from '#ferry/import-fares.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { openFerryAccount } from '#ferry/open-account.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { readFares } from '#ferry/read-fares.ts'
import { brokenInvariants } from '#jobs/verify.ts'
import { ferryCustomers, receiptsOn } from '../../sandbox/ferry-traffic.ts'
import { makeWorld } from '../../sandbox/world.ts'

/** The demo's ferry customers through its two months, by the same files and with the same habits of paying. */
const database = ferryDatabase()
const TODAY = '2019-12-10'
const FIRST = addMonths(TODAY, -2)
const world = makeWorld(4711)

beforeAll(async () => {
  const { batch, owner } = database
  await importFares(batch, resolve(import.meta.dirname, '../../data'), { now: at(FIRST) })
  await owner`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, source)
    values (12, 'basto-fosen', 'Bastø Fosen AS', false, false, false, 'test'), (13, 'torghatten-ts', 'Torghatten AS', false, false, false, 'test')`
  const { rules } = await readFares(batch)
  for (const { ref, vehicles } of ferryCustomers(world)) {
    const number = ref.startsWith('o') ? '987654325' : null
    const [party] = await owner<{ id: number }[]>`
      insert into party (public_id, kind, name, organisation_number, portfolio_ref)
      values (${randomUUID()}, ${number ? 'organisation' : 'person'}, ${ref}, ${number}, ${ref}) returning id`
    const asked = { partyId: party?.id ?? 0, vehicles, termsVersion: '2019-01-15' }
    const run = { ...WITH, rules, now: at(FIRST, '08:00') }
    const opened = await inTransaction(batch, (tx) => openFerryAccount(tx, asked, run))
    if (isRefusal(opened)) throw new Error(opened.refused)
  }
  for (let day = FIRST; day < TODAY; day = addDays(day, 1)) {
    const now = startOfOsloDay(addDays(day, 1)) - 1
    for (const { name, text } of receiptsOn(world, day)) {
      const taken = await importReceipts(batch, Buffer.from(text), { now, rules })
      if (isRefusal(taken)) throw new Error(`${name}: ${taken.refused}`)
    }
    await payAhead(now)
    await postAccounts(batch, { ...WITH, rules, day, now })
  }
}, 60_000)

/** All pay what opens their account; what refills it only an organisation does. */
async function payAhead(now: number): Promise<void> {
  const { batch } = database
  const asked = await batch<{ id: number; kroner: number }[]>`
    select i.id, i.total_ore / 100 as kroner
    from ferry_prepayment p join ferry_account a using (agreement_id) join invoice i on i.id = p.invoice_id
    where i.state = 'sent' and (p.because = 'opening' or a.kind = 'organisation') and i.issued_on < ${osloDay(now)}`
  for (const { id, kroner } of asked) await payInvoice(batch, id, kroner, now)
}

test('when the demo begins one has a discount and a refill to pay, one is below the limit, and the haulier has refilled', async () => {
  const accounts = await database.batch<Account[]>`
    select p.portfolio_ref as ref, a.state, array_agg(f.because || case when f.settled_at is null then ' open' else ' paid' end order by f.invoice_id) as asked,
           (select count(*) from ferry_vehicle v where v.agreement_id = a.agreement_id)::int as vehicles
    from ferry_account a join party p on p.id = a.party_id join ferry_prepayment f using (agreement_id)
    group by 1, 2, a.agreement_id order by 1`
  const [haulier, two, one] = accounts
  expect(haulier).toMatchObject({ ref: 'o-9', state: 'active', vehicles: 5 })
  expect(haulier?.asked).toContain('refill paid')
  expect(two).toEqual({ ref: 'p-1', state: 'active', vehicles: 2, asked: ['opening paid', 'refill open'] })
  expect(one).toEqual({ ref: 'p-3', state: 'blocked', vehicles: 1, asked: ['opening paid', 'refill open'] })
})

type Account = {
  readonly ref: string
  readonly state: string
  readonly vehicles: number
  readonly asked: readonly string[]
}

test('three connections were sailed, and the books are right', async () => {
  const legs = await database.batch`select distinct leg from ferry_trip where state = 'received' order by leg`
  expect(legs.map(({ leg }) => leg)).toEqual(['anda-lote', 'flakk-rorvik', 'horn-igeroy'])
  expect(await brokenInvariants(database.owner, { now: at(TODAY) })).toEqual([])
})
