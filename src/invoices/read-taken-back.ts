import type { Day } from '#core/dated.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Candidate } from './read-uninvoiced.ts'

/**
 * Candidates with what takes back lines of an invoice that is overdue, and what books the same passages anew: that
 * invoice, or its reminder, asks for too much until they are credited (terms 3.4).
 */
export async function withTakenBack(
  tx: Tx,
  candidates: readonly Candidate[],
  asOf: Day,
): Promise<readonly Candidate[]> {
  const owed = candidates.filter(({ charges }) => charges.some(({ amount }) => amount < 0))
  if (owed.length === 0) return candidates
  const rows = await tx<{ id: number; isBack: boolean; passageId: number | null }[]>`
    select c.id, c.passage_id as "passageId", exists (
             select from invoice_line l join invoice i on i.id = l.invoice_id
             left join invoice r on r.id = i.replaced_by left join invoice again on again.id = r.replaced_by
             join unpaid_invoice u on u.invoice_id = coalesce(again.id, r.id, i.id)
             where l.charge_id = c.reverses and u.due_on < ${asOf}) as "isBack"
    from charge c
    where c.party_id = any (${numberArray(owed.map(({ recipient }) => recipient.partyId))}::bigint[])
      and c.id = any (${numberArray(owed.flatMap(({ charges }) => charges.map(({ id }) => id)))}::bigint[])`
  const passages = new Set(rows.flatMap(({ isBack, passageId }) => (isBack ? (passageId ?? []) : [])))
  const takenBack = new Set(
    rows
      .filter(({ isBack, passageId }) => isBack || (passageId !== null && passages.has(passageId)))
      .map(({ id }) => id),
  )
  return takenBack.size === 0 ? candidates : candidates.map((candidate) => ({ ...candidate, takenBack }))
}
