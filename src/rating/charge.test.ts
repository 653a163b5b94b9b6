import { describe, expect, test } from 'vitest'
import { aTariffFile, tariffsOf } from '#test/tariff.ts'
import { rateStretch } from './charge.ts'
import type { StretchPassage } from './stretch.ts'
import type { VehicleFacts } from './vehicle.ts'

const petrol: VehicleFacts = {
  category: 'M1',
  totalWeightKg: 1_900,
  energy: 'petrol',
  euroClass: 6,
  categoryDocumented: true,
}
const lorry: VehicleFacts = { ...petrol, category: 'N3', totalWeightKg: 26_000, energy: 'diesel' }
/** What a passage is when nothing is said of it. */
const ordinary = {
  id: 1,
  stationId: 1,
  lane: '1',
  readBy: 'tag',
  tagId: 7,
  classSeen: undefined,
  tagOfAnotherVehicle: false,
  asIfTagRead: false,
} as const

function price(
  at: string,
  over: {
    vehicle?: Partial<VehicleFacts>
    agreement?: boolean
    readBy?: 'tag' | 'plate'
    lane?: string
    station?: number
    seen?: 1 | 2
    plateDiscount?: boolean
  } = {},
) {
  const passage: StretchPassage = {
    ...ordinary,
    stationId: over.station ?? 1,
    lane: over.lane ?? '1',
    passedAt: Date.parse(at),
    readBy: over.readBy ?? 'tag',
    classSeen: over.seen,
  }
  const file = aTariffFile(
    over.plateDiscount === false
      ? {
          tagDiscounts: [
            { from: '2019-01-01', source: 'test', class1Percent: 20, class2Percent: 0, onPlateRead: false },
          ],
        }
      : {},
  )
  const [outcome] = rateStretch(
    { vehicle: { ...petrol, ...over.vehicle }, validAgreement: over.agreement ?? true, exemptions: [] },
    [passage],
    tariffsOf(file),
  )
  if (!outcome) throw new Error('no outcome')
  return outcome.outcome === 'charged' ? outcome.amount / 100 : outcome.reason
}
const steps = (at: string, over: Parameters<typeof price>[1] & { vehicle?: Partial<VehicleFacts> } = {}) => {
  const passage: StretchPassage = { ...ordinary, passedAt: Date.parse(at), readBy: over.readBy ?? 'tag' }
  const [outcome] = rateStretch(
    { vehicle: { ...petrol, ...over.vehicle }, validAgreement: over.agreement ?? true, exemptions: [] },
    [passage],
    tariffsOf(aTariffFile()),
  )
  return outcome?.outcome === 'charged' ? outcome.because.map((s) => s.step) : []
}

describe('time bands', () => {
  test.each([
    ['2019-01-07T14:29:59+01:00', 20],
    ['2019-01-07T14:30:00+01:00', 40.8],
    ['2019-01-07T16:29:59+01:00', 40.8],
    ['2019-01-07T16:30:00+01:00', 20],
  ])('are half open: a petrol car at %s pays %d', (at, amount) => expect(price(at)).toBe(amount))

  test('are Oslo wall time, in summer too', () => {
    expect(price('2019-06-03T04:30:00Z')).toBe(40.8)
    expect(price('2019-06-03T04:29:59Z')).toBe(20)
  })

  test.each([
    ['a Saturday', '2019-11-30T08:00:00+01:00'],
    ['Maundy Thursday', '2019-04-18T08:00:00+02:00'],
    ['Ascension', '2019-05-30T08:00:00+02:00'],
    ['Whit Monday', '2019-06-10T08:00:00+02:00'],
    ['the 17th of May', '2019-05-17T08:00:00+02:00'],
    ['a day of a suspended rush tariff', '2019-07-02T08:00:00+02:00'],
  ])('are not in force on %s', (_, at) => expect(price(at)).toBe(20))
})

