import type { Energy } from '#rating/tariff-file.ts'
import type { Dice } from '#test/traffic.ts'

export type Vehicle = {
  readonly country: string
  readonly category: string | null
  readonly categoryDocumented: boolean
  readonly totalWeightKg: number | null
  readonly energy: Energy | null
  readonly euroClass: number | null
}

/** Mostly passenger cars; enough lorries, motorhomes, foreigners and unknowns that each kind meets each rule. */
export function aVehicle(random: Dice): Vehicle {
  const foreign = random() < 0.1
  const category = pick(random, CATEGORIES)
  return {
    country: foreign ? pick(random, ['SE', 'DK', 'DE', 'PL']) : 'NO',
    category: foreign && random() < 0.3 ? null : category,
    categoryDocumented: foreign ? random() < 0.5 : random() < 0.9,
    totalWeightKg: random() < (foreign ? 0.3 : 0.02) ? null : weightOf(category, random),
    energy: random() < (foreign ? 0.4 : 0.03) ? null : pick(random, ENERGIES),
    euroClass: random() < (foreign ? 0.5 : 0.1) ? null : pick(random, [6, 6, 6, 5, 5, 4, 3]),
  }
}

const CATEGORIES = [
  ...Array<string>(30).fill('M1'),
  'N1',
  'N1',
  'N2',
  'N3',
  'N3',
  'N3',
  'M2',
  'M3',
  'L3e',
  null,
] as const

const ENERGIES = [
  'petrol',
  'petrol',
  'petrol',
  'diesel',
  'diesel',
  'diesel',
  'electric',
  'electric',
  'plugin-hybrid',
  'hydrogen',
  'gas',
  'other',
] as const

function weightOf(category: string | null, random: Dice): number {
  const edge = random()
  if (edge < 0.05) return 3_500
  if (edge < 0.1) return 3_501
  if (category === 'N2' || category === 'N3' || category === 'M3')
    return 5_000 + Math.floor(random() * 30_000)
  if (category?.startsWith('L')) return 300
  return random() < 0.1 ? 3_600 + Math.floor(random() * 1_500) : 1_100 + Math.floor(random() * 2_300)
}

export function pick<Value>(random: Dice, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}
