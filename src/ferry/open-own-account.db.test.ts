import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { kroner } from '#core/money.ts'
import { isRefusal, refuse } from '#core/refusal.ts'
import { asParty, inTransaction, type Tx } from '#db/connection.ts'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { removeFerryVehicle } from './add-vehicle.ts'
import { endFerryAccount } from './end-account.ts'
import {
  aCar,
  accountAfter,
  anAccount,
  anOrganisation,
  at,
  ferryDatabase,
  payInvoice,
  post,
  RULES,
  WITH,
} from './ferry.test-world.ts'
import { issueAsked, issueOrdered } from './issue-asked.ts'
import { addOwnVehicle, openOwnAccount } from './open-own-account.ts'
import { blockCard, orderCard } from './order-card.ts'
import { readAccountVehicles } from './read-account.ts'
import { readAwaited } from './read-awaited.ts'
import type { WrittenVehicle } from './vehicle.ts'

const database = ferryDatabase()
const NOW = at('2019-12-02')
const AT = { now: NOW, newId: randomUUID, rules: RULES }
const CLOSING_DAYS = [{ from: '2019-01-01', source: 'test', value: 56 }]
let partyId = 0

beforeAll(async () => {
  partyId = await aPerson(database.batch)
})

function asCustomer<T>(work: (tx: Tx) => Promise<T>, of = partyId): Promise<T> {
  return asParty(database.app, [of], work)
}

async function openWith(vehicles: readonly WrittenVehicle[], of = partyId) {
  const opened = await asCustomer(
    (tx) => openOwnAccount(tx, { partyId: of, vehicles, termsVersion: '2019-01-15' }, AT),
    of,
  )
  if (isRefusal(opened)) throw new Error(`${opened.refused} ${opened.detail ?? ''}`)
  return { ...opened, partyId: of }
}

const issueAll = () => issueOrdered(database.batch, { ...WITH, now: NOW, limit: 100 })

async function invoiceOf(orderId: string | undefined) {
  const [row] = await database.batch<{ id: number; total: number; agreed: number; dueOn: string | null }[]>`
    select i.id, i.total_ore / 100 as total, p.agreed_ore / 100 as agreed, i.due_on as "dueOn"
    from ferry_prepayment_order o join invoice i on i.id = o.invoice_id join ferry_prepayment p on p.invoice_id = i.id
    where o.public_id = ${orderId ?? randomUUID()}`
  return row
}

