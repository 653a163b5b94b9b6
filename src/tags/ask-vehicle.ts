import type { Plate } from '#core/plate.ts'
import type { Owner } from '#customers/owner.ts'
import type { VehicleFacts } from './vehicle.ts'
import type { VehicleRegister } from './vehicle-register.ts'

/** What the register has on one plate, for somebody who waits. `pending`: it does not answer, and is asked again later. */
export type AskedVehicle = {
  readonly plate: Plate
  readonly register: 'found' | 'unknown' | 'pending' | 'foreign'
  readonly facts: VehicleFacts | undefined
  /** Absent: it does not say, or was not asked. */
  readonly length_cm?: number | undefined
  /** Undefined: it names none, or was not asked. Never shown. */
  readonly owner: Owner | undefined
}

/** Before the transaction opens. How long it may take is the register's own time limit. Without a register: pending. */
export async function askVehicle(
  register: VehicleRegister | undefined,
  plate: Plate,
  now: number,
): Promise<AskedVehicle> {
  if (plate.country !== 'NO') return { plate, register: 'foreign', facts: undefined, owner: undefined }
  if (!register) return { plate, register: 'pending', facts: undefined, owner: undefined }
  const [[vehicle], [owned]] = await Promise.all([
    register.vehicles([plate]),
    register.owners([{ plate, at: now }]),
  ])
  return {
    plate,
    register: vehicle?.answer === 'no-answer' ? 'pending' : (vehicle?.answer ?? 'pending'),
    facts: vehicle?.answer === 'found' ? vehicle.facts : undefined,
    length_cm: vehicle?.answer === 'found' ? vehicle.length_cm : undefined,
    owner: owned?.answer === 'found' ? owned.owner : undefined,
  }
}

/** Who owns each of many, in one question. What else the register has on them is asked later, by the worker. */
export async function askOwners(
  register: VehicleRegister | undefined,
  vehicles: readonly { readonly plate: Plate }[],
  now: number,
): Promise<readonly AskedVehicle[]> {
  const answers =
    register && vehicles.length > 0
      ? await register.owners(vehicles.map(({ plate }) => ({ plate, at: now })))
      : []
  return vehicles.map(({ plate }, i) => {
    const answer = answers[i]
    const owner = answer?.answer === 'found' ? answer.owner : undefined
    return { plate, register: plate.country === 'NO' ? 'pending' : 'foreign', facts: undefined, owner }
  })
}
