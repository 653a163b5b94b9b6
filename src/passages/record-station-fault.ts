import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { vehiclesToRate } from './find-places.ts'
import { saveAsIfTagRead } from './store.ts'

type PassageKey = { readonly partyId: number; readonly id: number; readonly monthOn: string }

/**
 * Terms 3.4: the station's equipment failed, so these passages are priced as if the tag had been read; or, where that was
 * a mistake, as they were read after all. Returns how many changed; their vehicles are due for rating.
 */
export async function recordStationFault(
  tx: Tx,
  passages: readonly PassageKey[],
  asIfTagRead: boolean,
): Promise<number> {
  const changed = await saveAsIfTagRead(tx, passages, asIfTagRead)
  await makeDue(tx, 'rate', vehiclesToRate(changed))
  return changed.length
}
