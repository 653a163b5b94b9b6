import type { Plate } from '#core/plate.ts'
import type { Owner } from '#customers/owner.ts'
import type { VehicleFacts } from './vehicle.ts'

/**
 * The public vehicle register as we ask it: many at a time, before the transaction opens. It never throws because the
 * register is down; `no-answer` means «ask again later», `unknown` means the register has no such vehicle or owner.
 */
export type VehicleRegister = {
  vehicles(plates: readonly Plate[]): Promise<readonly VehicleAnswer[]>
  owners(questions: readonly OwnerQuestion[]): Promise<readonly OwnerAnswer[]>
}

/** Who owned the vehicle at an instant, epoch ms. */
export type OwnerQuestion = { readonly plate: Plate; readonly at: number }

/** One for each plate asked for, in the same order. */
export type VehicleAnswer =
  | {
      readonly plate: Plate
      readonly answer: 'found'
      readonly facts: VehicleFacts
      /** Absent: the register does not say. No price rests on it: ferries measure. */
      readonly length_cm?: number
    }
  | { readonly plate: Plate; readonly answer: 'unknown' | 'no-answer' }

/** One for each question, in the same order. */
export type OwnerAnswer =
  | (OwnerQuestion & { readonly answer: 'found'; readonly owner: Owner })
  | (OwnerQuestion & { readonly answer: 'unknown' | 'no-answer' })
