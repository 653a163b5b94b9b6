import { type Dice, dice, plateOf, tagOf } from '#test/traffic.ts'

/** Stations a vehicle drives among: one project's, its charger's code, and their ids where a database has them. */
export type Place = {
  readonly project: string
  readonly charger: string
  readonly stations: readonly { readonly id: number; readonly code: string }[]
}

export type Fleet = { readonly agreements: number; readonly vehicles: number }

/** One agreement in a hundred is a company with 21 vehicles; the others are a person with one. */
export function fleetOf(agreements: number): Fleet {
  return { agreements, vehicles: companiesOf(agreements) * 20 + agreements }
}

export function agreementOf(vehicle: number, agreements: number): number {
  const companies = companiesOf(agreements)
  return vehicle < companies * 21 ? Math.floor(vehicle / 21) : vehicle - companies * 20
}

function companiesOf(agreements: number): number {
  return Math.ceil(agreements / 100)
}

/** Passages in the order of their instants, column by column: millions of objects would be the larger cost. */
export type Traffic = {
  readonly count: number
  /** Numbered from 0; a vehicle stays in one place. */
  readonly vehicle: Int32Array
  /** Its number in the place of its vehicle. */
  readonly station: Int16Array
  /** Epoch milliseconds, whole seconds. */
  readonly at: Float64Array
  readonly byPlate: Uint8Array
}

/** Where a vehicle lives, more often where there are more stations. */
export function placeOf(vehicle: number, agreements: number, places: readonly Place[]): Place {
  const total = places.reduce((sum, place) => sum + place.stations.length, 0)
  let at = (agreementOf(vehicle, agreements) * 7_919) % total
  for (const place of places) {
    if (at < place.stations.length) return place
    at -= place.stations.length
  }
  throw new Error('no places')
}

/**
 * So many passages of a fleet: journeys of one to three stations within the hour, with rush hours and empty nights.
 * Companies' vehicles drive half of it, and a few of them most of that half, so that caps are reached.
 */
export function traffic(of: {
  readonly passages: number
  readonly fleet: Fleet
  readonly places: readonly Place[]
  readonly from: number
  readonly days: number
  readonly seed: number
}): Traffic {
  const random = dice(of.seed)
  const drawn = { vehicle: [] as number[], station: [] as number[], at: [] as number[] }
  const shares = sharesOf(of.fleet, random)
  const most = of.days * 10
  for (let v = 0; v < of.fleet.vehicles; v++) {
    const stations = placeOf(v, of.fleet.agreements, of.places).stations.length
    const wanted = Math.min(most, Math.floor(shares[v]! * of.passages + random()))
    drive(drawn, v, { ...of, passages: wanted, stations, random })
  }
  while (drawn.at.length < of.passages) {
    const v = Math.floor(random() * of.fleet.vehicles)
    const stations = placeOf(v, of.fleet.agreements, of.places).stations.length
    drive(drawn, v, { ...of, passages: 1, stations, random })
  }
  return inOrder(drawn, of.passages, random)
}

function sharesOf(fleet: Fleet, random: Dice): Float64Array {
  const company = companiesOf(fleet.agreements) * 21
  const shares = new Float64Array(fleet.vehicles)
  const sums = [0, 0] as [number, number]
  for (let v = 0; v < fleet.vehicles; v++) {
    const mine = v < company
    // Pareto with a long tail for companies, exponential for persons.
    shares[v] = mine ? Math.min(60, (1 - random()) ** (-1 / 1.3)) : -Math.log(1 - random())
    sums[mine ? 0 : 1] += shares[v]!
  }
  for (let v = 0; v < fleet.vehicles; v++) shares[v]! /= 2 * sums[v < company ? 0 : 1]!
  return shares
}

const WEIGHT_OF_HOUR = [1, 1, 1, 1, 2, 6, 14, 24, 18, 10, 9, 9, 10, 10, 14, 22, 24, 16, 10, 8, 6, 5, 4, 2]
const HOURS = WEIGHT_OF_HOUR.flatMap((weight, hour) => Array<number>(weight).fill(hour))

function drive(
  into: { vehicle: number[]; station: number[]; at: number[] },
  vehicle: number,
  of: { passages: number; stations: number; from: number; days: number; random: Dice },
): void {
  const { random } = of
  const end = of.from + of.days * 86_400_000
  const taken = new Set<number>()
  let left = of.passages
  while (left > 0) {
    const hour = Math.floor(random() * of.days) * 24 + HOURS[Math.floor(random() * HOURS.length)]!
    // One journey an hour: a vehicle at two places at once would be held.
    if (taken.has(hour) && random() < 0.95) continue
    taken.add(hour)
    const lot = random()
    let at = of.from + hour * 3_600_000 + Math.floor(random() * 900) * 1_000
    for (let n = Math.min(left, lot < 0.5 ? 1 : lot < 0.85 ? 2 : 3); n > 0; n--, left--) {
      into.vehicle.push(vehicle)
      into.station.push(Math.floor(random() * of.stations))
      into.at.push(Math.min(at, end - 1_000))
      at += (720 + Math.floor(random() * 600)) * 1_000
    }
  }
}

