import { ENERGIES, type Energy } from './tariff-file.ts'

/** What prices ask of a vehicle, as the register has it; undefined where it is not known. */
export type VehicleFacts = {
  readonly category: string | undefined
  readonly totalWeightKg: number | undefined
  readonly energy: Energy | undefined
  readonly euroClass: number | undefined
  /** True where the Norwegian register says the category, or a foreign one was documented to the issuer. */
  readonly categoryDocumented: boolean
}

/** Equal for vehicles that no price tells apart: kind of category, side of the weight limit, energy, side of Euro VI. */
export function vehicleKey(vehicle: VehicleFacts): number {
  let key = keys.get(vehicle)
  if (key === undefined) keys.set(vehicle, (key = makeKey(vehicle)))
  return key
}

const keys = new WeakMap<VehicleFacts, number>()

function makeKey(vehicle: VehicleFacts): number {
  const { category, totalWeightKg, energy, euroClass } = vehicle
  let key = isMotorcycleOrMoped(vehicle) ? 1 : category === 'M1' && vehicle.categoryDocumented ? 2 : 0
  key = key * 3 + (totalWeightKg === undefined ? 0 : totalWeightKg <= HEAVY_ABOVE_KG ? 1 : 2)
  key = key * 8 + (energy === undefined ? 0 : ENERGIES.indexOf(energy) + 1)
  return key * 3 + (euroClass === undefined ? 0 : euroClass >= 6 ? 1 : 2)
}

/** Motorcycles and mopeds (EU category L) pay nothing and need no tag. */
export function isMotorcycleOrMoped(vehicle: VehicleFacts): boolean {
  return vehicle.category?.startsWith('L') ?? false
}

export type TariffClass = { readonly class: 1 | 2; readonly byAgreement: boolean }

/**
 * Class 1 up to and including 3 500 kg of permitted total weight. Category M1 of any weight is class 1, but only under
 * a valid agreement, on days the project's data has that rule for, and a foreign one only when it is documented. A vehicle
 * the register does not know is what the roadside saw, or unknown.
 */
export function tariffClass(
  vehicle: VehicleFacts,
  passage: { validAgreement: boolean; classSeen: 1 | 2 | undefined; m1ByAgreement: boolean },
): TariffClass | undefined {
  const m1ByAgreement =
    passage.m1ByAgreement && passage.validAgreement && vehicle.category === 'M1' && vehicle.categoryDocumented
  if (vehicle.totalWeightKg === undefined) {
    if (m1ByAgreement) return { class: 1, byAgreement: false }
    return passage.classSeen === undefined ? undefined : { class: passage.classSeen, byAgreement: false }
  }
  if (vehicle.totalWeightKg <= HEAVY_ABOVE_KG) return { class: 1, byAgreement: false }
  return m1ByAgreement ? { class: 1, byAgreement: true } : { class: 2, byAgreement: false }
}

/** Where class 2 begins is the definition of the classes (takstretningslinjene), not a rate that changes. */
const HEAVY_ABOVE_KG = 3_500
