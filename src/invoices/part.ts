import type { UninvoicedCharge } from './invoice.ts'

/** What the holder wants an invoice of: everything together, each vehicle, or each cost centre. */
export type InvoicedPer = 'agreement' | 'vehicle' | 'cost-centre'

/** What of an agreement stands on one invoice. */
export type Part = {
  readonly costCentre: string | null
  /** Of the one vehicle it is for; null where it is not parted by vehicle. */
  readonly plate: string | null
  /** What the vehicle's holder wants it marked with; null: what the agreement says. */
  readonly reference: string | null
  readonly charges: readonly UninvoicedCharge[]
}

/**
 * Each charge is in one part, and each part has one. What is of no vehicle (a fee, an erased passage), or of a vehicle
 * without a cost centre, is a part of its own, and the first.
 */
export function partsOf(charges: readonly UninvoicedCharge[], per: InvoicedPer): readonly Part[] {
  if (per === 'agreement') return [{ costCentre: null, plate: null, reference: null, charges }]
  // Two countries may have one plate: they are two vehicles.
  const keyOf = ({ vehicle }: UninvoicedCharge) =>
    (per === 'vehicle' ? vehicle && `${vehicle.plate} ${vehicle.id}` : vehicle?.costCentre) ?? ''
  const groups = Map.groupBy(charges, keyOf)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => ({
      costCentre: per === 'vehicle' ? theOne(own, 'costCentre') : key || null,
      plate: per === 'vehicle' ? (own[0]?.vehicle?.plate ?? null) : null,
      reference: theOne(own, 'reference'),
      charges: own,
    }))
}

/** What the holder of an agreement has said of a vehicle, and from when to when. */
export type CostCentre = {
  readonly costCentre: string
  readonly reference: string | null
  readonly from: number
  /** Null: for ever. */
  readonly to: number | null
}

/** By agreement and vehicle: «7 12». */
export type CostCentres = ReadonlyMap<string, readonly CostCentre[]>

/** A passage belongs to the cost centre its vehicle had when it passed; what is no passage, to that of the day it was charged. */
export function withCostCentres(
  charges: readonly UninvoicedCharge[],
  agreementId: number,
  centres: CostCentres,
): readonly UninvoicedCharge[] {
  if (centres.size === 0) return charges
  return charges.map((charge) => {
    const { vehicle } = charge
    if (!vehicle) return charge
    const at = charge.passedAt ?? charge.chargedAt
    const held = (centres.get(`${agreementId} ${vehicle.id}`) ?? []).find(
      ({ from, to }) => from <= at && (to === null || at < to),
    )
    if (!held) return charge
    const { costCentre, reference } = held
    return { ...charge, vehicle: { ...vehicle, costCentre, reference } }
  })
}

/** What all of them say; null where they differ. */
function theOne(charges: readonly UninvoicedCharge[], of: 'costCentre' | 'reference'): string | null {
  const said = new Set(charges.map(({ vehicle }) => vehicle?.[of] ?? null))
  return said.size === 1 ? ([...said][0] ?? null) : null
}
