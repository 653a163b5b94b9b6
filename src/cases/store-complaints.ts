import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import type { ComplaintDecision, ComplaintGround } from '#words/complaints.ts'
import type { Found } from './complaint.ts'
import type { OfCase } from './store.ts'

export type NewComplained = {
  readonly passageId: number
  readonly monthOn: Day
  readonly invoiceId: number | null
  readonly complainBy: Day | null
  readonly late: boolean
}

export async function saveComplaint(
  tx: Tx,
  { caseId, partyId }: OfCase,
  complaint: {
    readonly ground: ComplaintGround
    readonly passages: readonly NewComplained[]
    readonly now: number
  },
): Promise<void> {
  const { ground, passages, now } = complaint
  await tx`
    insert into complaint (case_id, party_id, ground, complained_at) values (${caseId}, ${partyId}, ${ground}, ${now})`
  await tx`
    insert into complained_passage (case_id, party_id, passage_id, month_on, invoice_id, complain_by, late, complained_at)
    select ${caseId}, ${partyId}, "passageId", "monthOn", "invoiceId", "complainBy", late, ${now}
    from jsonb_to_recordset(${JSON.stringify(passages)}::text::jsonb) as p (
      "passageId" bigint, "monthOn" date, "invoiceId" bigint, "complainBy" date, late boolean)
    order by "passageId"`
}

/** What was complained of before an invoice showed it, and one shows now. Returns how many. */
export async function saveShownSince(tx: Tx): Promise<number> {
  const found = await tx`
    update complained_passage k set invoice_id = shown.invoice_id
    from (
      select o.id, max(i.id) as invoice_id
      from complained_passage o
      join charge c on c.party_id = o.party_id and c.passage_id = o.passage_id and c.month_on = o.month_on
      join invoice_line l on l.charge_id = c.id join invoice i on i.id = l.invoice_id and i.kind = 'invoice'
      where o.decided_at is null and o.invoice_id is null group by o.id
    ) shown
    where shown.id = k.id and k.decided_at is null`
  return found.count
}

export async function saveComplaintDecision(
  tx: Tx,
  caseId: number,
  decision: {
    readonly decision: ComplaintDecision
    readonly found: readonly Found[]
    readonly by: string
    readonly because: string
    readonly now: number
  },
): Promise<void> {
  await tx`
    update complaint set decision = ${decision.decision}, decided_by = ${decision.by},
      decided_because = ${decision.because}, decided_at = ${decision.now} where case_id = ${caseId}`
  const { found, now } = decision
  await tx`
    update complained_passage k set decided_at = ${now}, finding = f.finding
    from unnest(${found.map(({ passageId }) => String(passageId))}::bigint[], ${found.map(({ finding }) => finding)}::text[])
      as f (passage_id, finding)
    where k.case_id = ${caseId} and k.passage_id = f.passage_id and k.decided_at is null`
}
