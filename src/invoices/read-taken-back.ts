import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Candidate } from './read-uninvoiced.ts'

/**
 * Of candidates whom an invoice already asks for money: the charges that take something back, with what books the same
 * passages anew. That invoice asks for too much until they are credited (terms 3.4).
 */
export async function withTakenBack(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const owed = candidates.filter(({ charges }) => charges.some(({ amount }) => amount < 0))
  if (owed.length === 0) return candidates
  const partyIds = numberArray(owed.map(({ recipient }) => recipient.partyId))
  const asking = await tx<{ partyId: number; agreementId: number | null; issuerId: number }[]>`
    select distinct i.party_id as "partyId", i.agreement_id as "agreementId", i.issuer_id as "issuerId"
    from unpaid_invoice u join invoice i on i.id = u.invoice_id where u.party_id = any (${partyIds}::bigint[])`
  const asked = new Set(asking.map(keyOf))
  const those = owed.filter(({ recipient }) => asked.has(keyOf(recipient)))
  if (those.length === 0) return candidates
  const passages = await passagesOf(tx, those)
  return candidates.map((candidate) =>
    those.includes(candidate) ? { ...candidate, takenBack: takenBackOf(candidate, passages) } : candidate,
  )
}

function keyOf(of: { partyId: number; agreementId: number | null; issuerId: number }): string {
  return `${of.partyId} ${of.agreementId ?? 0} ${of.issuerId}`
}

async function passagesOf(
  tx: Tx,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<number, number | null>> {
  const rows = await tx<{ id: number; passageId: number | null }[]>`
    select id, passage_id as "passageId" from charge
    where party_id = any (${numberArray(candidates.map(({ recipient }) => recipient.partyId))}::bigint[])
      and id = any (${numberArray(candidates.flatMap(({ charges }) => charges.map(({ id }) => id)))}::bigint[])`
  return new Map(rows.map(({ id, passageId }) => [id, passageId]))
}

function takenBackOf(
  { charges }: Candidate,
  passages: ReadonlyMap<number, number | null>,
): ReadonlySet<number> {
  const back = charges.filter(({ amount }) => amount < 0)
  const anew = new Set(back.flatMap(({ id }) => passages.get(id) ?? []))
  const of = charges.filter(({ id, amount }) => amount < 0 || anew.has(passages.get(id) ?? -1))
  return new Set(of.map(({ id }) => id))
}
