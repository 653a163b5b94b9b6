import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { parseTagNumber } from '#core/tag-number.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { FerryLimits } from './limits.ts'
import type { AgreementKind } from './prepaid-amount.ts'

/** A vehicle as a customer writes it. */
export type WrittenVehicle = {
  readonly country: string
  readonly plate: string
  readonly length_cm: number
  readonly zeroEmission?: boolean | undefined
  /** Of a tag that is not in our stock: found from the plate where it is. */
  readonly tagNumber?: string | undefined
  readonly tagIssuer?: string | undefined
  readonly card?: boolean | undefined
}

/** With its plate and tag in their one form. */
export type FerryVehicle = {
  readonly country: string
  readonly plate: string
  readonly length_cm: number
  readonly zeroEmission: boolean
  readonly tagNumber: string | undefined
  readonly tagIssuer: string | undefined
  readonly card: boolean
}

/** The vehicles of an account together, or what is wrong with one of them; its place is the detail. */
export function checkVehicles(
  written: readonly WrittenVehicle[],
  kind: AgreementKind,
  limits: FerryLimits,
): readonly FerryVehicle[] | Refusal<FerryAccountRefusal> {
  if (written.length === 0) return refuse('no-vehicles')
  if (kind === 'private' && written.length > limits.privateVehiclesMax) return refuse('too-many-vehicles')
  const vehicles: FerryVehicle[] = []
  for (const [at, one] of written.entries()) {
    const vehicle = checkVehicle(one, limits)
    if (isRefusal(vehicle)) return refuse(vehicle.refused, String(at + 1))
    const isTwice = vehicles.some(
      ({ country, plate }) => country === vehicle.country && plate === vehicle.plate,
    )
    if (isTwice) return refuse('plate-twice', String(at + 1))
    vehicles.push(vehicle)
  }
  return vehicles
}

function checkVehicle(one: WrittenVehicle, limits: FerryLimits): FerryVehicle | Refusal<FerryAccountRefusal> {
  const plate = canonicalPlate(one.plate)
  if (plate === undefined) return refuse('not-a-plate')
  const { length_cm, country, tagIssuer } = one
  if (!Number.isInteger(length_cm) || length_cm <= 0 || length_cm > limits.lengthMaxCm)
    return refuse('impossible-length')
  const tagNumber = one.tagNumber ? parseTagNumber(one.tagNumber) : undefined
  if (tagNumber !== undefined && isRefusal(tagNumber)) return tagNumber
  const [zeroEmission, card] = [one.zeroEmission ?? false, one.card ?? false]
  return { country, plate, length_cm, zeroEmission, tagNumber, tagIssuer, card }
}
