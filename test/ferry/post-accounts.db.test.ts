// long because: one account's life is told by one world, and the books are checked after all of it.
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { addFerryVehicle, removeFerryVehicle, topUp } from '#ferry/add-vehicle.ts'
import { endFerryAccount } from '#ferry/end-account.ts'
import {
  aCar,
  accountAfter,
  anAccount,
  anOrganisation,
  aTrip,
  at,
  ferryDatabase,
  LIMITS,
  payInvoice,
  post,
  RULES,
  receiptFile,
  sail,
  statementOf,
  type TestAccount,
  takeBack,
  WITH,
} from '#ferry/ferry.test-world.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { blockCard, orderCard } from '#ferry/order-card.ts'
import { postAccounts } from '#ferry/post-accounts.ts'
import { tellOtherHolders } from '#ferry/tell-other-holders.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { brokenInvariants } from '#jobs/verify.ts'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'

const database = ferryDatabase()

/** An open account with so many kroner left, of one car. */
async function openWith(kroner: number, plate: string) {
  const { batch } = database
  const account = await anAccount(batch, [aCar({ plate })])
  await payInvoice(batch, account.invoiceId, 3_500)
  await post(batch, '2019-12-03')
  const trips = Math.round((3_500 - kroner) / 50)
  await sail(
    batch,
    Array.from({ length: trips }, (_, i) => ({
      plate,
      day: '2019-12-03',
      time: `0${Math.floor(i / 60)}:${String(i % 60).padStart(2, '0')}`,
    })),
    at('2019-12-03', '23:59'),
  )
  await post(batch, '2019-12-03')
  expect(await accountAfter(batch, account)).toMatchObject({ balance: kroner })
  return account
}

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
    expect((await statementOf(batch, account)).at(-1)).toMatchObject({
      kind: 'trip',
      amount: -5_000,
      discount: 'private',
      paidBy: 'account',
    })
  })

  test('of an organisation costs 60 of a hundred', async () => {
    const { batch } = database
    const partyId = await anOrganisation(batch)
    const account = await anAccount(batch, [aCar({ plate: 'AB10002' }), aCar({ length_cm: 900 })], {
      partyId,
    })
    expect(account.agreed).toBe((3_500 + 13_900) * 100)
    await payInvoice(batch, account.invoiceId, 17_400)
    await sail(batch, [{ plate: 'AB10002' }])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ balance: 17_340 })
  })
})

describe('cards', () => {
  test('are released and paid from the account when it opens, and not before', async () => {
    const { batch } = database
    const account = await anAccount(batch, [aCar({ plate: 'AB20001', card: true }), aCar({ card: true })])
    const states = () => batch`select state from ferry_card where agreement_id = ${account.agreementId}`
    await payInvoice(batch, account.invoiceId, 3_499)
    await post(batch, '2019-12-03')
    expect(await states()).toEqual([{ state: 'ordered' }, { state: 'ordered' }])
    await payInvoice(batch, account.invoiceId, 1, at('2019-12-04'))
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 3_400 })
    expect(await states()).toEqual([{ state: 'released' }, { state: 'released' }])
  })

  test('a lost one is known no more, and its vehicle may have another', async () => {
    const { batch } = database
    const account = await openWith(3_500, 'AB20002')
    const of = { agreementId: account.agreementId, plate: 'AB 20002' }
    const run = { now: at('2019-12-04', '09:00'), rules: RULES }
    await inTransaction(batch, (tx) => orderCard(tx, of, run))
    expect(await inTransaction(batch, (tx) => orderCard(tx, of, run))).toEqual({ refused: 'card-already' })
    await post(batch, '2019-12-04')
    const blocked = await inTransaction(batch, (tx) => blockCard(tx, of, { now: at('2019-12-05', '07:00') }))
    const card = 'cardNumber' in blocked ? blocked.cardNumber : ''
    const taken = await sail(batch, [{ card, day: '2019-12-05' }], at('2019-12-05', '20:00'))
    expect(taken).toMatchObject({ received: 0, noAccount: 1 })
    const again = { now: at('2019-12-05', '10:00'), rules: RULES }
    expect(await inTransaction(batch, (tx) => orderCard(tx, of, again))).toMatchObject({
      vehicleId: expect.any(Number),
    })
  })
})

