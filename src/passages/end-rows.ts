import { startOfOsloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { vehiclesToRate } from './find-places.ts'
import type { StandingRow } from './read-corrections.ts'
import { endPassages, withdrawWaiting } from './store.ts'
import { takeBackKey } from './take-back-key.ts'

export type EndedRow = StandingRow & { readonly because: 'withdrawn' | 'replaced' | 're-attributed' }

/** They stand no longer. Their rows stay, so that what was charged for them can be taken back and explained. */
export async function endRows(tx: Tx, ended: readonly EndedRow[]): Promise<void> {
  const passages = ended.flatMap((row) => (row.partyId === null ? [] : [{ ...row, partyId: row.partyId }]))
  await endPassages(tx, passages)
  await withdrawWaiting(
    tx,
    ended.filter((row) => row.partyId === null).map((row) => row.id),
  )
  await makeDue(
    tx,
    'rate',
    vehiclesToRate(
      passages.flatMap(({ vehicleId, passedAt }) =>
        vehicleId === null || passedAt === null ? [] : [{ vehicleId, at: passedAt }],
      ),
    ),
  )
  // Erased (terms 5.9): rating finds it by itself alone.
  await makeDue(
    tx,
    'take-back',
    passages
      .filter((row) => row.passedAt === null)
      .map((row) => ({ key: takeBackKey(row), fromAt: startOfOsloDay(row.monthOn) })),
  )
}
