import type { Plate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { type Holders, readHolders } from '#tags/read-holders.ts'
import { saveUnknownVehicles } from '#tags/store.ts'
import { plateKey } from '#tags/vehicle.ts'
import type { Place } from './passage.ts'
import { type Reading, settle } from './placement.ts'

/** Whose these passages are, by what holds now. A plate seen for the first time becomes a vehicle. */
export async function findPlaces(tx: Tx, readings: readonly Reading[], now: number): Promise<Place[]> {
  if (readings.length === 0) return []
  const holders = await readHolders(tx, asked(readings))
  const vehicles = await vehiclesOf(tx, readings, holders)
  return readings.map((reading) => settle(reading, { holders, vehicles, now }))
}

/** Each vehicle once, from the earliest instant something changed for it. */
export function vehiclesToRate(
  touched: readonly { readonly vehicleId: number | undefined; readonly at: number }[],
): { key: string; fromAt: number }[] {
  const earliest = new Map<number, number>()
  for (const { vehicleId, at } of touched) {
    if (vehicleId === undefined) continue
    earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? Number.POSITIVE_INFINITY, at))
  }
  return [...earliest].map(([vehicleId, fromAt]) => ({ key: String(vehicleId), fromAt }))
}

function asked(readings: readonly Reading[]) {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { seen } of readings) [from, to] = [Math.min(from, seen.passedAt), Math.max(to, seen.passedAt)]
  return {
    tagNumbers: [...new Set(readings.flatMap((reading) => reading.tagNumber ?? []))],
    plates: distinctPlates(readings),
    from,
    to,
  }
}

/** The register is asked of new ones later. */
async function vehiclesOf(
  tx: Tx,
  readings: readonly Reading[],
  holders: Holders,
): Promise<ReadonlyMap<string, number>> {
  const unknown = distinctPlates(readings).filter((p) => !holders.vehicles.has(plateKey(p)))
  const vehicles = new Map([...holders.vehicles].map(([key, { vehicleId }]) => [key, vehicleId]))
  for (const [key, id] of await saveUnknownVehicles(tx, unknown)) vehicles.set(key, id)
  return vehicles
}

function distinctPlates(readings: readonly Reading[]): Plate[] {
  const plates = new Map<string, Plate>()
  for (const { plate } of readings) if (plate) plates.set(plateKey(plate), plate)
  return [...plates.values()]
}