describe('the balance before a trip decides its share', () => {
  test('the trip that crosses zero keeps its discount, and the next has lost it', async () => {
    const { batch } = database
    const account = await openWith(50, 'AB30001')
    await sail(batch, [
      { plate: 'AB30001', time: '10:00', length: 700, class: 'AP2' },
      { plate: 'AB30001', time: '11:00' },
    ])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'blocked', balance: -75 })
    expect((await statementOf(batch, account)).slice(-2)).toMatchObject([
      { amount: -12_500, discount: 'private', paidBy: 'account' },
      { amount: 0, discount: 'none', paidBy: 'invoice' },
    ])
    const blocks =
      await batch`select because from agreement_block where agreement_id = ${account.agreementId} and upper_inf(during)`
    expect(blocks).toEqual([{ because: 'negative-balance' }])
  })

  test('by tag the issuer charges ten per cent less on the toll agreement; another issuer’s tag is listed', async () => {
    const { batch } = database
    const holder = await aPerson(batch)
    const toll = await anAgreement(batch, { partyId: holder, issuerId: 1, number: 'T1' })
    await aVehicle(batch, { plate: 'AB30002', agreementId: toll.id, partyId: holder, tagNumber: '5781001' })
    const account = await anAccount(batch, [aCar({ plate: 'AB30002' })])
    const other = await anAccount(batch, [aCar({ plate: 'AB30003', tagNumber: '9991' })])
    await sail(batch, [{ tag: '5781001', leg: 'flakk-rorvik' }, { plate: 'AB30003' }])
    await post(batch, '2019-12-04')
    expect((await statementOf(batch, account)).at(-1)).toMatchObject({
      amount: 0,
      discount: 'tag',
      paidBy: 'tag-issuer',
    })
    expect((await statementOf(batch, other)).at(-1)).toMatchObject({
      amount: 0,
      discount: 'tag',
      paidBy: 'other-issuer',
    })
    const charges = await batch`
      select kind, amount_ore, tariff_ore, vat_percent, vat_ore, charger_id from charge where agreement_id = ${toll.id} order by id`
    expect(charges).toEqual([
      {
        kind: 'ferry-fare',
        amount_ore: 7_200,
        tariff_ore: 8_000,
        vat_percent: 12,
        vat_ore: 771,
        charger_id: 11,
      },
      {
        kind: 'ferry-toll',
        amount_ore: 4_500,
        tariff_ore: 5_000,
        vat_percent: 0,
        vat_ore: 0,
        charger_id: 11,
      },
    ])
  })

  test('where one pays by card it is the card that gives discount, and a vehicle without one pays the full price', async () => {
    const { batch } = database
    const account = await anAccount(batch, [
      aCar({ plate: 'AB30005', card: true }),
      aCar({ plate: 'AB30006' }),
    ])
    await payInvoice(batch, account.invoiceId, 3_500)
    await post(batch, '2019-12-03')
    const quay = { leg: 'horn-igeroy' }
    await sail(batch, [
      { ...quay, plate: 'AB30005' },
      { ...quay, plate: 'AB30006' },
      { ...quay, plate: 'AB30005', day: '2019-12-03', time: '07:00' },
    ])
    await post(batch, '2019-12-04')
    // The third sailed before there was a card to show.
    expect((await statementOf(batch, account)).slice(-3)).toMatchObject([
      { amount: 0, discount: 'none', paidBy: 'invoice' },
      { amount: -5_000, discount: 'private', paidBy: 'account' },
      { amount: 0, discount: 'none', paidBy: 'invoice' },
    ])
    const [charged] = await batch`
      select count(*)::int as n, sum(amount_ore)::int as ore from charge where agreement_id = ${account.agreementId} and kind = 'ferry-fare'`
    expect(charged).toEqual({ n: 2, ore: 20_000 })
  })

  test('payments of a day come before its trips, however they came', async () => {
    const { batch } = database
    const account = await openWith(50, 'AB30004')
    const refill = await refillOf(account)
    await sail(batch, [
      { plate: 'AB30004', time: '06:00' },
      { plate: 'AB30004', time: '07:00' },
    ])
    await payInvoice(batch, refill, 3_500, at('2019-12-04', '22:00'))
    await post(batch, '2019-12-04')
    expect((await statementOf(batch, account)).slice(-3).map(({ kind }) => kind)).toEqual([
      'payment',
      'trip',
      'trip',
    ])
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 3_450 })
  })
})

