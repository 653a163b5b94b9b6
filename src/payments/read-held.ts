import type { Tx } from '#db/connection.ts'

/**
 * Whether what an invoice asks for is disputed, held by somebody, or of an agreement that is parked; of a query with
 * `invoice i`. Nothing is demanded meanwhile, and so nothing is drawn from an account either (terms 3.4).
 */
export function isHeld(tx: Tx) {
  return tx`(
    exists (select from claim_hold h where h.released_at is null and h.invoice_id = coalesce(
      (select d.invoice_id from dunning_step d where d.reminder_id = i.id), i.id))
    or exists (select from agreement a where a.id = i.agreement_id and a.parked_because is not null))`
}
