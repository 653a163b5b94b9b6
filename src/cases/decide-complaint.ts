import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { releaseDisputes } from '#dunning/hold-disputes.ts'
import { recordStationFaultOf } from '#passages/record-station-fault.ts'
import { rejectPassages } from '#rating/reject-passages.ts'
import type { CaseRefusal } from '#words/case-work.ts'
import { COMPLAINT_TEXTS, type ComplaintDecision, type Finding } from '#words/complaints.ts'
import { writeAnswer } from './answer-case.ts'
import { decisionOf, type Found, findingsOf } from './complaint.ts'
import { lockCase } from './open-for-staff.ts'
import { saveComplaintDecision } from './store-complaints.ts'

/**
 * Of each passage it is found that it is not charged, that it is charged as if the tag had been read (terms 3.4), or that it
 * stands. What was charged is put right when the vehicles are rated again. Whatever is found, the customer is answered, the
 * case is closed, and what was held goes on.
 */
export async function decideComplaint(
  db: Db,
  asked: {
    readonly number: number
    /** Of all passages, or of some: the others stand. */
    readonly decision: 'upheld' | 'dismissed' | readonly Found[]
    readonly by: string
    /** What the customer is answered; empty: the ordinary answer in the language of the case. */
    readonly text: string
    readonly now: number
  },
): Promise<Decided | Refusal<CaseRefusal>> {
  const { by, now } = asked
  return inTransaction(db, async (tx) => {
    const locked = await lockCase(tx, asked.number, by)
    if (isRefusal(locked)) return locked
    const complaint = await readComplaint(tx, locked.caseId)
    if (!complaint) return refuse('no-complaint')
    if (complaint.decidedAt !== null) return refuse('complaint-decided')
    const { passages } = complaint
    const found = findingsOf(
      passages.map(({ passageId }) => passageId),
      asked.decision,
    )
    if (!found) return refuse('passage-not-complained-of')
    const decision = decisionOf(found)
    const text = asked.text.trim() || COMPLAINT_TEXTS[complaint.language].answers[decision]
    const because = `case ${locked.caseId}`
    await saveComplaintDecision(tx, locked.caseId, { decision, found, by, because: text, now })
    const those = (finding: Finding) => passages.filter((_, i) => found[i]?.finding === finding)
    const [uncharged, unread] = [those('not-charged'), those('as-if-tag-read')]
    const rejected = await rejectPassages(tx, uncharged, { by, because, now, reason: 'complaint' })
    const asIfRead = await recordStationFaultOf(
      tx,
      unread.map(({ passageId, ...of }) => ({ ...of, id: passageId })),
    )
    const notStanding = uncharged.length + unread.length - rejected - asIfRead
    await releaseDisputes(tx, await readUndisputed(tx, locked.caseId), { because, by, now })
    await writeAnswer(tx, locked, { text, close: true, now })
    return { decided: decision, ...(notStanding > 0 && { notStanding }) }
  })
}

export type Decided = {
  readonly decided: ComplaintDecision
  /** Of how many passages nothing was changed: they are withdrawn, erased, or another's by now. Absent: of none. */
  readonly notStanding?: number
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
