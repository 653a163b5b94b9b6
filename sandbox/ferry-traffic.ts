import { type Dice, dice } from './dice.ts'
import type { Assignment } from './fleet.ts'
import { osloInstant, osloMoment } from './oslo.ts'
import type { World } from './world.ts'

/** Somebody who becomes a ferry customer when the demo begins. */
export type FerryCustomer = {
  /** In the portfolio. */
  readonly ref: string
  readonly name: string
  readonly vehicles: readonly {
    readonly country: string
    readonly plate: string
    readonly length_cm: number
    readonly zeroEmission: boolean
    readonly card: boolean
  }[]
  /** Whether the refill invoice is paid, too. */
  readonly pays: 'everything' | 'the-opening'
}

export type ReceiptFile = { readonly name: string; readonly company: string; readonly text: string }

/** Two cars that sail now and then, five lorries of a haulier, and a car that sails more than its owner pays for. */
const CUSTOMERS = [
  { ref: 'p-1', sailings: 1, chance: 0.55, pays: 'the-opening', card: true },
  { ref: 'p-3', sailings: 2, chance: 0.95, pays: 'the-opening', card: false },
  { ref: 'o-9', sailings: 2, chance: 0.75, pays: 'everything', card: false },
] as const

export function ferryCustomers(world: World): readonly FerryCustomer[] {
  return CUSTOMERS.map(({ ref, pays, card }) => {
    const own = vehiclesOf(world, ref)
    return {
      ref,
      pays,
      name: own[0]?.agreement.party.name ?? '',
      vehicles: own.map(({ vehicle }) => ({
        country: vehicle.country,
        plate: vehicle.plate,
        length_cm: Math.round(vehicle.model.lengthMm / 10),
        zeroEmission: vehicle.model.energy === 'electric' || vehicle.model.energy === 'hydrogen',
        card,
      })),
    }
  })
}

/** What the ferry companies deliver of a day, one file each. The same day is the same files. */
export function receiptsOn(world: World, day: string): readonly ReceiptFile[] {
  const sailed = CUSTOMERS.flatMap((customer) =>
    vehiclesOf(world, customer.ref).flatMap((assignment) => sailings(world, day, customer, assignment)),
  )
  return [...Map.groupBy(sailed, ({ company }) => company)].map(([company, lines]) => ({
    name: `ferry-${company}-${day}.txt`,
    company,
    text: [
      `H;brikke-ferry-receipts;1;${company};${day};${osloInstant(osloMoment(day, 86_399))}`,
      ...lines.map(({ line }) => line),
      `T;${lines.length};${lines.reduce((sum, { fullOre }) => sum + fullOre, 0)}`,
      '',
    ].join('\n'),
  }))
}

/** By share of the sailings; the quay by card is seldom gone to. */
const LEGS = [
  { leg: 'flakk-rorvik', company: 'basto-fosen', share: 0.75, fullOre: 12_900 },
  { leg: 'anda-lote', company: 'fjord1', share: 0.15, fullOre: 6_300 },
  { leg: 'horn-igeroy', company: 'torghatten-ts', share: 0.1, fullOre: 19_000 },
] as const

function sailings(
  world: World,
  day: string,
  { sailings: times, chance }: (typeof CUSTOMERS)[number],
  { vehicle, tag }: Assignment,
): readonly { company: string; line: string; fullOre: number }[] {
  return Array.from({ length: times }, (_, i) => ({
    i,
    thrown: dice(world.seed, 'ferry', day, vehicle.ref, i),
  }))
    .filter(({ thrown }) => thrown.chance(chance))
    .map(({ i, thrown }) => {
      const { leg, company, fullOre } = legOf(thrown)
      const departs = osloMoment(day, (6 + i * 8) * 3600 + thrown.whole(0, 12) * 1_800)
      const measured = Math.round(vehicle.model.lengthMm / 10) + thrown.whole(-4, 4)
      const isByCard = leg === 'horn-igeroy'
      const line = [
        'R',
        `${day}-${vehicle.plate}-${i + 1}`,
        1,
        leg,
        osloInstant(departs),
        osloInstant(departs - 300_000),
        measured,
        groupOf(measured),
        '',
        isByCard ? '' : (tag?.tagNumber ?? ''),
        '',
        vehicle.country,
        vehicle.plate,
        '30',
        isByCard && thrown.chance(0.5) ? 1 : 0,
        0,
        0,
        'S',
        fullOre,
      ].join(';')
      return { company, line, fullOre }
    })
}

function legOf(thrown: Dice): (typeof LEGS)[number] {
  let share = thrown.share()
  return LEGS.find((one) => (share -= one.share) < 0) ?? LEGS[0]
}

/** As the lane shows it: groups of the national fares. */
function groupOf(length_cm: number): string {
  const at = [600, 800, 1000, 1250, 1450, 1750, 1950, 2200].findIndex((to) => length_cm <= to)
  return `AP${at < 0 ? 9 : at + 1}`
}

function vehiclesOf({ assignments }: World, ref: string): readonly Assignment[] {
  return assignments.filter(({ agreement, to }) => agreement.party.ref === ref && to === null)
}
