import { type Fleet, makeFleet, type Vehicle } from './fleet.ts'
import { makePeople, type Party, type People } from './people.ts'

/** All there is outside the customer system, from one seed. */
export type World = People & Fleet & { readonly seed: number }

export function makeWorld(seed: number): World {
  const people = makePeople(seed)
  return { seed, ...people, ...makeFleet(people, seed) }
}

export function ownerAt(
  vehicle: Vehicle,
  at: number,
): { readonly party: Party; readonly from: number } | undefined {
  return vehicle.owners.findLast(({ from }) => from <= at)
}

export function canonicalPlate(text: string): string {
  return text.toUpperCase().replace(/[^A-ZÆØÅÄÖÜ0-9]/g, '')
}