describe('the refill invoice', () => {
  test('goes out by itself at a quarter, once, and not again while it is open', async () => {
    const { batch } = database
    const account = await openWith(900, 'AB40001')
    expect(await asked(account)).toEqual(['opening'])
    await sail(batch, [{ plate: 'AB40001' }])
    expect(await post(batch, '2019-12-04')).toMatchObject({ refills: 1 })
    expect(await asked(account)).toEqual(['opening', 'refill'])
    await sail(batch, [{ plate: 'AB40001', day: '2019-12-05' }], at('2019-12-05'))
    expect(await post(batch, '2019-12-05')).toMatchObject({ trips: 1, refills: 0 })
  })

  test('asks for the amount of its day, which is agreed from when it is paid', async () => {
    const { batch } = database
    const account = await openWith(900, 'AB40002')
    await sail(batch, [{ plate: 'AB40002', day: '2020-01-02' }], at('2020-01-02'))
    await post(batch, '2020-01-02')
    const invoiceId = await refillOf(account)
    const [invoice] = await batch`select total_ore, due_on from invoice where id = ${invoiceId}`
    expect(invoice).toEqual({ total_ore: 360_000, due_on: null })
    expect(await accountAfter(batch, account)).toMatchObject({ agreed: 3_500 })
    await payInvoice(batch, invoiceId, 3_600, at('2020-01-03'))
    await post(batch, '2020-01-03')
    expect(await accountAfter(batch, account)).toEqual({ state: 'active', balance: 4_450, agreed: 3_600 })
  })

  test('asks up to the agreed amount, where that is how the parameter is set', async () => {
    const { batch } = database
    const account = await openWith(900, 'AB40004')
    await sail(batch, [{ plate: 'AB40004' }])
    const limits = [
      { from: '2019-01-01', source: 'test', value: { ...LIMITS, refillAsks: 'up-to' as const } },
    ]
    const run = { ...WITH, rules: { ...RULES, limits }, day: '2019-12-04', now: at('2019-12-04', '23:59') }
    await postAccounts(batch, run)
    const [invoice] = await batch`select total_ore from invoice where id = ${await refillOf(account)}`
    expect(invoice).toEqual({ total_ore: 350_000 - 85_000 })
  })

  test('is told of before the discount is lost, by mail and SMS as it is wanted; what became of the discount, always by both', async () => {
    const { batch, owner } = database
    const account = await openWith(900, 'AB40005')
    await owner`update party set phone = '41234567' where id = ${account.partyId}`
    await owner`
      insert into notice_choice (party_id, event, channel, wanted, chosen_at)
      values (${account.partyId}, 'low-balance', 'e-mail', false, now()), (${account.partyId}, 'low-balance', 'sms', true, now())`
    const told = async () => {
      const rows = await batch<{ kind: string; subject: string }[]>`
        select kind, subject from outbox where ref_id = ${account.agreementId} and dedupe_key like 'ferry-%' and dedupe_key not like 'ferry-opened:%'
        order by id`
      return rows.map(({ kind, subject }) => `${kind}: ${subject}`)
    }
    await sail(batch, [{ plate: 'AB40005' }])
    await post(batch, '2019-12-04')
    expect(await told()).toEqual(['sms: Lite igjen på ferjekontoen'])
    // Topped up, with the refill unpaid still, it runs low again.
    await sail(batch, [{ plate: 'AB40005', day: '2019-12-04', time: '09:00' }], at('2019-12-04', '21:00'))
    const topped = { agreementId: account.agreementId, amount: ore(20_000) }
    const top = await inTransaction(batch, (tx) => topUp(tx, topped, { ...WITH, now: at('2019-12-04') }))
    await payInvoice(batch, 'invoiceId' in top ? (top.invoiceId ?? 0) : 0, 200, at('2019-12-04', '22:00'))
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 1_000 })
    const times = ['10:00', '11:00', '12:00']
    await sail(
      batch,
      times.map((time) => ({ plate: 'AB40005', time })),
      at('2019-12-04', '23:00'),
    )
    await post(batch, '2019-12-04')
    expect(await told()).toEqual(['sms: Lite igjen på ferjekontoen', 'sms: Lite igjen på ferjekontoen'])
    const long = { plate: 'AB40005', length: 1400, class: 'AP4' }
    await sail(
      batch,
      ['07:00', '08:00', '09:00', '10:00'].map((time) => ({ ...long, day: '2019-12-05', time })),
      at('2019-12-05'),
    )
    await post(batch, '2019-12-05')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'blocked' })
    expect((await told()).slice(2).toSorted()).toEqual([
      'mail: Ferjekontoen er sperret',
      'sms: Ferjekontoen er sperret',
    ])
  })

  test('is told of by letter to who has neither mail nor telephone, unless it is wanted nowhere', async () => {
    const { batch, owner } = database
    const accounts = [await openWith(900, 'AB40011'), await openWith(900, 'AB40012')] as const
    const partyIds = accounts.map(({ partyId }) => String(partyId))
    await owner`update party set email = null where id = any (${partyIds}::bigint[])`
    await owner`
      insert into notice_choice (party_id, event, channel, wanted, chosen_at)
      values (${accounts[1].partyId}, 'low-balance', 'e-mail', false, now())`
    const lettersTo = async ({ partyId }: TestAccount) => {
      const rows = await batch<{ kind: string; subject: string; recipient: string }[]>`
        select kind, subject, recipient from outbox where party_id = ${partyId} and dedupe_key ~ '^ferry-(running|discount|blocked)'
        order by id`
      expect(new Set(rows.map(({ kind, recipient }) => `${kind}: ${recipient}`))).toEqual(
        new Set(rows.length > 0 ? ['letter: Kari Nordmann\nBryggen 3\n5003 Bergen'] : []),
      )
      return rows.map(({ subject }) => subject)
    }
    await sail(batch, [{ plate: 'AB40011' }, { plate: 'AB40012', reference: 'low-12' }])
    await post(batch, '2019-12-04')
    expect(await lettersTo(accounts[0])).toEqual(['Lite igjen på ferjekontoen'])
    expect(await lettersTo(accounts[1])).toEqual([])
    const long = { plate: 'AB40012', length: 1400, class: 'AP4', day: '2019-12-05' }
    const trips = ['07:00', '08:00', '09:00', '10:00'].map((time) => ({
      ...long,
      time,
      reference: `long-${time}`,
    }))
    await sail(batch, trips, at('2019-12-05'))
    await post(batch, '2019-12-05')
    expect(await lettersTo(accounts[1])).toEqual(['Ferjekontoen er sperret'])
  })

  test('a payment that the bank takes back is taken out of the account', async () => {
    const { batch } = database
    const account = await anAccount(batch, [aCar({ plate: 'AB40003' })])
    await payInvoice(batch, account.invoiceId, 3_500)
    await post(batch, '2019-12-03')
    await takeBack(batch, account.invoiceId, at('2019-12-04'))
    await post(batch, '2019-12-04')
    expect((await statementOf(batch, account)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['payment', 350_000],
      ['payment-undone', -350_000],
    ])
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'lapsed', balance: 0 })
  })
})

