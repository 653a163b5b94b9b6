import { describe, expect, test } from 'vitest'
import { valueOn } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { cardFees, discountFor, refillIsDue } from '#ferry/balance.ts'
import { sailsWithZeroEmission } from '#ferry/energy.ts'
import { type FerryLimits, ferryLimitsOn } from '#ferry/limits.ts'
import { agreedAmount, prepaidClassOf } from '#ferry/prepaid-amount.ts'
import { type PricedTrip, priceTrip } from '#ferry/price.ts'
import { shareOf, vatInside } from '#ferry/round.ts'
import { zoneOf } from '#ferry/zone.ts'
import { fareRows, ferryRules, legIdOf } from '#test/ferry.ts'
import { type FerryRow, ferryRows, type GoldenTrip } from './ferry-file.ts'

const ROWS = ferryRows()
const RULES = ferryRules()

describe('the table of worked examples of ferries', () => {
  test('holds each number from 1 to 38 once, and nothing that is not tried', () => {
    const numbers = Array.from({ length: 38 }, (_, i) => `F${String(i + 1).padStart(2, '0')}`)
    expect(ROWS.map((row) => row.id)).toEqual(numbers)
    const told = ['id', 'sentence', 'source', 'status', 'reading', 'example']
    expect(ROWS.filter((row) => Object.keys(row).every((key) => told.includes(key)))).toEqual([])
  })

  test('says what a row rests on that follows from others', () => {
    expect(ROWS.filter((row) => row.status !== 'P' && row.reading === undefined)).toEqual([])
  })
})

describe('trips', () => {
  test.each(each((row) => row.trips))('%s', (_, one, row) => {
    const priced = pricedOf(one)
    const { group, fare, toll, personFare, vat, total, free } = one
    if (group) expect(priced.group).toBe(group)
    if (fare) expect(kroner(priced.fare)).toBe(fare)
    if (toll) expect(kroner(priced.toll)).toBe(toll)
    if (personFare) expect(kroner(priced.personFare)).toBe(personFare)
    if (vat) expect(kroner(priced.vat)).toBe(vat)
    if (total) expect(kroner(sumOre([priced.fare, priced.toll, priced.personFare]))).toBe(total)
    expect(priced.free).toBe(free === true)
    expect(fare ?? toll ?? personFare ?? vat ?? total).toBeDefined()
    if (one.fareOf === undefined) {
      const example = priced.steps.some((step) => 'example' in step)
      expect(example).toBe(row.example === true)
    }
  })

  test.each(each((row) => row.credits))('credited: %s', (_, one) => {
    const of = (length: number) =>
      pricedOf({ ...A_TRIP, leg: one.leg, on: one.on, undatedTable: one.undatedTable, length }).fare
    expect(kroner(of(one.charged) - of(one.right))).toBe(one.credit)
  })

  test.each(each((row) => row.foreign))('by energy: %s', (_, one) => {
    const zeroEmission = sailsWithZeroEmission({
      energy: 'electric',
      country: one.country,
      energyKnownToIssuer: one.known,
    })
    expect(kroner(pricedOf({ ...A_TRIP, leg: one.leg, on: one.on, zeroEmission }).fare)).toBe(one.fare)
  })
})

describe('shares, VAT, fees and zones', () => {
  test.each(each((row) => row.discounts))('%s', (_, one) => {
    const { discount } = limitsOn('2019-12-10').rounding
    expect(kroner(shareOf(oreOf(one.full), 100 - one.percent, discount))).toBe(one.pays)
  })

  test.each(each((row) => row.vatInside))('VAT: %s', (_, one) => {
    const vat = vatInside(oreOf(one.amount), valueOn(RULES.vat, one.on)!.value)
    expect([kroner(vat), kroner(oreOf(one.amount) - vat)]).toEqual([one.vat, one.net])
  })

  test.each(each((row) => row.invoices))('invoice: %s', (_, one) => {
    const fee = valueOn(RULES.invoiceFees, one.on)!.value
    expect(kroner(sumOre([...one.fares.map(oreOf), fee]))).toBe(one.total)
  })

  test.each(each((row) => row.zones))('%s', (_, one) => {
    expect(zoneOf(one.metres, one.authority, one.on, RULES)).toBe(one.zone)
  })
})

