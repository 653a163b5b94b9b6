import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { holdDisputes } from '#dunning/hold-disputes.ts'
import type { ComplaintTerms } from '#invoices/complaint-terms.ts'
import { COMPLAINT_TEXTS, type ComplaintFault, type ComplaintGround } from '#words/complaints.ts'
import { complainBy, complaintFault, isLate } from './complaint.ts'
import { type OpenedCase, openCase } from './open-case.ts'
import { readComplainable } from './read-complainable.ts'
import { saveComplaint } from './store-complaints.ts'

/**
 * A complaint is a case and the passages it is about. Late or not it is taken, and until it is decided nothing follows on
 * the invoices that show them.
 */
export async function openComplaint(
  tx: Tx,
  asked: {
    readonly partyIds: readonly number[]
    readonly passageIds: readonly number[]
    readonly ground: ComplaintGround
    readonly text: string
    readonly attachments: readonly string[]
    readonly language: Language
    readonly publicId: string
    readonly within: ComplaintTerms
    readonly now: number
  },
): Promise<OpenedCase | Refusal<ComplaintFault>> {
  const { now, within, ground, language } = asked
  const passages = await readComplainable(tx, asked.partyIds, asked.passageIds)
  if (passages.length < asked.passageIds.length) return refuse('no-passages')
  const fault = complaintFault(passages)
  const [first] = passages
  if (fault || !first) return fault ?? refuse('no-passages')
  const { partyId, companyId, company } = first
  const opened = await openCase(tx, {
    ...asked,
    to: { partyId, companyId, name: company },
    topic: 'complaint',
    subject: COMPLAINT_TEXTS[language].subject(passages.length, first.station ?? company),
    about: undefined,
  })
  const today = osloDay(now)
  const complained = passages.map(({ passageId, monthOn, invoice }) => {
    const by = complainBy(invoice, within)
    return {
      passageId,
      monthOn,
      invoiceId: invoice?.id ?? null,
      complainBy: by ?? null,
      late: isLate(by, today),
    }
  })
  await saveComplaint(tx, { caseId: opened.number, partyId }, { ground, passages: complained, now })
  const invoiceIds = new Set(complained.flatMap(({ invoiceId }) => invoiceId ?? []))
  await holdDisputes(
    tx,
    [...invoiceIds].map((invoiceId) => ({ invoiceId, partyId })),
    { because: `case ${opened.number}`, now },
  )
  return opened
}