describe('versions of a trip', () => {
  test('a wrong length is credited, and the right one drawn with the share that was decided', async () => {
    const { batch } = database
    const account = await openWith(100, 'AB50001')
    await sail(batch, [{ plate: 'AB50001', length: 1400, class: 'AP4', reference: 'long' }])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'blocked', balance: -150 })
    await sail(batch, [{ plate: 'AB50001', reference: 'long', version: 2 }], at('2019-12-05'))
    await post(batch, '2019-12-05')
    expect((await statementOf(batch, account)).slice(-2)).toMatchObject([
      { kind: 'trip-credit', amount: 25_000 },
      { kind: 'trip', amount: -5_000, discount: 'private' },
    ])
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'active', balance: 50 })
    const open =
      await batch`select from agreement_block where agreement_id = ${account.agreementId} and upper_inf(during)`
    expect(open).toHaveLength(0)
  })

  test('one that changes nothing posts nothing, and an earlier one that comes late counts for nothing', async () => {
    const { batch } = database
    const account = await openWith(3_500, 'AB50002')
    await sail(batch, [{ plate: 'AB50002', reference: 'same', version: 2 }])
    await post(batch, '2019-12-04')
    const before = await statementOf(batch, account)
    await sail(
      batch,
      [
        { plate: 'AB50002', reference: 'same', version: 3 },
        { plate: 'AB50002', reference: 'same', version: 1, length: 1400, class: 'AP4' },
      ],
      at('2019-12-05'),
    )
    await post(batch, '2019-12-05')
    expect(await statementOf(batch, account)).toEqual(before)
    const states =
      await batch`select version, state from ferry_trip where reference = 'same' order by version`
    expect(states).toEqual([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'superseded' },
      { version: 3, state: 'received' },
    ])
  })

  test('a boarding that is cancelled is given back, and a charge on the toll agreement too', async () => {
    const { batch } = database
    const holder = await aPerson(batch)
    const toll = await anAgreement(batch, { partyId: holder, issuerId: 1, number: 'T2' })
    await aVehicle(batch, { plate: 'AB50003', agreementId: toll.id, partyId: holder, tagNumber: '5781002' })
    const account = await anAccount(batch, [aCar({ plate: 'AB50003' })])
    await sail(batch, [{ plate: 'AB50003', reference: 'turned' }])
    await post(batch, '2019-12-04')
    await sail(
      batch,
      [{ plate: 'AB50003', reference: 'turned', version: 2, cancelled: true }],
      at('2019-12-05'),
    )
    await post(batch, '2019-12-05')
    expect((await statementOf(batch, account)).map(({ kind }) => kind)).toEqual(['trip', 'trip-credit'])
    const [left] =
      await batch`select sum(amount_ore)::int as ore, count(*)::int as n from charge where agreement_id = ${toll.id}`
    expect(left).toEqual({ ore: 0, n: 2 })
  })

  test('the same vehicle on the same departure is drawn once', async () => {
    const { batch } = database
    const account = await openWith(3_500, 'AB50004')
    await sail(batch, [{ plate: 'AB50004' }, { plate: 'AB50004' }])
    await post(batch, '2019-12-04')
    await sail(batch, [{ plate: 'AB50004' }], at('2019-12-05'))
    await post(batch, '2019-12-05')
    expect(await accountAfter(batch, account)).toMatchObject({ balance: 3_450 })
    const states =
      await batch`select state from ferry_trip where plate = 'AB50004' and departs_at > '2019-12-04' order by id`
    expect(states.map(({ state }) => state)).toEqual(['received', 'duplicate', 'duplicate'])
  })
})