describe('an account that a customer opens by a page', () => {
  test('is asked ahead for by the worker, once, and opens as any other when that is paid', async () => {
    const account = await openWith([aCar({ card: true }), aCar({ length_cm: 900 })])
    const awaited = () => asCustomer((tx) => readAwaited(tx, [account.agreementId]))
    expect(await invoiceOf(account.orderId)).toBeUndefined()
    expect(await awaited()).toMatchObject([{ amount: kroner(13_900), invoice: undefined }])
    expect(await issueAll()).toBe(1)
    expect(await awaited()).toMatchObject([{ invoice: { remaining: kroner(13_900) } }])
    expect(await issueAll()).toBe(0)
    const invoice = await invoiceOf(account.orderId)
    expect(invoice).toMatchObject({ total: 13_900, agreed: 13_900, dueOn: null })
    await payInvoice(database.batch, invoice?.id ?? 0, 13_900)
    await post(database.batch, '2019-12-03')
    expect(await accountAfter(database.batch, account)).toEqual({
      state: 'active',
      balance: 13_850,
      agreed: 13_900,
    })
  })

  test('is not opened for a vehicle or a tag that somebody else has, and nothing is told of them', async () => {
    const plate = 'EK 31001'
    await anAccount(database.batch, [aCar({ plate, tagNumber: '77001' })])
    const open = (vehicle: WrittenVehicle) =>
      asCustomer((tx) =>
        openOwnAccount(tx, { partyId, vehicles: [aCar(), vehicle], termsVersion: '2019-01-15' }, AT),
      )
    expect(await open(aCar({ plate }))).toEqual(refuse('vehicle-has-ferry-account', '2'))
    expect(await open(aCar({ tagNumber: '77001' }))).toEqual(refuse('tag-has-ferry-account', '2'))
    const stranger = await aPerson(database.batch)
    const { id: agreementId } = await anAgreement(database.batch, { partyId: stranger, issuerId: 1 })
    const with77002 = { plate: 'EK31002', agreementId, partyId: stranger, tagNumber: '77002' }
    await aVehicle(database.batch, with77002)
    expect(await open(aCar({ tagNumber: '77002' }))).toEqual(refuse('tag-on-another-vehicle', '2'))
    expect(await asCustomer((tx) => tx`select from ferry_vehicle where plate = 'EK31001'`)).toHaveLength(0)
  })

  test('cannot be another’s, and no page says that it is open or what is on it', async () => {
    const other = await anAccount(database.batch)
    const own = await openWith([aCar()])
    const denied = /row-level security|permission denied/
    const write = (sql: (tx: Tx) => Promise<unknown>) => asCustomer(sql)
    await expect(
      write(
        (tx) => tx`insert into ferry_vehicle (agreement_id, party_id, country, plate, length_cm, valid)
                       values (${other.agreementId}, ${partyId}, 'NO', 'EK31003', 480, tstzrange(${NOW}, null))`,
      ),
    ).rejects.toThrow(denied)
    await expect(
      write((tx) => tx`update ferry_account set state = 'active' where agreement_id = ${own.agreementId}`),
    ).rejects.toThrow(denied)
    await expect(
      write((tx) => tx`update ferry_account set balance_ore = 1 where agreement_id = ${own.agreementId}`),
    ).rejects.toThrow(denied)
    await expect(write((tx) => tx`update ferry_prepayment_order set invoice_id = null`)).rejects.toThrow(
      denied,
    )
    expect(
      await asCustomer((tx) =>
        endFerryAccount(tx, { agreementId: other.agreementId }, { now: NOW, closingDays: CLOSING_DAYS }),
      ),
    ).toEqual(refuse('unknown-ferry-account'))
  })
})

describe('vehicles', () => {
  test('of an organisation ask for an amount each, and each agrees on its own beside those that are not paid', async () => {
    const of = await anOrganisation(database.batch)
    const account = await openWith([aCar()], of)
    const add = (vehicle: WrittenVehicle) =>
      asCustomer((tx) => addOwnVehicle(tx, { agreementId: account.agreementId, vehicle }, AT), of)
    const [first, second] = [await add(aCar()), await add(aCar({ length_cm: 1_800 }))]
    await issueAll()
    expect(await invoiceOf('orderId' in first ? first.orderId : '')).toMatchObject({
      total: 3_500,
      agreed: 7_000,
    })
    expect(await invoiceOf('orderId' in second ? second.orderId : '')).toMatchObject({
      total: 26_300,
      agreed: 33_300,
    })
  })

  test('of a private customer are two, and ask for more only where one is dearer', async () => {
    const { agreementId } = await openWith([aCar()])
    const add = (vehicle: WrittenVehicle) =>
      asCustomer((tx) => addOwnVehicle(tx, { agreementId, vehicle }, AT))
    expect(await add(aCar())).toEqual({ orderId: undefined })
    expect(await add(aCar())).toEqual(refuse('too-many-vehicles'))
  })

  test('leave with their card, and may come back; the last one stays', async () => {
    const [plate, other] = ['EK 32001', 'EK 32002']
    const account = await openWith([aCar({ plate, card: true }), aCar({ plate: other })])
    const { agreementId } = account
    const remove = (gone: string, now: number) =>
      asCustomer((tx) => removeFerryVehicle(tx, { agreementId, plate: gone }, { now }))
    expect(await remove('EK 99999', NOW)).toEqual(refuse('unknown-vehicle'))
    expect(await remove(plate, NOW + 60_000)).toMatchObject({ vehicleId: expect.any(Number) })
    expect(await remove(other, NOW + 60_000)).toEqual(refuse('last-vehicle'))
    const left = await readAccountVehicles(database.batch, agreementId, NOW + 60_000)
    expect(left.map((one) => one.plate)).toEqual(['EK32002'])
    const cards = await database.batch`select state from ferry_card where agreement_id = ${agreementId}`
    expect(cards).toEqual([{ state: 'blocked' }])
    const back = { agreementId, vehicle: aCar({ plate }) }
    expect(await asCustomer((tx) => addOwnVehicle(tx, back, { ...AT, now: NOW + 120_000 }))).toEqual({
      orderId: undefined,
    })
  })
})

