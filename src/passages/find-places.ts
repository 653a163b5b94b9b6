import type { Plate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { readHolders } from '#tags/read-holders.ts'
import { saveUnknownVehicles } from '#tags/store.ts'
import type { Place } from './passage.ts'
import { type Reading, settle } from './placement.ts'

/** Whose these passages are, by what holds now. A plate seen for the first time becomes a vehicle. */
export async function findPlaces(tx: Tx, readings: readonly Reading[], now: number): Promise<Place[]> {
  if (readings.length === 0) return []
  const asked = askedOf(readings)
  const holders = await readHolders(tx, asked)
  const vehicles = await withUnknown(tx, asked.plates, holders.vehicles)
  const by = { holders, vehicles, now }
  const places: Place[] = []
  for (const reading of readings) places.push(settle(reading, by))
  return places
}

/** Each vehicle once, from the earliest instant something changed for it. */
export function vehiclesToRate(
  touched: readonly { readonly vehicleId: number | undefined; readonly at: number }[],
): { key: string; fromAt: number }[] {
  const earliest = new Map<number, number>()
  for (const { vehicleId, at } of touched) {
    if (vehicleId === undefined) continue
    const known = earliest.get(vehicleId)
    if (known === undefined || at < known) earliest.set(vehicleId, at)
  }
  const due: { key: string; fromAt: number }[] = []
  for (const [vehicleId, fromAt] of earliest) due.push({ key: String(vehicleId), fromAt })
  return due
}

function askedOf(readings: readonly Reading[]) {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const tagNumbers = new Set<string>()
  const plates = new Map<string, Plate>()
  for (const { seen, tagNumber, plate, plateKey } of readings) {
    if (seen.passedAt < from) from = seen.passedAt
    if (seen.passedAt > to) to = seen.passedAt
    if (tagNumber !== undefined) tagNumbers.add(tagNumber)
    if (plate) plates.set(plateKey, plate)
  }
  // Neighbours are then looked up one after the other.
  return { tagNumbers: [...tagNumbers].sort(), plates, from, to }
}

/** The register is asked of new ones later. */
async function withUnknown(
  tx: Tx,
  plates: ReadonlyMap<string, Plate>,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const unknown: Plate[] = []
  for (const [key, plate] of plates) if (!known.has(key)) unknown.push(plate)
  if (unknown.length === 0) return known
  const vehicles = new Map(known)
  for (const [key, vehicleId] of await saveUnknownVehicles(tx, unknown)) vehicles.set(key, vehicleId)
  return vehicles
}
