import type { Plate } from '#core/plate.ts'
import type { ENERGIES } from '#formats/portfolio-file.ts'

export type Energy = (typeof ENERGIES)[number]

/** What decides a vehicle's price, as the vehicle register has it. Null: not known. */
export type VehicleFacts = {
  /** EU category: M1, N2, L3e … */
  readonly category: string | null
  readonly totalWeightKg: number | null
  readonly energy: Energy | null
  readonly euroClass: number | null
  readonly make: string | null
  readonly model: string | null
}

/** What a customer states is enough for the tariff class, until the register or a reader says more. */
export const STATED_CATEGORY = { light: 'M1', heavy: 'N2' } as const

/** «NO EK12345»: how maps and the audit views name a vehicle. */
export function plateKey(plate: Plate): string {
  return `${plate.country} ${plate.canonical}`
}
