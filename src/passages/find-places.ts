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
  return readings.map((reading) => settle(reading, { holders, vehicles, now }))
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
  return Array.from(earliest, ([vehicleId, fromAt]) => ({ key: String(vehicleId), fromAt }))
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
  const unknown = [...plates].flatMap(([key, plate]) => (known.has(key) ? [] : [plate]))
  if (unknown.length === 0) return known
  return new Map([...known, ...(await saveUnknownVehicles(tx, unknown))])
}