describe('class and price column', () => {
  const at = '2019-11-27T12:00:00+01:00'
  test.each([
    ['diesel', { energy: 'diesel' }, 24],
    ['a plug-in hybrid as the ordinary', { energy: 'plugin-hybrid' }, 20],
    ['a van of 3 500 kg', { category: 'N1', totalWeightKg: 3_500 }, 20],
    ['a lorry Euro VI, without discount', lorry, 37],
    ['a lorry Euro V', { ...lorry, euroClass: 5 }, 70],
    ['an electric lorry', { ...lorry, energy: 'electric' }, 0],
    ['unknown emissions at the dearest of the class', { energy: undefined }, 24],
    ['an unknown Euro class at the dearest of the class', { ...lorry, euroClass: undefined }, 70],
    ['a motorhome M1 of 4 250 kg in class 1', { totalWeightKg: 4_250 }, 20],
  ] as const)('%s', (_, vehicle, amount) => expect(price(at, { vehicle })).toBe(amount))

  test('are those of what the vehicle was when it passed', () => {
    const until = Date.parse('2019-11-20T00:00:00+01:00')
    const amounts = ['2019-11-19T12:00:00+01:00', '2019-11-20T12:00:00+01:00'].map((instant) => {
      const [outcome] = rateStretch(
        {
          vehicle: { ...petrol, energy: 'diesel' },
          earlier: [{ until, facts: petrol }],
          validAgreement: true,
          exemptions: [],
        },
        [{ ...ordinary, passedAt: Date.parse(instant) }],
        tariffsOf(aTariffFile()),
      )
      return outcome?.outcome === 'charged' && outcome.amount
    })
    expect(amounts).toEqual([2000, 2400])
  })

  test('of a zero-emission rule whose own price the tariff does not have, none is guessed', () => {
    const [rule] = aTariffFile().zeroEmission
    const file = aTariffFile({ zeroEmission: [{ ...rule!, rule: { column: 'missing' } }] })
    const [outcome] = rateStretch(
      { vehicle: { ...petrol, energy: 'electric' }, validAgreement: true, exemptions: [] },
      [{ ...ordinary, passedAt: Date.parse(at) }],
      tariffsOf(file),
    )
    expect(outcome).toMatchObject({ outcome: 'held', reason: 'no-tariff' })
  })

  test('M1 over 3 500 kg in class 1 is a rule of its own days: before, it pays class 2', () => {
    const begins = aTariffFile({ m1ByAgreement: [{ from: '2019-11-27', source: 'test' }] })
    const amounts = ['2019-11-26T12:00:00+01:00', at].map((instant) => {
      const [outcome] = rateStretch(
        { vehicle: { ...petrol, totalWeightKg: 4_250 }, validAgreement: true, exemptions: [] },
        [{ ...ordinary, passedAt: Date.parse(instant) }],
        tariffsOf(begins),
      )
      return outcome?.outcome === 'charged' && outcome.amount
    })
    expect(amounts).toEqual([3700, 2000])
  })

  test('M1 over 3 500 kg without a valid agreement pays class 2', () =>
    expect(price(at, { vehicle: { totalWeightKg: 4_250 }, agreement: false })).toBe(37))
  test('a van of 3 501 kg is class 2', () =>
    expect(price(at, { vehicle: { category: 'N1', totalWeightKg: 3_501 } })).toBe(37))
  test('a vehicle nobody knows is what the roadside saw', () => {
    const unknown = { category: undefined, totalWeightKg: undefined, energy: undefined, euroClass: undefined }
    expect(price(at, { vehicle: unknown, seen: 2, agreement: false })).toBe(70)
    expect(price(at, { vehicle: unknown, agreement: false })).toBe('unknown-vehicle')
  })
  test('a motorcycle passes free', () =>
    expect(price(at, { vehicle: { category: 'L3e' } })).toBe('exempt-vehicle-type'))
})

