import type { Ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { PrepaymentReason } from './statement.ts'

/** What a customer asks by a page to pay ahead. A refill is asked by nobody. */
export type PrepaymentOrder = {
  readonly publicId: string
  readonly agreementId: number
  readonly partyId: number
  readonly because: Exclude<PrepaymentReason, 'refill'>
  readonly amount: Ore
}

/** Also as the role of the pages, which makes no invoices: the worker does. */
export async function orderPrepayment(tx: Tx, order: PrepaymentOrder, now: number): Promise<void> {
  await tx`
    insert into ferry_prepayment_order (public_id, agreement_id, party_id, because, amount_ore, ordered_at)
    values (${order.publicId}, ${order.agreementId}, ${order.partyId}, ${order.because}, ${order.amount}, ${now})`
}

export async function saveIssuedOrders(
  tx: Tx,
  issued: readonly { readonly id: number; readonly invoiceId: number }[],
): Promise<void> {
  await tx`
    update ferry_prepayment_order o set invoice_id = i.invoice_id
    from unnest(${numberArray(issued.map(({ id }) => id))}::bigint[], ${numberArray(issued.map(({ invoiceId }) => invoiceId))}::bigint[])
      as i (id, invoice_id)
    where o.id = i.id`
}

/** What has no invoice yet is not asked for after all. */
export async function dropOrders(tx: Tx, agreementId: number): Promise<void> {
  await tx`delete from ferry_prepayment_order where agreement_id = ${agreementId} and invoice_id is null`
}
