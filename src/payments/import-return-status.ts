import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { type Pain002Refusal, parsePain002 } from '#formats/pain-002.ts'
import { paymentReturnRejectedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { RefundStatusRefusal } from './import-refund-status.ts'
import { type SentOrder, verdictOn } from './order.ts'
import { saveReturnAnswer } from './store-returns.ts'

export type ReturnStatusImport = { readonly returnId: number; readonly state: SentOrder['state'] }

/** Takes in what the bank says of money sent back. What it rejects is in the queue again. */
export async function importReturnStatus(
  db: Db,
  bytes: Uint8Array,
  { now }: { now: number },
): Promise<ReturnStatusImport | Pain002Refusal | Refusal<RefundStatusRefusal>> {
  const report = parsePain002(bytes)
  if (isRefusal(report)) return report
  return inTransaction(db, async (tx) => {
    // The payment is held first, as whoever decides on it does.
    await tx`
      select p.id from payment p join payment_return r on r.payment_id = p.id where r.message_id = ${report.answers}
      for no key update of p`
    const [sent] = await tx<(SentOrder & { id: number; issuerId: number; amount: Ore })[]>`
      select id, state, order_id as "paymentId", end_to_end_id as "endToEndId", issuer_id as "issuerId", amount_ore as amount
      from payment_return where message_id = ${report.answers} for no key update`
    const stranger = report.payments.find(({ paymentId }) => paymentId !== sent?.paymentId)
    if (!sent || stranger) return refuse('unknown-order', stranger?.paymentId ?? report.answers)
    const verdict = verdictOn(report, sent)
    if (verdict === undefined) return { returnId: sent.id, state: sent.state }
    if (isRefusal(verdict)) return verdict
    await saveReturnAnswer(tx, { id: sent.id, ...verdict, now })
    if (verdict.became === 'rejected') {
      const { id: refId, issuerId, amount } = sent
      const posting = { refId, partyId: 0, agreementId: 0, issuerId, chargerId: 0, amount }
      await book(tx, [paymentReturnRejectedPosting(posting)], now)
    }
    return { returnId: sent.id, state: verdict.became }
  })
}
