import type { Regulation } from './connection.ts'

/** A length group of a regulation. A vehicle is in the first whose limit it does not exceed. */
export type VehicleGroup = {
  readonly code: string
  /** Inclusive, in whole centimetres. Absent: no limit. */
  readonly toCm?: number | undefined
}

export type VehicleGroups = ReadonlyMap<Regulation, readonly VehicleGroup[]>

/** Motorcycles and mopeds have a price of their own, whatever their length. */
export const MOTORCYCLE = 'MC'

/** What a lane may show of any regulation. */
export function classesOf({ groups }: { readonly groups: VehicleGroups }): ReadonlySet<string> {
  return new Set([...[...groups.values()].flat().map(({ code }) => code), MOTORCYCLE])
}

/** R1: by the length measured, load and all. Undefined: longer than any group of the regulation. */
export function vehicleGroupOf(
  groups: VehicleGroups,
  regulation: Regulation,
  measured: { readonly length_cm: number; readonly motorcycle: boolean },
): string | undefined {
  if (measured.motorcycle) return MOTORCYCLE
  const found = groups
    .get(regulation)
    ?.find((group) => group.toCm === undefined || measured.length_cm <= group.toCm)
  return found?.code
}

/** The group of the smallest vehicles: towing is paid in multiples of it, and zero emission has a share of its own there. */
export function smallestGroup(groups: VehicleGroups, regulation: Regulation): string | undefined {
  return groups.get(regulation)?.[0]?.code
}
