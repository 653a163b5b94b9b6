import { NO_MONEY, type Ore, ore, roundHalfUp } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Stretch, StretchPassage, Uncharged } from './stretch.ts'
import type { Needs, Prices, StationDay } from './tariffs.ts'
import { isMotorcycleOrMoped, tariffClass, type VehicleFacts, vehicleKey } from './vehicle.ts'

/** What one passage costs on its own, before what its neighbours change. */
export type Price = {
  readonly class: 1 | 2
  /** Full price, and what is to pay after discount, zero emission and exemption. Øre. */
  readonly tariff: Ore
  readonly amount: Ore
  readonly steps: readonly PriceStep[]
}

export type NoPrice = Pick<Uncharged, 'outcome' | 'reason'>

/**
 * Steps 2 and 4–9 of the rating order: class, column, full price by day and band, exemption, discount, zero emission.
 * What is equal in all of these is worked out once a station and day: a country's passages are much alike, and those
 * of one price share its steps.
 */
export function priceAlone(
  stretch: Stretch,
  passage: StretchPassage,
  day: StationDay,
  minuteOfDay: number,
): Price | NoPrice {
  if (day.freeLanes.size > 0 && day.freeLanes.has(passage.lane)) return LANE_DOES_NOT_CHARGE
  const bandNumber = bandAt(day, minuteOfDay)
  if (stretch.exemptions.length > 0) return workOut(stretch, passage, day, bandNumber)
  const key = keyOf(stretch, passage) * 64 + bandNumber + 1
  let price = day.workedOut.get(key)
  if (!price) day.workedOut.set(key, (price = workOut(stretch, passage, day, bandNumber)))
  return price
}

const LANE_DOES_NOT_CHARGE = { outcome: 'free', reason: 'lane-does-not-charge' } as const

/** The place of the band in force among the day's; -1: none is. */
function bandAt({ bands }: StationDay, minuteOfDay: number): number {
  for (let i = 0; i < bands.length; i++) {
    const band = bands[i]!
    if (minuteOfDay >= band.fromMinute && minuteOfDay < band.toMinute) return i
  }
  return -1
}

/** All that a price alone depends on, beside the station, the day and the band, as one number. */
function keyOf({ vehicle, validAgreement }: Stretch, passage: StretchPassage): number {
  let key = vehicleKey(vehicle) * 2 + (validAgreement ? 1 : 0)
  key = key * 3 + (passage.classSeen ?? 0)
  key = key * 2 + (passage.readBy === 'tag' ? 1 : 0)
  key = key * 2 + (passage.asIfTagRead ? 1 : 0)
  return key * 2 + (passage.tagOfAnotherVehicle ? 1 : 0)
}

function workOut(
  stretch: Stretch,
  passage: StretchPassage,
  day: StationDay,
  bandNumber: number,
): Price | NoPrice {
  if (day.motorcyclesFree && isMotorcycleOrMoped(stretch.vehicle))
    return { outcome: 'free', reason: 'exempt-vehicle-type' }
  const { validAgreement } = stretch
  const { classSeen } = passage
  const { m1ByAgreement } = day
  const tariff = tariffClass(stretch.vehicle, { validAgreement, classSeen, m1ByAgreement })
  if (!tariff) return { outcome: 'held', reason: 'unknown-vehicle' }
  const clockBand = day.bands[bandNumber]?.band ?? 'off'
  const full = fullPrice(day, { class: tariff.class, vehicle: stretch.vehicle, clockBand })
  if (!full) return { outcome: 'held', reason: 'no-tariff' }
  const before: PriceStep[] = [
    ...(tariff.byAgreement ? [{ step: 'class-1-by-agreement' } as const] : []),
    ...full.steps,
    ...(validAgreement ? [] : [{ step: 'owner-pays' } as const]),
    ...(passage.asIfTagRead && passage.readBy === 'plate' ? [{ step: 'as-if-tag-read' } as const] : []),
  ]
  const exempt = exemptionOf(stretch, passage, day)
  if (exempt) {
    const taken = { step: 'exemption', kind: exempt.kind, amount_ore: ore(-full.price) } as const
    const step = { ...taken, ...exampleOf(exempt) }
    return { class: tariff.class, tariff: full.price, amount: NO_MONEY, steps: [...before, step] }
  }
  const paid = discounted(full, day, stretch, passage, tariff.class)
  if (!paid) return { outcome: 'held', reason: 'no-tariff' }
  const { amount, steps } = paid
  return { class: tariff.class, tariff: full.price, amount, steps: [...before, ...steps] }
}

