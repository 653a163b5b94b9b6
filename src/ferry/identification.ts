import type { Receipt } from '#formats/ferry-receipts.ts'

/** A vehicle of an account, in a time; by a card, in the card's. */
export type KnownVehicle = {
  readonly vehicleId: number
  readonly agreementId: number
  readonly partyId: number
  readonly from: number
  /** Infinity: it has no end. */
  readonly to: number
}

export type KnownVehicles = {
  readonly byTag: ReadonlyMap<string, readonly KnownVehicle[]>
  readonly byCard: ReadonlyMap<string, readonly KnownVehicle[]>
  readonly byPlate: ReadonlyMap<string, readonly KnownVehicle[]>
}

/** Tag, then card, then plate: the surest reading decides, at the instant the vehicle was registered. */
export function identify(receipt: Receipt, known: KnownVehicles): KnownVehicle | undefined {
  const { tagNumber, cardNumber, country, plate } = receipt
  const at = (vehicles: readonly KnownVehicle[] | undefined) =>
    vehicles?.find(({ from, to }) => from <= receipt.registeredAt && receipt.registeredAt < to)
  return (
    (tagNumber === undefined ? undefined : at(known.byTag.get(tagNumber))) ??
    (cardNumber === undefined ? undefined : at(known.byCard.get(cardNumber))) ??
    (plate === undefined ? undefined : at(known.byPlate.get(plateKey(country, plate))))
  )
}

/** Where no country was read the plate is taken as Norwegian. */
export function plateKey(country: string | undefined, plate: string): string {
  return `${country ?? 'NO'} ${plate}`
}
