import type { Tx } from '#db/connection.ts'
import { choicesOf, type NoticeChoice } from './notice.ts'

/** Of each party: all that may be chosen, as it is chosen. */
export async function readNoticeChoices(
  tx: Tx,
  partyIds: readonly number[],
): Promise<ReadonlyMap<number, readonly NoticeChoice[]>> {
  const rows = await tx<(NoticeChoice & { partyId: number })[]>`
    select party_id as "partyId", event, channel, wanted from notice_choice
    where party_id = any (${partyIds.map(String)}::bigint[])`
  const byParty = Map.groupBy(rows, ({ partyId }) => partyId)
  return new Map(partyIds.map((partyId) => [partyId, choicesOf(byParty.get(partyId) ?? [])]))
}
