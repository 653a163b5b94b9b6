import { NO_MONEY, type Ore, roundHalfUp } from '#core/money.ts'
import { osloTime } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Prices, StationDay, Tariffs } from './tariffs.ts'
import { isMotorcycleOrMoped, tariffClass, type VehicleFacts } from './vehicle.ts'

/** A stretch: one vehicle under one agreement, or under one owner. Hour windows and caps stay within it. */
export type Stretch = {
  readonly vehicle: VehicleFacts
  /** False: the registered owner pays, in full. */
  readonly validAgreement: boolean
}

export type StretchPassage = {
  readonly id: number
  readonly stationId: number
  readonly lane: string
  /** Epoch milliseconds. */
  readonly passedAt: number
  readonly readBy: 'tag' | 'plate'
  readonly classSeen: 1 | 2 | undefined
}

export type Outcome =
  | {
      readonly passageId: number
      readonly outcome: 'charged'
      readonly tariff: Ore
      readonly amount: Ore
      readonly because: readonly PriceStep[]
    }
  | {
      readonly passageId: number
      readonly outcome: 'free'
      readonly reason: 'exempt-vehicle-type' | 'lane-does-not-charge'
    }
  | { readonly passageId: number; readonly outcome: 'held'; readonly reason: 'no-tariff' | 'unknown-vehicle' }

/**
 * What a stretch's passages cost, and why. Pure: no clock, no database. Takes them in order (instant, charger,
 * sequence), for a price may depend on the passages before it.
 */
export function rateStretch(
  stretch: Stretch,
  passages: readonly StretchPassage[],
  tariffs: Tariffs,
): Outcome[] {
  return passages.map((passage) => ratePassage(stretch, passage, tariffs))
}

function ratePassage(stretch: Stretch, passage: StretchPassage, tariffs: Tariffs): Outcome {
  const passageId = passage.id
  const time = osloTime(passage.passedAt)
  const day = tariffs.at(passage.stationId, time.day)
  if (!day) return { passageId, outcome: 'held', reason: 'no-tariff' }
  if (day.freeLanes.has(passage.lane)) return { passageId, outcome: 'free', reason: 'lane-does-not-charge' }
  if (day.motorcyclesFree && isMotorcycleOrMoped(stretch.vehicle))
    return { passageId, outcome: 'free', reason: 'exempt-vehicle-type' }
  const tariff = tariffClass(stretch.vehicle, {
    validAgreement: stretch.validAgreement,
    classSeen: passage.classSeen,
  })
  if (!tariff) return { passageId, outcome: 'held', reason: 'unknown-vehicle' }
  const full = fullPrice(day, { ...tariff, vehicle: stretch.vehicle, minuteOfDay: time.minuteOfDay })
  if (!full) return { passageId, outcome: 'held', reason: 'no-tariff' }
  const { amount, steps } = discounted(full, day, stretch, passage, tariff.class)
  const because = [
    ...(tariff.byAgreement ? [{ step: 'class-1-by-agreement' } as const] : []),
    ...full.steps,
    ...(stretch.validAgreement ? [] : [{ step: 'owner-pays' } as const]),
    ...steps,
  ]
  return { passageId, outcome: 'charged', tariff: full.price, amount, because }
}

type Full = {
  readonly price: Ore
  readonly band: string
  readonly prices: Prices
  readonly steps: readonly PriceStep[]
}

