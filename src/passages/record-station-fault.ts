import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { vehiclesToRate } from './find-places.ts'
import { readLines, readStanding } from './read-standing.ts'
import { saveAsIfTagRead } from './store.ts'

type PassageKey = { readonly partyId: number; readonly id: number; readonly monthOn: string }

/**
 * Terms 3.4, of passages that somebody names: it holds for the rows that stand for them now. Returns how many of them stand.
 */
export async function recordStationFaultOf(tx: Tx, passages: readonly PassageKey[]): Promise<number> {
  const lines = (await readLines(tx, passages)).flatMap((line) => line ?? [])
  const standing = await readStanding(tx, lines, { replacements: true })
  await recordStationFault(
    tx,
    standing.map((row) => ({ ...row, partyId: row.partyId ?? 0 })),
    true,
  )
  return standing.length
}

/**
 * Terms 3.4: the station's equipment failed, so these passages are priced as if the tag had been read; or, where that was
 * a mistake, as they were read after all. Returns which changed; their vehicles are due for rating.
 */
export async function recordStationFault(
  tx: Tx,
  passages: readonly PassageKey[],
  asIfTagRead: boolean,
): Promise<readonly number[]> {
  const changed = await saveAsIfTagRead(tx, passages, asIfTagRead)
  await makeDue(
    tx,
    'rate',
    vehiclesToRate(changed.map(({ vehicleId, at }) => ({ vehicleId: vehicleId ?? undefined, at }))),
  )
  return changed.map(({ id }) => id)
}