describe('an account changes', () => {
  test('a dearer vehicle asks for the difference, and a third is refused a private customer', async () => {
    const { batch } = database
    const account = await anAccount(batch, [aCar({ plate: 'AB60001' })])
    const run = { ...WITH, now: at('2019-12-04') }
    const add = (length_cm: number) =>
      inTransaction(batch, (tx) =>
        addFerryVehicle(tx, { agreementId: account.agreementId, vehicle: aCar({ length_cm }) }, run),
      )
    expect(await add(1_000)).toMatchObject({ amount: 1_040_000 })
    expect(await add(400)).toEqual({ refused: 'too-many-vehicles' })
    expect(await asked(account)).toEqual(['opening', 'difference'])
    const nothing = await inTransaction(batch, (tx) =>
      topUp(tx, { agreementId: account.agreementId, amount: ore(0) }, run),
    )
    expect(nothing).toEqual({ refused: 'nothing-to-top-up' })
  })

  test('the difference may be paid before the opening, and the refill after a difference asked for later', async () => {
    const { batch } = database
    const account = await anAccount(batch, [aCar({ plate: 'AB60011' })])
    const { agreementId, invoiceId } = account
    const add = async (length_cm: number, plate: string, day: string) => {
      const run = { ...WITH, now: at(day, '13:00') }
      const vehicle = aCar({ length_cm, plate })
      const added = await inTransaction(batch, (tx) => addFerryVehicle(tx, { agreementId, vehicle }, run))
      return 'invoiceId' in added ? (added.invoiceId ?? 0) : 0
    }
    const payOn = async (day: string, invoice: number, kroner: number) => {
      await payInvoice(batch, invoice, kroner, at(day))
      await post(batch, day)
      return accountAfter(batch, account)
    }
    const dearer = await add(1_000, 'AB60012', '2019-12-02')
    expect(await payOn('2019-12-03', dearer, 10_400)).toEqual({
      state: 'waiting',
      balance: 10_400,
      agreed: 13_900,
    })
    expect(await payOn('2019-12-04', invoiceId, 3_500)).toEqual({
      state: 'active',
      balance: 13_900,
      agreed: 13_900,
    })
    const trips = Array.from({ length: 209 }, (_, i) => ({
      plate: 'AB60011',
      day: '2019-12-05',
      time: `0${Math.floor(i / 60)}:${String(i % 60).padStart(2, '0')}`,
    }))
    await sail(batch, trips, at('2019-12-05'))
    expect(await post(batch, '2019-12-05')).toMatchObject({ refills: 1 })
    const refill = await refillOf(account)
    const gone = { agreementId, plate: 'AB60011' }
    await inTransaction(batch, (tx) => removeFerryVehicle(tx, gone, { now: at('2019-12-06', '07:00') }))
    const longest = await add(1_800, 'AB60013', '2019-12-06')
    expect(await payOn('2019-12-07', longest, 12_400)).toMatchObject({ agreed: 26_300 })
    expect(await payOn('2019-12-08', refill, 13_900)).toMatchObject({ agreed: 26_300, balance: 29_750 })
  })

  test('a vehicle that drives on somebody else’s toll agreement is told of there, once, and not whose account it is', async () => {
    const { batch } = database
    const tell = () => tellOtherHolders(batch, { now: at('2019-12-05'), limit: 500 })
    await tell()
    const [owner, driver, offline] = [await aPerson(batch), await aPerson(batch), await aPerson(batch)]
    await batch`update party set name = 'Sjur Sjåfør', language = 'nn' where id = any (${[owner, driver].map(String)}::bigint[])`
    const toll = await anAgreement(batch, { partyId: owner, issuerId: 1, number: 'T6' })
    const own = await anAgreement(batch, { partyId: driver, issuerId: 1, number: 'T7' })
    await aVehicle(batch, { plate: 'AB60003', agreementId: toll.id, partyId: owner })
    await aVehicle(batch, { plate: 'AB60004', agreementId: own.id, partyId: driver })
    await batch`update party set email = null where id = ${offline}`
    const third = await anAgreement(batch, { partyId: offline, issuerId: 1, number: 'T8' })
    await aVehicle(batch, { plate: 'AB60005', agreementId: third.id, partyId: offline })
    await anAccount(batch, [aCar({ plate: 'AB60003' }), aCar({ plate: 'AB60004' })], { partyId: driver })
    await anAccount(batch, [aCar({ plate: 'AB60005' })])
    expect(await tell()).toBe(3)
    expect(await tell()).toBe(0)
    const told = await batch<{ party_id: number; subject: string; body: string }[]>`
      select party_id, subject, body from outbox where dedupe_key like 'ferry-vehicle-added:%' and party_id in (${owner}, ${driver})`
    expect(told).toMatchObject([{ party_id: owner, subject: expect.stringContaining('ein annan') }])
    expect(told[0]?.body).toMatch(/^AB 60003 (?!.*Sjur)/)
    // Who has neither mail nor telephone, by post.
    const letters = await batch`select kind, recipient, body from outbox where party_id = ${offline}`
    const recipient = 'Kari Nordmann\nBryggen 3\n5003 Bergen'
    expect(letters).toMatchObject([{ kind: 'letter', recipient, body: expect.stringMatching(/^AB 60005 /) }])
  })

  test('when it ends late trips are still drawn, and then what is left is credited', async () => {
    const { batch } = database
    const account = await openWith(3_500, 'AB60002')
    const closingDays = [{ from: '2019-01-01', source: 'test', value: 14 }]
    await inTransaction(batch, (tx) => endFerryAccount(tx, account, { now: at('2019-12-05'), closingDays }))
    await sail(batch, [{ plate: 'AB60002' }], at('2019-12-06'))
    await post(batch, '2019-12-06')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'ended', balance: 3_450 })
    await post(batch, '2019-12-20')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'ended', balance: 0 })
    const { newId, terms } = WITH
    await issueInvoices(batch, { newId, terms, asOf: '2019-12-21', now: at('2019-12-21'), of: 'what-is-due' })
    const [note] =
      await batch`select total_ore from invoice where agreement_id = ${account.agreementId} and kind = 'credit-note'`
    expect(note).toEqual({ total_ore: -345_000 })
  })

  test('when one below zero ends (7.3), what it lacks is invoiced with a day to pay', async () => {
    const { batch } = database
    const account = await openWith(50, 'AB60032')
    const { agreementId } = account
    const long = { plate: 'AB60032', length: 1_400, class: 'AP4' }
    await sail(batch, [long])
    await post(batch, '2019-12-04')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'blocked', balance: -200 })
    const closingDays = [{ from: '2019-01-01', source: 'test', value: 14 }]
    await inTransaction(batch, (tx) => endFerryAccount(tx, account, { now: at('2019-12-05'), closingDays }))
    await post(batch, '2019-12-20')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'ended', balance: 0 })
    const { newId, terms } = WITH
    const [asOf, now] = ['2020-04-01', at('2020-04-01')]
    await issueInvoices(batch, { newId, terms, asOf, now, of: 'what-is-due' })
    const invoices = await batch`
      select total_ore as total, due_on is not null as "hasDay" from invoice i
      where agreement_id = ${agreementId} and not exists (select from ferry_prepayment p where p.invoice_id = i.id)`
    expect(invoices).toEqual([{ total: 20_000, hasDay: true }])
  })

  test('what is paid ahead after all is settled comes back too', async () => {
    const { batch } = database
    const account = await openWith(3_500, 'AB60031')
    const { agreementId } = account
    const more = { agreementId, amount: ore(50_000) }
    const topped = await inTransaction(batch, (tx) => topUp(tx, more, { ...WITH, now: at('2019-12-04') }))
    const closingDays = [{ from: '2019-01-01', source: 'test', value: 14 }]
    await inTransaction(batch, (tx) => endFerryAccount(tx, account, { now: at('2019-12-05'), closingDays }))
    await post(batch, '2019-12-20')
    const { newId, terms } = WITH
    const credit = (asOf: string) =>
      issueInvoices(batch, { newId, terms, asOf, now: at(asOf), of: 'what-is-due' })
    await credit('2019-12-21')
    await payInvoice(batch, 'invoiceId' in topped ? (topped.invoiceId ?? 0) : 0, 500, at('2019-12-22'))
    await post(batch, '2019-12-22')
    expect(await accountAfter(batch, account)).toMatchObject({ state: 'ended', balance: 0 })
    await credit('2019-12-23')
    const notes = await batch`
      select total_ore as total from invoice where agreement_id = ${agreementId} and kind = 'credit-note' order by id`
    expect(notes).toEqual([{ total: -350_000 }, { total: -50_000 }])
  })
})

