import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { ensureMonths } from '#db/months.ts'
import { findPlaces, vehiclesToRate } from './find-places.ts'
import { isKept, type Passage, type Place, type WaitingPassage } from './passage.ts'
import { readingOf, type Stored } from './placement.ts'
import { savePassages, saveWaiting } from './store.ts'
import { takeIntakeTurn } from './take-turns.ts'

/** Finds whose the passages are, stores them, and makes their vehicles due for rating. Returns where each went. */
export async function saveNewPassages(
  tx: Tx,
  passages: readonly Stored[],
  now: number,
): Promise<readonly Place[]> {
  const places = await findNewPlaces(tx, passages, now)
  await savePlaces(tx, places)
  return places
}

/** Whose they are. It stays so until the transaction ends: nothing is attributed anew meanwhile. */
export async function findNewPlaces(
  tx: Tx,
  passages: readonly Stored[],
  now: number,
): Promise<readonly Place[]> {
  if (passages.length === 0) return []
  await takeIntakeTurn(tx)
  return findPlaces(tx, passages.map(readingOf), now)
}

/** Writes new rows, and makes their vehicles due for rating. */
export async function savePlaces(tx: Tx, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const months = new Set<string>()
  const kept: Passage[] = []
  const waiting: WaitingPassage[] = []
  for (const place of places) {
    months.add(place.monthOn)
    if (isKept(place)) kept.push(place)
    else waiting.push(place)
  }
  await ensureMonths(tx, months)
  await savePassages(tx, kept)
  await saveWaiting(tx, waiting)
  await makeDue(tx, 'rate', vehiclesToRate(kept.map(touchedBy)))
}

function touchedBy({ vehicleId, seen }: Passage): { vehicleId: number | undefined; at: number } {
  return { vehicleId, at: seen.passedAt }
}