describe('discount and zero emission', () => {
  test('without a valid agreement the owner pays in full', () =>
    expect(price('2019-11-27T12:00:00+01:00', { agreement: false })).toBe(25))
  test('a plate read gives the discount unless the charger says no', () => {
    expect(price('2019-11-27T12:00:00+01:00', { readBy: 'plate' })).toBe(20)
    expect(price('2019-11-27T12:00:00+01:00', { readBy: 'plate', plateDiscount: false })).toBe(25)
  })
  test('an electric car pays its own price from the day it begins, with the tag discount on top', () => {
    expect(price('2019-04-05T08:00:00+02:00', { vehicle: { energy: 'electric' } })).toBe(40.8)
    expect(price('2019-04-09T08:00:00+02:00', { vehicle: { energy: 'electric' } })).toBe(16)
    expect(price('2019-04-09T12:00:00+02:00', { vehicle: { energy: 'electric' } })).toBe(8)
  })
  test('an electric car without agreement pays the ordinary tariff where the rule asks for one', () =>
    expect(price('2019-04-09T12:00:00+02:00', { vehicle: { energy: 'electric' }, agreement: false })).toBe(
      25,
    ))
  test('hydrogen at a share of 0 % pays nothing, and is charged nothing', () =>
    expect(price('2019-11-27T12:00:00+01:00', { vehicle: { energy: 'hydrogen' } })).toBe(0))
  test('a share is taken of the discounted price and rounded once', () => {
    const half = aTariffFile({
      zeroEmission: [
        {
          from: '2019-01-01',
          source: 'test',
          energies: ['electric'],
          classes: [1],
          requires: [],
          rule: { sharePercent: 33 },
        },
      ],
    })
    const [outcome] = rateStretch(
      { vehicle: { ...petrol, energy: 'electric' }, validAgreement: true, exemptions: [] },
      [{ ...ordinary, passedAt: Date.parse('2019-11-27T12:00:00+01:00') }],
      tariffsOf(half),
    )
    expect(outcome).toMatchObject({ outcome: 'charged', amount: 660 })
  })
})

describe('what is not known is not guessed', () => {
  test('a day before the first tariff is held', () =>
    expect(price('2018-12-31T12:00:00+01:00')).toBe('no-tariff'))
  test('a closed station is held', () =>
    expect(price('2019-12-01T12:00:00+01:00', { station: 2 })).toBe('no-tariff'))
  test('a lane that does not charge is free', () =>
    expect(price('2019-11-27T12:00:00+01:00', { lane: '9' })).toBe('lane-does-not-charge'))
})

test('a price tells its steps in the order they were taken', () => {
  expect(steps('2019-11-27T08:00:00+01:00')).toEqual(['tariff', 'tag-discount'])
  expect(steps('2019-11-27T08:00:00+01:00', { agreement: false })).toEqual(['tariff', 'owner-pays'])
  expect(steps('2019-07-02T08:00:00+02:00', { vehicle: { energy: 'electric' } })).toEqual([
    'suspended-band',
    'tariff',
    'zero-emission-price',
    'tag-discount',
  ])
  expect(steps('2019-11-27T08:00:00+01:00', { vehicle: { totalWeightKg: 4_000 } })).toEqual([
    'class-1-by-agreement',
    'tariff',
    'tag-discount',
  ])
})

describe('an exemption', () => {
  const at = Date.parse('2019-11-27T12:00:00+01:00')
  const file = aTariffFile({
    exemptions: [
      { from: '2019-01-01', source: 'test', kind: 'disabled-permit', requires: ['tag', 'agreement'] },
    ],
  })
  const pays = (passage: Partial<StretchPassage>, granted = { from: at - 1, to: at + 1 }) => {
    const [outcome] = rateStretch(
      {
        vehicle: petrol,
        validAgreement: true,
        exemptions: [{ kind: 'disabled-permit', tagId: 7, ...granted }],
      },
      [{ ...ordinary, passedAt: at, ...passage }],
      tariffsOf(file),
    )
    return outcome?.outcome === 'charged' ? outcome.amount : outcome?.outcome
  }
  const unread = { readBy: 'plate', tagId: undefined } as const

  test('asks for the tag it was granted for', () => {
    expect(pays({})).toBe(0)
    expect(pays({ tagId: 8 })).toBe(2000)
    expect(pays(unread)).toBe(2000)
  })

  test('holds where the station did not read the tag, by its own fault (terms 3.4)', () => {
    expect(pays({ ...unread, asIfTagRead: true })).toBe(0)
    expect(pays({ ...unread, asIfTagRead: true }, { from: at - 2, to: at })).toBe(2000)
  })
})
