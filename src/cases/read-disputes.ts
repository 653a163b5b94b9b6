import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import type { ComplaintDecision, Finding } from '#words/complaints.ts'

export type Dispute = { readonly number: number; readonly publicId: string }

/** The cases that something on an invoice is disputed in now. */
export async function readDisputes(tx: Tx, invoiceId: number): Promise<readonly Dispute[]> {
  return tx<Dispute[]>`
    select distinct k.id as number, k.public_id as "publicId"
    from complained_passage p join customer_case k on k.id = p.case_id
    where p.invoice_id = ${invoiceId} and p.decided_at is null order by k.id`
}

export type ComplaintOfCase = {
  readonly ground: string
  readonly decision: ComplaintDecision | null
  readonly passages: readonly {
    readonly passageId: number
    readonly passedAt: number
    /** Null: not shown, nor at which hour. */
    readonly station: string | null
    readonly late: boolean
    readonly complainBy: Day | null
    readonly invoicePublicId: string | null
    /** Null: nobody has decided. */
    readonly finding: Finding | null
  }[]
}

/** What a case complains of, and what has been decided. Undefined: it is no complaint. */
export async function readComplaintOf(tx: Tx, caseId: number): Promise<ComplaintOfCase | undefined> {
  const [complaint] = await tx<Omit<ComplaintOfCase, 'passages'>[]>`
    select ground, decision from complaint where case_id = ${caseId}`
  if (!complaint) return undefined
  const passages = await tx<ComplaintOfCase['passages'][number][]>`
    select k.passage_id as "passageId", p.passed_at as "passedAt",
           case when place_is_hidden(p.party_id, p.vehicle_id, p.read_by, p.passed_at) then null else s.name end as station, k.late, k.complain_by as "complainBy",
           i.public_id as "invoicePublicId", k.finding
    from complained_passage k
    join passage p on p.party_id = k.party_id and p.id = k.passage_id and p.month_on = k.month_on
    join station s on s.id = p.station_id left join invoice i on i.id = k.invoice_id
    where k.case_id = ${caseId} order by p.passed_at, p.id`
  return { ...complaint, passages }
}