function inOrder(
  drawn: { vehicle: number[]; station: number[]; at: number[] },
  count: number,
  random: Dice,
): Traffic {
  const order = Uint32Array.from(drawn.at.keys())
  const { at } = drawn
  order.sort((a, b) => at[a]! - at[b]! || a - b)
  // What is too much goes from all over the period, not from its end.
  const kept = thinned(order, count)
  return {
    count,
    vehicle: Int32Array.from(kept, (i) => drawn.vehicle[i]!),
    station: Int16Array.from(kept, (i) => drawn.station[i]!),
    at: Float64Array.from(kept, (i) => at[i]!),
    byPlate: Uint8Array.from(kept, () => (random() < 0.09 ? 1 : 0)),
  }
}

function thinned(order: Uint32Array, count: number): Uint32Array {
  if (order.length === count) return order
  const step = order.length / count
  return Uint32Array.from({ length: count }, (_, i) => order[Math.floor(i * step)]!)
}

/** Kinds of vehicles so that nothing needs to be asked for: passenger cars, vans, lorries, motorcycles. */
export function factsOf(vehicle: number) {
  const lot = (vehicle * 2_654_435_761) % 100
  const energy = ENERGIES[vehicle % ENERGIES.length]!
  if (lot < 86) return { category: 'M1', totalWeightKg: 1_900, energy, euroClass: 6 }
  if (lot < 94) return { category: 'N1', totalWeightKg: 2_900, energy, euroClass: 5 }
  if (lot < 99)
    return { category: 'N3', totalWeightKg: 18_000, energy: 'diesel' as const, euroClass: lot < 97 ? 6 : 5 }
  return { category: 'L3e', totalWeightKg: 300, energy: 'petrol' as const, euroClass: 5 }
}

const ENERGIES = ['petrol', 'diesel', 'electric', 'plugin-hybrid', 'diesel', 'petrol', 'petrol'] as const

/** A delivery: the lines of one charger on one day. */
export type Delivery = { readonly day: number; readonly charger: string; readonly lines: readonly string[] }

const LATE = 0.01
const DUPLICATE = 0.005
const WITHDRAWN = 0.002

/**
 * The traffic as the chargers deliver it, a file a day: 1 % of the lines come days late, 0.5 % twice, and 0.2 % are
 * withdrawn some days later. What would come after the last day comes on it.
 */
export function deliveries(
  of: Traffic & {
    readonly agreements: number
    readonly places: readonly Place[]
    readonly from: number
    readonly days: number
    readonly seed: number
    readonly firstSequence: number
  },
): Delivery[] {
  const random = dice(of.seed + 1)
  const files = new Map<string, string[]>()
  const put = (day: number, charger: string, line: string) => {
    const key = `${Math.min(day, of.days - 1)} ${charger}`
    const lines = files.get(key)
    if (lines) lines.push(line)
    else files.set(key, [line])
  }
  for (let i = 0; i < of.count; i++) {
    const sequence = of.firstSequence + i
    const { charger, line } = lineOf(of, i, sequence)
    const day = Math.floor((of.at[i]! - of.from) / 86_400_000)
    const later = 1 + Math.floor(random() * 6)
    const comesOn = random() < LATE ? day + later : day
    put(comesOn, charger, line)
    if (random() < DUPLICATE) put(comesOn + 1, charger, line)
    if (random() < WITHDRAWN)
      put(comesOn + later, charger, `W;${of.firstSequence + of.count + i};${sequence};misread`)
  }
  return [...files].map(([key, lines]) => {
    const [day, charger = ''] = key.split(' ')
    return { day: Number(day), charger, lines }
  })
}

export function lineOf(
  of: Traffic & { readonly agreements: number; readonly places: readonly Place[] },
  i: number,
  sequence: number,
): { charger: string; line: string } {
  const vehicle = of.vehicle[i]!
  const { charger, stations } = placeOf(vehicle, of.agreements, of.places)
  const at = `${new Date(of.at[i]!).toISOString().slice(0, 19)}Z`
  const tag = of.byPlate[i] ? ';' : `${tagOf(vehicle)};ok`
  const line = `P;${sequence};${stations[of.station[i]!]!.code};1;${at};${tag};NO;${plateOf(vehicle)};97;1;pic-${sequence}`
  return { charger, line }
}
