import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { type HoldDecision, type HoldKey, saveRejections } from './store-holds.ts'

/**
 * Passages that are not to be charged after all, though nothing about them looked wrong. Their vehicles are rated again:
 * what was charged is taken back, and credited where it has been invoiced. What has ended meanwhile has no charge left.
 */
export async function rejectPassages(
  tx: Tx,
  passages: readonly HoldKey[],
  decision: HoldDecision,
): Promise<number> {
  if (passages.length === 0) return 0
  const standing = await tx<(HoldKey & { vehicleId: number; passedAt: number })[]>`
    select p.party_id as "partyId", p.id as "passageId", p.month_on as "monthOn", p.vehicle_id as "vehicleId",
           p.passed_at as "passedAt"
    from unnest(${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.passageId))}::bigint[],
                ${passages.map((p) => p.monthOn)}::date[]) as k (party_id, id, month_on)
    join passage p using (party_id, id, month_on)
    where p.ended_because is null and not p.erased order by p.id`
  await saveRejections(tx, standing, decision)
  await makeDue(
    tx,
    'rate',
    standing.map(({ vehicleId, passedAt }) => ({ key: String(vehicleId), fromAt: passedAt })),
  )
  return standing.length
}
