import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { endRows } from './end-rows.ts'
import { findPlaces } from './find-places.ts'
import { isKept } from './passage.ts'
import { type Attributed, readPassageRows, type Which } from './read-attributed.ts'
import { savePlaces } from './save-new-passages.ts'
import { giveUpWithdrawn, removeWaiting } from './store.ts'
import { keyTo, pointKeys } from './store-keys.ts'
import { takeIntakeTurn } from './take-turns.ts'

export type PassageKey = { readonly partyId: number; readonly id: number; readonly monthOn: string }

/** What stands in a passage's place now; no party: it waits for its owner. */
export type Rewritten = {
  readonly was: PassageKey
  readonly id: number
  readonly partyId: number | undefined
  readonly monthOn: string
  readonly vehicleId: number | undefined
  readonly passedAt: number
}

/**
 * Passages whose station's clock was wrong get rows with the right instant, attributed by what holds then; those
 * withdrawn or rejected by mistake get rows that stand again (a shift of nothing). The old rows stay, ended.
 */
export async function rewritePassages(
  tx: Tx,
  keys: readonly PassageKey[],
  by: { shiftMs: number; which: Which; now: number },
): Promise<readonly Rewritten[]> {
  if (keys.length === 0) return []
  await takeIntakeTurn(tx)
  const rows = await readPassageRows(tx, keys, by.which)
  if (rows.length === 0) return []
  const [waiting, kept] = [rows.filter(waits), rows.filter((row) => !waits(row))]
  const newIds = await takeIds(tx, 'passage_id', kept.length)
  const shifted = ({ reading }: Attributed) => reading.seen.passedAt + by.shiftMs
  const readings = [
    // What waits is nobody's yet, so it keeps its row's id.
    ...waiting.map((row) => ({ ...row.reading, seen: { ...row.reading.seen, passedAt: shifted(row) } })),
    ...kept.map((row, i) => ({
      ...row.reading,
      id: newIds[i]!,
      seen: { ...row.reading.seen, passedAt: shifted(row), replaces: row.reading.id },
    })),
  ]
  const places = await findPlaces(tx, readings, by.now)
  // Their line has a new row now: no other is its.
  const old = kept.map(({ standing }) => ({ ...standing, because: 're-attributed' as const }))
  await (by.which === 'withdrawn' ? giveUpWithdrawn(tx, keys) : endRows(tx, old))
  await removeWaiting(
    tx,
    waiting.map(({ standing }) => standing.id),
  )
  await savePlaces(tx, places)
  await pointKeys(tx, places.map(keyTo))
  return places.map((place, i) => ({
    was: keyOf([...waiting, ...kept][i]!),
    id: place.id,
    partyId: isKept(place) ? place.partyId : undefined,
    monthOn: place.monthOn,
    vehicleId: place.vehicleId,
    passedAt: place.seen.passedAt,
  }))
}

/** They should never have been delivered. Returns which of them stood, and are withdrawn. */
export async function withdrawPassages(tx: Tx, keys: readonly PassageKey[]): Promise<readonly number[]> {
  if (keys.length === 0) return []
  const rows = await readPassageRows(tx, keys, 'standing')
  await endRows(
    tx,
    rows.map(({ standing }) => ({ ...standing, because: 'withdrawn' as const })),
  )
  return rows.map(({ standing }) => standing.id)
}

function waits({ standing }: Attributed): boolean {
  return standing.partyId === null
}

function keyOf({ standing }: Attributed): PassageKey {
  return { partyId: standing.partyId ?? 0, id: standing.id, monthOn: standing.monthOn }
}