describe('accounts', () => {
  test.each(each((row) => row.agreed))('%s', (_, one) => {
    expect(kroner(known(agreedAmount(one.kind, one.lengths.map(cm), one.on, RULES)))).toBe(one.amount)
  })

  test.each(each((row) => row.classes))('%s', (_, one) => {
    expect(prepaidClassOf(cm(one.length), '2019-12-10', RULES)).toBe(one.class)
  })

  test.each(each((row) => row.cards))('%s', (_, one) => {
    const fees = cardFees(one.cards, limitsOn('2019-12-10'))
    expect(kroner(oreOf(one.deposit) - fees)).toBe(one.balance)
  })

  test.each(each((row) => row.refills))('%s', (_, one) => {
    expect(refillIsDue(oreOf(one.balance), oreOf(one.agreed), limitsOn('2020-01-02'))).toBe(one.due)
  })

  test.each(each((row) => row.balances))('%s', (_, one) => {
    const [balance, agreed] = [oreOf(one.balance), oreOf(one.agreed)]
    expect(discountFor(balance, agreed, one.kind, one.medium, limitsOn('2019-12-10'))).toBe(one.gives)
  })

  test.each(each((row) => (row.account ? [row.account] : undefined)))('%s', (_, account) => {
    let balance = oreOf(account.balance)
    const agreed = oreOf(account.agreed)
    for (const trip of account.trips) {
      const discount = discountFor(balance, agreed, 'private', 'tag', limitsOn(account.on))
      const priced = pricedOf({ ...A_TRIP, leg: account.leg, on: account.on, discount })
      const pays = sumOre([priced.fare, priced.toll])
      if (discount === 'private') balance = ore(balance - pays)
      expect([discount, kroner(pays), kroner(balance)]).toEqual([trip.discount, trip.pays, trip.balance])
    }
  })
})

function each<Case>(
  of: (row: FerryRow) => readonly Case[] | undefined,
): [name: string, one: Case, row: FerryRow][] {
  return ROWS.flatMap((row) =>
    (of(row) ?? []).map((one): [string, Case, FerryRow] => [`${row.id}: ${row.sentence}`, one, row]),
  )
}

const A_TRIP = {
  length: 4.5,
  motorcycle: false,
  zeroEmission: false,
  adults: 0,
  children: 0,
  seniors: 0,
  discount: 'none',
} as const

function pricedOf(trip: Omit<GoldenTrip, 'group' | 'fare' | 'toll'>): PricedTrip {
  const rules = rulesFor(trip)
  const { adults, children, seniors, towing } = trip
  return known(
    priceTrip(
      {
        legId: legIdOf(rules, trip.leg),
        sailedAt: startOfOsloDay(trip.on) + 12 * 3_600_000,
        length_cm: cm(trip.length),
        motorcycle: trip.motorcycle,
        zeroEmission: trip.zeroEmission,
        towing: towing && { towingLength_cm: cm(towing.length), light: towing.light },
        persons: { adults, children, seniors },
      },
      trip.discount,
      rules,
    ),
  )
}

/** An undated table given a day, or a fare of a round sum, by which a source explains a rule. */
function rulesFor({
  leg,
  on,
  undatedTable,
  fareOf,
}: Pick<GoldenTrip, 'leg' | 'on' | 'undatedTable' | 'fareOf'>) {
  const rows = fareRows()
  if (undatedTable)
    return ferryRules({
      ...rows,
      tables: rows.tables.map((table) => (table.code === undatedTable ? { ...table, from_on: on } : table)),
    })
  if (fareOf === undefined) return RULES
  const table = {
    code: 'round',
    regulation: 'autopass',
    from_on: on,
    to_on: on,
    certainty: 'example',
  } as const
  const fare = { table_code: 'round', group_code: 'AP1', fare_ore: fareOf * 100, toll_ore: 0 }
  return ferryRules({
    ...rows,
    tables: [...rows.tables, { ...table, source: 'a round sum', adult_ore: null }],
    tableLegs: [
      ...rows.tableLegs.filter((row) => row.leg_code !== leg),
      { table_code: 'round', leg_code: leg },
    ],
    fares: [...rows.fares, { ...fare, zero_emission_fare_ore: null, zero_emission_toll_ore: null }],
  })
}

function limitsOn(day: string): FerryLimits {
  return ferryLimitsOn(RULES, day)!
}

function known<T>(result: T | Refusal<string>): T {
  if (isRefusal(result)) throw new Error(`${result.refused}: ${result.detail}`)
  return result as T
}

function cm(metres: number): number {
  return Math.round(metres * 100)
}

function oreOf(text: string): Ore {
  return ore(Math.round(Number(text) * 100))
}

function kroner(amount: number): string {
  return (amount / 100).toFixed(2)
}
