import type { Plate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { ensureMonths } from '#db/months.ts'
import { type Holders, readHolders } from '#tags/read-holders.ts'
import { saveUnknownVehicles } from '#tags/store.ts'
import { plateKey } from '#tags/vehicle.ts'
import type { Passage, WaitingPassage } from './passage.ts'
import { type Place, type Reading, readingOf, type Stored, settle } from './placement.ts'
import { type OpenFile, savePassages, saveWaiting } from './store.ts'

/** Finds whose the passages are, stores them, and makes their vehicles due for rating. */
export async function saveNewPassages(
  tx: Tx,
  file: OpenFile,
  passages: readonly Stored[],
  now: number,
): Promise<void> {
  if (passages.length === 0) return
  const readings = passages.map(readingOf)
  const holders = await readHolders(tx, asked(readings))
  const vehicles = await vehiclesOf(tx, readings, holders)
  const places = readings.map((reading) => settle(reading, { holders, vehicles, file, now }))
  const kept = places.filter(isKept)
  await ensureMonths(
    tx,
    places.map((place) => place.monthOn),
  )
  await savePassages(tx, kept)
  await saveWaiting(
    tx,
    places.filter((place): place is WaitingPassage => !isKept(place)),
  )
  await makeDue(tx, 'rate', vehiclesToRate(kept))
}

function isKept(place: Place): place is Passage {
  return 'partyId' in place
}

function asked(readings: readonly Reading[]) {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { fields } of readings)
    [from, to] = [Math.min(from, fields.passedAt), Math.max(to, fields.passedAt)]
  return {
    tagNumbers: [...new Set(readings.flatMap((reading) => reading.tagNumber ?? []))],
    plates: distinctPlates(readings),
    from,
    to,
  }
}

/** A plate seen for the first time becomes a vehicle, of which the register is asked later. */
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

function vehiclesToRate(passages: readonly Passage[]): { key: string; fromAt: number }[] {
  const earliest = new Map<number, number>()
  for (const { vehicleId, seen } of passages) {
    if (vehicleId === undefined) continue
    earliest.set(vehicleId, Math.min(earliest.get(vehicleId) ?? Number.POSITIVE_INFINITY, seen.passedAt))
  }
  return [...earliest].map(([vehicleId, fromAt]) => ({ key: String(vehicleId), fromAt }))
}

function distinctPlates(readings: readonly Reading[]): Plate[] {
  const plates = new Map<string, Plate>()
  for (const { plate } of readings) if (plate) plates.set(plateKey(plate), plate)
  return [...plates.values()]
}