test('two who put a vehicle on at once are asked for one difference, and a private account has no third vehicle', async () => {
  const { agreementId } = await openWith([aCar()])
  const add = (length_cm: number, now: number) =>
    asCustomer((tx) => addOwnVehicle(tx, { agreementId, vehicle: aCar({ length_cm }) }, { ...AT, now }))
  expect(await add(1_000, NOW + 60_050)).toEqual({ orderId: expect.any(String) })
  // Its now is a little older: it has waited for the other.
  expect(await add(1_000, NOW + 60_000)).toEqual(refuse('too-many-vehicles'))
})

describe('a dearer vehicle that leaves and comes back', () => {
  const [car, lorry] = [aCar(), aCar({ length_cm: 1_000 })]
  const later = (minutes: number) => ({ ...AT, now: NOW + minutes * 60_000 })
  const add = (agreementId: number, minutes: number) =>
    asCustomer((tx) => addOwnVehicle(tx, { agreementId, vehicle: lorry }, later(minutes)))
  const remove = (agreementId: number, minutes: number) =>
    asCustomer((tx) => removeFerryVehicle(tx, { agreementId, plate: lorry.plate }, later(minutes)))
  const asked = (agreementId: number) => database.batch`
    select because, amount_ore / 100 as amount from ferry_prepayment_order where agreement_id = ${agreementId} order by id`

  test('is asked for its difference once, and again when a refill was asked for without it', async () => {
    const { agreementId } = await openWith([car])
    expect(await add(agreementId, 1)).toEqual({ orderId: expect.any(String) })
    await remove(agreementId, 2)
    expect(await add(agreementId, 3)).toEqual({ orderId: undefined })
    await remove(agreementId, 4)
    await issueAll()
    expect(await add(agreementId, 5)).toEqual({ orderId: undefined })
    expect(await asked(agreementId)).toEqual([
      { because: 'opening', amount: 3_500 },
      { because: 'difference', amount: 10_400 },
    ])
    await remove(agreementId, 6)
    const refill = {
      agreementId,
      partyId,
      because: 'refill' as const,
      amount: kroner(3_500),
      agreed: kroner(3_500),
    }
    await inTransaction(database.batch, (tx) => issueAsked(tx, [refill], { ...WITH, now: later(7).now }))
    expect(await add(agreementId, 8)).toEqual({ orderId: expect.any(String) })
    expect(await asked(agreementId)).toHaveLength(3)
  })
})

test('a vehicle has one card, which is blocked before another is ordered', async () => {
  const plate = 'EK 33001'
  const { agreementId } = await openWith([aCar({ plate })])
  const of = { agreementId, plate }
  const order = () => asCustomer((tx) => orderCard(tx, of, { now: NOW, rules: RULES }))
  const block = () => asCustomer((tx) => blockCard(tx, of, { now: NOW }))
  expect(await block()).toEqual(refuse('no-card'))
  expect(await order()).toMatchObject({ vehicleId: expect.any(Number) })
  expect(await order()).toEqual(refuse('card-already'))
  expect(await block()).toMatchObject({ cardNumber: expect.stringMatching(/^\d+$/) })
  expect(await order()).toMatchObject({ vehicleId: expect.any(Number) })
})

test('an account that ends asks for nothing more, and its vehicles are free', async () => {
  const plate = 'EK 34001'
  const { agreementId, orderId, agreed } = await openWith([aCar({ plate, card: true })])
  expect(agreed).toBe(kroner(3_500))
  const ended = await asCustomer((tx) =>
    endFerryAccount(tx, { agreementId }, { now: NOW + 60_000, closingDays: CLOSING_DAYS }),
  )
  expect(ended).toEqual({ closesAt: at('2020-01-27', '00:00') })
  await issueAll()
  expect(await invoiceOf(orderId)).toBeUndefined()
  await expect(
    asCustomer((tx) =>
      openOwnAccount(
        tx,
        { partyId, vehicles: [aCar({ plate })], termsVersion: '2019-01-15' },
        { ...AT, now: NOW + 120_000 },
      ),
    ),
  ).resolves.toMatchObject({ agreed })
})
