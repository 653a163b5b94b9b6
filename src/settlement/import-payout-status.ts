import { ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { type Pain002Refusal, parsePain002 } from '#formats/pain-002.ts'
import { chargerPayoutReturnedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { RefundStatusRefusal } from '#payments/import-refund-status.ts'
import { type SentOrder, verdictOn } from '#payments/order.ts'
import { savePayoutAnswers } from './store-payouts.ts'

export type PayoutStatusImport = { readonly payoutId: number; readonly state: 'sent' | 'paid' | 'rejected' }

/**
 * Takes in what the bank says of an order to pay a toll charger. Of one that it rejects the toll charger is owed again. A
 * report of what we have not sent, or that says the opposite of an earlier one, is refused.
 */
export async function importPayoutStatus(
  db: Db,
  bytes: Uint8Array,
  { now }: { now: number },
): Promise<PayoutStatusImport | Pain002Refusal | Refusal<RefundStatusRefusal>> {
  const report = parsePain002(bytes)
  if (isRefusal(report)) return report
  return inTransaction(db, async (tx) => {
    const [payout] = await tx<Payout[]>`
      select id, state, payment_id as "paymentId", end_to_end_id as "endToEndId", issuer_id as "issuerId",
             charger_id as "chargerId", amount_ore as amount
      from charger_payout where message_id = ${report.answers} for no key update`
    const stranger = report.payments.find(({ paymentId }) => paymentId !== payout?.paymentId)
    if (!payout || stranger) return refuse('unknown-order', stranger?.paymentId ?? report.answers)
    const { id } = payout
    const verdict = verdictOn(report, payout)
    if (verdict === undefined) return { payoutId: id, state: payout.state }
    if (isRefusal(verdict)) return verdict
    const { became, because } = verdict
    await savePayoutAnswers(tx, [{ id, state: became, because }], now)
    if (became === 'rejected') await book(tx, [returned(payout)], now)
    return { payoutId: id, state: became }
  })
}

type Payout = SentOrder & {
  readonly id: number
  readonly issuerId: number
  readonly chargerId: number
  readonly amount: number
}

function returned({ id: refId, issuerId, chargerId, amount }: Payout) {
  return chargerPayoutReturnedPosting({
    refId,
    partyId: 0,
    agreementId: 0,
    issuerId,
    chargerId,
    amount: ore(amount),
  })
}