function fullPrice(
  day: StationDay,
  by: { class: 1 | 2; vehicle: VehicleFacts; minuteOfDay: number },
): Full | undefined {
  const prices = by.class === 1 ? day.prices?.class1 : day.prices?.class2
  if (!prices || !day.prices || !day.groups) return undefined
  const clockBand =
    day.bands.find((b) => by.minuteOfDay >= b.fromMinute && by.minuteOfDay < b.toMinute)?.band ?? 'off'
  const band = day.suspended.get(clockBand) ?? clockBand
  const named = columnOf(day.groups, by)
  const column = named ?? dearest(prices, band)
  const price = column === undefined ? undefined : prices.get(column)?.get(band)
  if (column === undefined || price === undefined) return undefined
  const example =
    day.prices.example || day.prices.exampleColumns.has(column) ? { example: true as const } : {}
  return {
    price,
    band,
    prices,
    steps: [
      ...(named === undefined ? [{ step: 'dearest-in-class' } as const] : []),
      ...(band === clockBand ? [] : [{ step: 'suspended-band', band: clockBand, pays: band } as const]),
      { step: 'tariff', class: by.class, column, band, amount_ore: price, ...example },
    ],
  }
}

function columnOf(
  groups: NonNullable<StationDay['groups']>,
  by: { class: 1 | 2; vehicle: VehicleFacts },
): string | undefined {
  const { energy, euroClass } = by.vehicle
  if (by.class === 1) return energy && groups.class1[energy]
  const byEnergy = energy && groups.class2.energy?.[energy]
  if (byEnergy !== undefined) return byEnergy
  return euroClass === undefined ? undefined : groups.class2.euro[euroClass >= 6 ? 'euro6' : 'older']
}

/** Unknown emissions: the highest full price of the class in the band in force. */
function dearest(prices: Prices, band: string): string | undefined {
  let found: string | undefined
  let highest = -1
  for (const [column, bands] of prices) {
    const price = bands.get(band)
    if (price !== undefined && price > highest) [found, highest] = [column, price]
  }
  return found
}

/** Tag discount, then zero emission; multiplied out in integers and rounded once, after the last factor. */
function discounted(
  full: Full,
  day: StationDay,
  stretch: Stretch,
  passage: StretchPassage,
  tariffClassNumber: 1 | 2,
): { amount: Ore; steps: readonly PriceStep[] } {
  const steps: PriceStep[] = []
  const zero = day.zeroEmission.find(
    (rule) =>
      rule.energies.some((energy) => energy === stretch.vehicle.energy) &&
      rule.classes.includes(tariffClassNumber) &&
      meets(rule.requires, stretch, passage),
  )
  let price = full.price
  if (zero && 'column' in zero.rule) {
    price = full.prices.get(zero.rule.column)?.get(full.band) ?? full.price
    steps.push({ step: 'zero-emission-price', amount_ore: price })
  }
  const percent = discountPercent(day, stretch, passage, tariffClassNumber, steps)
  const afterDiscount = roundHalfUp(price * (100 - percent), 100)
  if (percent > 0 && price !== NO_MONEY)
    steps.push({ step: 'tag-discount', percent, amount_ore: afterDiscount - price })
  if (!zero || !('sharePercent' in zero.rule)) return { amount: afterDiscount, steps }
  const share = zero.rule.sharePercent
  const amount = roundHalfUp(price * (100 - percent) * share, 100 * 100)
  steps.push({ step: 'zero-emission-share', percent: share, amount_ore: amount - afterDiscount })
  return { amount, steps }
}

/** Terms 2.9: a discount asks for a valid agreement and a read tag; a charger may give it on a plate read too. */
function discountPercent(
  day: StationDay,
  stretch: Stretch,
  passage: StretchPassage,
  tariffClassNumber: 1 | 2,
  steps: PriceStep[],
): number {
  const percent = (tariffClassNumber === 1 ? day.discount?.class1Percent : day.discount?.class2Percent) ?? 0
  if (percent === 0 || !stretch.validAgreement) return 0
  if (passage.readBy === 'plate' && !day.discount?.onPlateRead) {
    steps.push({ step: 'no-tag-discount', because: 'tag-not-read' })
    return 0
  }
  return percent
}

function meets(
  requires: readonly ('tag' | 'agreement')[],
  stretch: Stretch,
  passage: StretchPassage,
): boolean {
  return requires.every((need) => (need === 'tag' ? passage.readBy === 'tag' : stretch.validAgreement))
}
