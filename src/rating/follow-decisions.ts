import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { lineKey, readLines, readStanding, type Standing } from '#passages/read-standing.ts'
import { type HoldKey, moveDecisions } from './store-holds.ts'

/**
 * What was decided of a passage holds for the row that stands for it now, whoever's it is and whichever vehicle's: what
 * the customer was told is not to be charged never is. Call before these vehicles are rated.
 */
export async function followDecisions(tx: Tx, vehicleIds: readonly number[]): Promise<void> {
  const ended = await readEnded(tx, vehicleIds)
  const standing = await standingOf(tx, ended)
  const moves = ended.flatMap((from, i) => {
    const to = standing[i]
    if (!to || to.partyId === null || to.vehicleId === null) return []
    const { partyId, vehicleId, id: passageId, monthOn, passedAt } = to
    return [{ from, to: { partyId, passageId, monthOn }, vehicleId, passedAt }]
  })
  await moveDecisions(tx, moves)
  await makeDue(
    tx,
    'rate',
    moves
      .filter(({ vehicleId }) => !vehicleIds.includes(vehicleId))
      .map(({ vehicleId, passedAt }) => ({ key: String(vehicleId), fromAt: passedAt })),
  )
}

/** The row that stands now for each of these, in their order; undefined where none does. */
export async function standingOf(
  tx: Tx,
  passages: readonly HoldKey[],
): Promise<readonly (Standing | undefined)[]> {
  const lines = await readLines(
    tx,
    passages.map(({ passageId, ...of }) => ({ ...of, id: passageId })),
  )
  const found = await readStanding(
    tx,
    lines.flatMap((line) => line ?? []),
    { replacements: true },
  )
  const byLine = new Map(found.map((row) => [lineKey(row.line), row]))
  return lines.map((line) => line && byLine.get(lineKey(line)))
}

/** Few vehicles have any decision: that is asked first, and alone. They stand behind a select, where the planner does not weigh each. */
async function readEnded(tx: Tx, vehicleIds: readonly number[]): Promise<readonly HoldKey[]> {
  const decided = await tx<{ vehicle_id: number }[]>`
    select distinct vehicle_id from passage_hold
    where vehicle_id = any ((select ${numberArray(vehicleIds)}::bigint[])::bigint[]) and state <> 'held'`
  if (decided.length === 0) return []
  return tx<HoldKey[]>`
    select h.party_id as "partyId", h.passage_id as "passageId", h.month_on as "monthOn"
    from passage_hold h
    join passage p on p.party_id = h.party_id and p.id = h.passage_id and p.month_on = h.month_on
    where h.vehicle_id = any (${numberArray(decided.map((row) => row.vehicle_id))}::bigint[]) and h.state <> 'held' and p.ended_because is not null
    order by h.decided_at, h.passage_id`
}
