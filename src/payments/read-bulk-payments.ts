import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import type { Holder } from '#ledger/posting.ts'

export type BulkPaymentRow = {
  readonly id: number
  readonly issuer: string
  readonly from: Holder
  readonly reference: string
  readonly amountOre: number
  readonly feeOre: number
  readonly toldOn: Day
}

/** Sums that we were told of and that have not come to our account, or that nobody has found there. Oldest first. */
export async function readBulkPayments(db: Queryable): Promise<readonly BulkPaymentRow[]> {
  return db<BulkPaymentRow[]>`
    select r.id, c.code as issuer, r.sent_from as "from", r.reference, r.amount_ore as "amountOre", r.fee_ore as "feeOre",
           r.told_on as "toldOn"
    from bulk_payment r join company c on c.id = r.issuer_id where r.payment_id is null order by r.told_on, r.id`
}
