import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { standingOf } from './follow-decisions.ts'
import { type HoldDecision, type HoldKey, type RejectedFor, saveRejections } from './store-holds.ts'

/**
 * Passages that are not to be charged after all, though nothing about them looked wrong: the rows that stand for them now.
 * Their vehicles are rated again: what was charged is taken back, and credited where it has been invoiced. Returns how many
 * were rejected; what is withdrawn, erased or waits for its owner is not.
 */
export async function rejectPassages(
  tx: Tx,
  passages: readonly HoldKey[],
  decision: HoldDecision & { readonly reason: RejectedFor },
): Promise<number> {
  if (passages.length === 0) return 0
  const standing = (await standingOf(tx, passages)).flatMap((row) =>
    !row || row.partyId === null || row.vehicleId === null
      ? []
      : [{ ...row, partyId: row.partyId, vehicleId: row.vehicleId, passageId: row.id }],
  )
  // Two rows of one line, complained of apart, are one by now.
  await saveRejections(tx, [...new Map(standing.map((row) => [row.id, row])).values()], decision)
  await makeDue(
    tx,
    'rate',
    standing.map(({ vehicleId, passedAt }) => ({ key: String(vehicleId), fromAt: passedAt })),
  )
  return standing.length
}
