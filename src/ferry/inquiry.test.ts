import { describe, expect, test } from 'vitest'
import { ferryRules, legIdOf } from '#test/ferry.ts'
import { ferryFiguresOn } from './figures.ts'
import { type AskedTrip, askedPrice, connectionsOn, faresOn } from './inquiry.ts'
import { isPaidByCard } from './media.ts'

const RULES = ferryRules()
const CAR: AskedTrip = {
  length_cm: 450,
  motorcycle: false,
  zeroEmission: false,
  towing: 'none',
  persons: { adults: 0, children: 0, seniors: 0 },
  discount: 'private',
}

function listed(code: string, day: string) {
  return connectionsOn(RULES, day, CAR).find(({ connection }) => connection.code === code)
}

function legOf(code: string) {
  return RULES.legs.get(legIdOf(RULES, code))!
}

describe('the list of connections', () => {
  test('has every connection, and the full price of the vehicle from leg to leg', () => {
    expect(connectionsOn(RULES, '2019-12-10', CAR)).toHaveLength(112)
    expect(listed('horn-igeroy', '2019-12-10')).toMatchObject({
      medium: 'card',
      personsPay: true,
      from: 11_400,
      to: 19_000,
      example: true,
      free: 'none',
    })
  })

  test('says what nobody knows by leaving it out', () => {
    expect(listed('halhjem-sandvikvag', '2019-12-10')).toMatchObject({
      company: undefined,
      medium: 'tag',
      from: undefined,
      to: undefined,
    })
  })

  test('tells where all legs are free, and where some are', () => {
    expect(listed('horn-igeroy', '2022-07-01')?.free).toBe('all')
    expect(listed('horn-igeroy', '2022-06-30')?.free).toBe('none')
    expect(listed('bodo-vaeroy-rost-moskenes', '2025-06-01')).toMatchObject({ free: 'some', from: 58_400 })
  })
})

test('a card is needed on days when some connection is paid by card', () => {
  expect(['2018-06-01', '2019-12-10'].map((day) => isPaidByCard(RULES, day))).toEqual([false, true])
})

test('the fares of a leg stand shortest first, and motorcycles last', () => {
  const [fares] = faresOn(RULES, legOf('flakk-rorvik').connection, '2024-05-01')
  expect(fares?.rows.map((row) => row.group).join(' ')).toBe('AP1 AP2 AP3 AP4 AP5 AP6 AP7 AP8 AP9 MC')
  expect(fares?.rows[0]).toEqual({ group: 'AP1', toCm: 600, fare: 7_600, toll: 5_300 })
})

test('a trailer is asked of as behind a car or behind something heavier', () => {
  const of = (towing: AskedTrip['towing']) =>
    askedPrice(legOf('anda-lote'), '2019-12-10', { ...CAR, length_cm: 900, towing, discount: 'none' }, RULES)
  expect(of('light')).toMatchObject({ group: 'AP1', factor: 2 })
  expect(of('heavy')).toMatchObject({ group: 'AP3', factor: 1 })
})

test('the answers have the amounts of the day', () => {
  const amounts = (day: string) => ferryFiguresOn(RULES, day)?.classes?.map(({ amount }) => amount)
  expect(amounts('2019-12-31')).toEqual([350_000, 1_390_000, 2_630_000])
  expect(amounts('2020-01-01')).toEqual([360_000, 1_430_000, 2_710_000])
  expect(amounts('2025-01-01')).toBeUndefined()
  expect(ferryFiguresOn(RULES, '2018-12-31')).toBeUndefined()
})
