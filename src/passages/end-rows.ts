import type { Tx } from '#db/connection.ts'
import { type DueRow, makeDue } from '#db/due.ts'
import { vehiclesToRate } from './find-places.ts'
import type { StandingRow } from './read-corrections.ts'
import { endPassages, withdrawWaiting } from './store.ts'
import { takeBackDue } from './take-back-key.ts'

export type EndedRow = StandingRow & { readonly because: 'withdrawn' | 'replaced' | 're-attributed' }

/** They stand no longer. Their rows stay, so that what was charged for them can be taken back and explained. */
export async function endRows(tx: Tx, ended: readonly EndedRow[]): Promise<void> {
  const { passages, waiting, touched, erased } = parted(ended)
  await endPassages(tx, passages)
  await withdrawWaiting(tx, waiting)
  await makeDue(tx, 'rate', vehiclesToRate(touched))
  // Rating finds it by itself alone.
  await makeDue(tx, 'take-back', erased)
}

/** What waits goes by its id alone; of what was erased (terms 5.9) no vehicle is known. */
function parted(ended: readonly EndedRow[]) {
  const passages: (EndedRow & { readonly partyId: number })[] = []
  const waiting: number[] = []
  const touched: { vehicleId: number; at: number }[] = []
  const erased: DueRow[] = []
  for (const row of ended) {
    const { partyId, vehicleId, passedAt } = row
    if (partyId === null) {
      waiting.push(row.id)
      continue
    }
    const passage = { ...row, partyId }
    passages.push(passage)
    if (passedAt === null) erased.push(takeBackDue(passage))
    else if (vehicleId !== null) touched.push({ vehicleId, at: passedAt })
  }
  return { passages, waiting, touched, erased }
}