async function asked({ agreementId }: { agreementId: number }): Promise<readonly string[]> {
  const rows = await database.batch<{ because: string }[]>`
    select because from ferry_prepayment where agreement_id = ${agreementId} order by asked_at, invoice_id`
  return rows.map(({ because }) => because)
}

async function refillOf({ agreementId }: { agreementId: number }): Promise<number> {
  const [row] = await database.batch<{ id: number }[]>`
    select invoice_id as id from ferry_prepayment where agreement_id = ${agreementId} and because = 'refill' and settled_at is null`
  return row?.id ?? 0
}

describe('a receipt file', () => {
  const take = (bytes: Buffer) =>
    importReceipts(database.batch, bytes, { now: at('2019-12-07'), rules: RULES })
  const count = async () => (await database.batch`select from ferry_trip`).length

  test.each([
    ['a broken count', { count: 3 }, 'wrong-count'],
    ['a broken sum', { sum: 20_001 }, 'wrong-sum'],
    ['a ferry company that nobody knows', { company: 'nobody' }, 'unknown-ferry-company'],
  ])('with %s is refused whole', async (_, over, refused) => {
    const before = await count()
    expect(
      await take(receiptFile([aTrip({ plate: 'AB70001' }), aTrip({ plate: 'AB70001' })], over)),
    ).toMatchObject({ refused })
    expect(await count()).toBe(before)
  })

  test('is taken once, and of another file only what is new', async () => {
    const line = aTrip({ plate: 'AB70002', reference: 'once' })
    const file = receiptFile([line])
    expect(await take(file)).toMatchObject({ noAccount: 1, alreadyImported: false })
    expect(await take(file)).toMatchObject({ known: 1, alreadyImported: true })
    expect(await take(receiptFile([line, aTrip({ plate: 'AB70002' })]))).toMatchObject({
      noAccount: 1,
      known: 1,
    })
  })

  test('has what cannot be priced put into the queue, with its reason', async () => {
    await anAccount(database.batch, [aCar({ plate: 'AB70003' })])
    const plate = 'AB70003'
    const lines = [
      aTrip({ plate, leg: 'nowhere' }),
      aTrip({ plate, class: 'AP77' }),
      aTrip({ plate, length: 9_999 }),
      aTrip({ plate, day: '2199-01-01' }),
    ]
    expect(await take(receiptFile(lines))).toMatchObject({ queued: 4 })
    const queued = await database.batch`select reason from ferry_trip where plate = ${plate} order by id`
    expect(queued.map(({ reason }) => reason)).toEqual([
      'unknown-leg',
      'unknown-class',
      'impossible-length',
      'not-sailed-yet',
    ])
  })
})

test('the books are right after all this', async () => {
  expect(await brokenInvariants(database.owner, { now: at('2020-01-31') })).toEqual([])
})
