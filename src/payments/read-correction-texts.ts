import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import type { CorrectionTexts } from '#rating/correction.ts'

/** What was said of each of these passages by corrections for many, oldest first. */
export async function readCorrectionTexts(
  tx: Tx,
  partyIds: readonly number[],
  passageIds: readonly number[],
): Promise<ReadonlyMap<number, readonly CorrectionTexts[]>> {
  if (passageIds.length === 0) return new Map()
  const [parties, ids] = [partyIds.map(String), passageIds.map(String)]
  const rows = await tx<(CorrectionTexts & { id: number })[]>`
    select s.id, c.says_nb as nb, c.says_nn as nn, c.says_en as en
    from (select passage_id as id, correction_id from correction_passage
          where party_id = any(${parties}::bigint[]) and passage_id = any(${ids}::bigint[]) and done
          union
          select new_passage_id, correction_id from correction_passage
          where new_party_id = any(${parties}::bigint[]) and new_passage_id = any(${ids}::bigint[]) and done) s
    join correction c on c.id = s.correction_id
    order by s.id, c.id`
  return Map.groupBy(rows, (row) => row.id)
}

/** Passages that corrections for many have taken away: the list has them no more, so the month says it. */
export async function readWithdrawals(
  tx: Tx,
  partyIds: readonly number[],
  month: Day,
): Promise<readonly (CorrectionTexts & { readonly count: number })[]> {
  return tx<(CorrectionTexts & { count: number })[]>`
    select c.says_nb as nb, c.says_nn as nn, c.says_en as en, s.count
    from (select w.correction_id, count(*)::int as count from correction_passage w
          where w.party_id = any(${partyIds.map(String)}::bigint[]) and w.month_on = ${month} and w.done
            -- Taken back since, it has a passage in its place.
            and not exists (select from correction_passage b
                            where b.party_id = w.party_id and b.passage_id = w.passage_id and b.new_passage_id is not null)
          group by w.correction_id) s
    join correction c on c.id = s.correction_id
    where c.kind = 'withdrawal'
    order by c.id`
}
