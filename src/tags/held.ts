/** What held of a tag or a vehicle from an instant on: what a change takes away, and undoing it gives back. */
export type Held = {
  readonly agreementId: number
  readonly partyId: number
  readonly vehicleId: number
  readonly tagId: number | null
  /** Epoch ms; null: for ever. */
  readonly from: number
  readonly to: number | null
}

/** From the instant of the change on: what began before goes on from there. */
export function heldFrom(held: readonly Held[], at: number): readonly Held[] {
  return held.map((one) => ({ ...one, from: Math.max(one.from, at) }))
}
