import { hash } from 'node:crypto'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type Pain002Refusal, parsePain002, refundVerdict, type StatusReport } from '#formats/pain-002.ts'
import { refundReturnedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveRefundAnswers, saveRefundStatusFile } from './store-refunds.ts'

export type RefundStatusImport = {
  readonly paid: number
  readonly rejected: number
  /** Taken in by the bank, or not told of: they still wait for its last word. */
  readonly waiting: number
  readonly alreadyImported: boolean
}

export type RefundStatusRefusal = 'unknown-order' | 'unknown-refund' | 'contradicts-earlier-status'

/**
 * Takes in what the bank says of a payment order. A rejected refund is the customer's credit again, and stands in the
 * queue. A report of what we have not sent, or that says the opposite of an earlier one, is refused whole.
 */
export async function importRefundStatus(
  db: Db,
  bytes: Uint8Array,
  at: { now: number },
): Promise<RefundStatusImport | Pain002Refusal | Refusal<RefundStatusRefusal>> {
  const report = parsePain002(bytes)
  if (isRefusal(report)) return report
  const sha256 = hash('sha256', bytes, 'hex')
  return inTransaction(db, async (tx) => {
    const order = await readOrder(tx, report.answers)
    const stranger = order && report.payments.find(({ paymentId }) => paymentId !== order.paymentId)
    if (!order || stranger) return refuse('unknown-order', stranger?.paymentId ?? report.answers)
    const refunds = await holdSent(tx, order.id)
    const answered = answersOf(report, order.paymentId, refunds)
    if (isRefusal(answered)) return answered
    const file = { sha256, messageId: report.messageId, fileId: order.id, receivedAt: at.now }
    if (!(await saveRefundStatusFile(tx, file)))
      return { paid: 0, rejected: 0, waiting: 0, alreadyImported: true }
    await saveRefundAnswers(tx, answered, at.now)
    const rejected = answered.filter(({ state }) => state === 'rejected')
    await book(tx, rejected.map(returned), at.now)
    const stillSent = refunds.filter(({ state }) => state === 'sent').length - answered.length
    return {
      paid: answered.length - rejected.length,
      rejected: rejected.length,
      waiting: stillSent,
      alreadyImported: false,
    }
  })
}

type Sent = {
  readonly id: number
  readonly refundId: string
  readonly state: 'sent' | 'paid' | 'rejected'
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
  readonly owedBack: Ore
}
type Answered = Omit<Sent, 'state'> & {
  readonly was: Sent['state']
  readonly state: 'paid' | 'rejected'
  readonly because: string | undefined
}

/** Those that the bank is done with now and was not before. */
function answersOf(
  report: StatusReport,
  paymentId: string,
  refunds: readonly Sent[],
): readonly Answered[] | Refusal<RefundStatusRefusal> {
  const known = new Set(refunds.map(({ refundId }) => refundId))
  const told = report.payments.flatMap((payment) => payment.refunds)
  const unknown = told.find(({ refundId }) => !known.has(refundId))
  if (unknown) return refuse('unknown-refund', unknown.refundId)
  const decided = refunds.flatMap((refund): Answered[] => {
    const { status, reasons } = refundVerdict(report, { paymentId, refundId: refund.refundId })
    const was = refund.state
    if (status === 'ACSC') return [{ ...refund, was, state: 'paid', because: undefined }]
    if (status !== 'RJCT') return []
    // The bank may reject and not say why.
    return [{ ...refund, was, state: 'rejected', because: reasons.join(' ') || 'RJCT' }]
  })
  const contrary = decided.find(({ was, state }) => was !== 'sent' && was !== state)
  if (contrary) return refuse('contradicts-earlier-status', contrary.refundId)
  return decided.filter(({ was }) => was === 'sent')
}

async function readOrder(tx: Tx, messageId: string) {
  const [row] = await tx<{ id: number; paymentId: string }[]>`
    select id, payment_id as "paymentId" from refund_file where message_id = ${messageId}`
  return row
}

async function holdSent(tx: Tx, fileId: number): Promise<readonly Sent[]> {
  return tx<Sent[]>`
    select id, end_to_end_id as "refundId", state, party_id as "partyId", agreement_id as "agreementId",
           issuer_id as "issuerId", amount_ore as amount, owed_back_ore as "owedBack"
    from refund where file_id = ${fileId} order by id for no key update`
}

function returned({ id: refId, partyId, agreementId, issuerId, amount, owedBack }: Answered) {
  const against = owedBack > 0 ? ('receivable' as const) : ('customer-credit' as const)
  return refundReturnedPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount, against })
}
