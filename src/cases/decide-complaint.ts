import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { releaseDisputes } from '#dunning/hold-disputes.ts'
import { rejectPassages } from '#rating/reject-passages.ts'
import type { CaseRefusal } from '#words/case-work.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { writeAnswer } from './answer-case.ts'
import { lockCase } from './open-for-staff.ts'
import { saveComplaintDecision } from './store-complaints.ts'

/**
 * Upheld, the passages are not charged: what was charged is taken back when their vehicles are rated again. Dismissed,
 * nothing changes. Either way the customer is answered, the case is closed, and what was held goes on.
 */
export async function decideComplaint(
  db: Db,
  asked: {
    readonly number: number
    readonly decision: 'upheld' | 'dismissed'
    readonly by: string
    /** What the customer is answered; empty: the ordinary answer in the language of the case. */
    readonly text: string
    readonly now: number
  },
): Promise<{ readonly decided: true } | Refusal<CaseRefusal>> {
  const { decision, by, now } = asked
  return inTransaction(db, async (tx) => {
    const locked = await lockCase(tx, asked.number, by)
    if (isRefusal(locked)) return locked
    const complaint = await readComplaint(tx, locked.caseId)
    if (!complaint) return refuse('no-complaint')
    if (complaint.decidedAt !== null) return refuse('complaint-decided')
    const text = asked.text.trim() || COMPLAINT_TEXTS[complaint.language].answers[decision]
    const because = `case ${locked.caseId}`
    await saveComplaintDecision(tx, locked.caseId, { decision, by, because: text, now })
    if (decision === 'upheld') await rejectPassages(tx, complaint.passages, { by, because, now })
    await releaseDisputes(tx, await readUndisputed(tx, locked.caseId), { because, by, now })
    await writeAnswer(tx, locked, { text, close: true, now })
    return { decided: true } as const
  })
}

async function readComplaint(tx: Tx, caseId: number) {
  const [complaint] = await tx<{ decidedAt: number | null; language: Language }[]>`
    select o.decided_at as "decidedAt", k.language from complaint o join customer_case k on k.id = o.case_id
    where o.case_id = ${caseId}`
  if (!complaint) return undefined
  const passages = await tx<{ partyId: number; passageId: number; monthOn: string }[]>`
    select party_id as "partyId", passage_id as "passageId", month_on as "monthOn" from complained_passage
    where case_id = ${caseId} order by passage_id`
  return { ...complaint, passages }
}

/** The case's invoices on which nothing is disputed any more, once the case is decided. */
async function readUndisputed(tx: Tx, caseId: number): Promise<readonly number[]> {
  const rows = await tx<{ id: number }[]>`
    select distinct k.invoice_id as id from complained_passage k
    where k.case_id = ${caseId} and k.invoice_id is not null and not exists (
      select from complained_passage o where o.invoice_id = k.invoice_id and o.decided_at is null)
    order by 1`
  return rows.map(({ id }) => id)
}