const EXAMPLE = { example: true } as const
const SOURCED = {}

/** A step by a row that nobody has stated says so. */
export function exampleOf(row: { readonly example?: true | undefined } | undefined): { example?: true } {
  return row?.example ? EXAMPLE : SOURCED
}

/** Whether a passage has what a rule asks for. */
export function meets(requires: Needs, stretch: Stretch, passage: StretchPassage): boolean {
  for (const need of requires) {
    const isMet = need === 'tag' ? tagCounts(passage) : stretch.validAgreement
    if (!isMet) return false
  }
  return true
}

function tagCounts(passage: StretchPassage): boolean {
  return passage.readBy === 'tag' || passage.asIfTagRead
}

/**
 * Granted for this tag, at this instant, and the project takes it. Terms 3.4: where the station did not read the tag, it is
 * the one that sat in the vehicle, and no exemption outlives its tag's place there.
 */
function exemptionOf(stretch: Stretch, passage: StretchPassage, day: StationDay) {
  const unread = passage.asIfTagRead && passage.readBy === 'plate'
  for (const granted of stretch.exemptions) {
    const { tagId, from, to, kind } = granted
    if ((!unread && tagId !== passage.tagId) || passage.passedAt < from || to <= passage.passedAt) continue
    for (const row of day.exemptions)
      if (row.kind === kind && meets(row.requires, stretch, passage)) return { kind, example: row.example }
  }
  return undefined
}

type Full = {
  readonly price: Ore
  readonly band: string
  readonly prices: Prices
  readonly steps: readonly PriceStep[]
}

function fullPrice(
  day: StationDay,
  by: { class: 1 | 2; vehicle: VehicleFacts; clockBand: string },
): Full | undefined {
  const prices = by.class === 1 ? day.prices?.class1 : day.prices?.class2
  if (!prices || !day.prices || !day.groups) return undefined
  const { clockBand } = by
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

/**
 * Tag discount, then zero emission; multiplied out in integers and rounded once, after the last factor. Undefined: the rule
 * names a price of its own that the tariff does not have, and none is guessed.
 */
function discounted(
  full: Full,
  day: StationDay,
  stretch: Stretch,
  passage: StretchPassage,
  tariffClassNumber: 1 | 2,
): { amount: Ore; steps: readonly PriceStep[] } | undefined {
  const steps: PriceStep[] = []
  const zero = day.zeroEmission.find(
    (rule) =>
      rule.energies.some((energy) => energy === stretch.vehicle.energy) &&
      rule.classes.includes(tariffClassNumber) &&
      meets(rule.requires, stretch, passage),
  )
  let price = full.price
  if (zero && 'column' in zero.rule) {
    const own = full.prices.get(zero.rule.column)?.get(full.band)
    if (own === undefined) return undefined
    price = own
    steps.push({ step: 'zero-emission-price', amount_ore: price, ...exampleOf(zero) })
  }
  const percent = discountPercent(day, stretch, passage, tariffClassNumber, steps)
  const afterDiscount = roundHalfUp(price * (100 - percent), 100)
  if (percent > 0 && price !== NO_MONEY)
    steps.push({
      step: 'tag-discount',
      percent,
      amount_ore: afterDiscount - price,
      ...exampleOf(day.discount),
    })
  if (!zero || !('sharePercent' in zero.rule)) return { amount: afterDiscount, steps }
  const share = zero.rule.sharePercent
  const amount = roundHalfUp(price * (100 - percent) * share, 100 * 100)
  steps.push({
    step: 'zero-emission-share',
    percent: share,
    amount_ore: amount - afterDiscount,
    ...exampleOf(zero),
  })
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
  const refused = noDiscount(day, passage)
  if (refused) steps.push({ step: 'no-tag-discount', because: refused })
  return refused ? 0 : percent
}

function noDiscount(
  day: StationDay,
  passage: StretchPassage,
): 'tag-not-read' | 'tag-of-another-vehicle' | undefined {
  if (!tagCounts(passage) && !day.discount?.onPlateRead) return 'tag-not-read'
  return passage.tagOfAnotherVehicle && day.discount?.onTagOfAnotherVehicle === false
    ? 'tag-of-another-vehicle'
    : undefined
}
