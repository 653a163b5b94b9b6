import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { Holder } from '#ledger/posting.ts'

export type NewBulkPayment = {
  readonly sha256: string
  readonly holder: Holder
  readonly issuerId: number
  readonly reference: string
  readonly amount: Ore
  readonly fee: Ore
  readonly toldOn: Day
}

/** Undefined: its bytes, or its reference, are here already. */
export async function saveBulkPayment(tx: Tx, of: NewBulkPayment, now: number): Promise<number | undefined> {
  const [file] = await tx<{ id: number }[]>`
    insert into bulk_payment_file (sha256, sent_from, issuer_id, received_at)
    values (${of.sha256}, ${of.holder}, ${of.issuerId}, ${now}) on conflict (sha256) do nothing returning id`
  if (!file) return undefined
  const [row] = await tx<{ id: number }[]>`
    insert into bulk_payment (file_id, issuer_id, sent_from, reference, amount_ore, fee_ore, told_on)
    values (${file.id}, ${of.issuerId}, ${of.holder}, ${of.reference}, ${of.amount}, ${of.fee}, ${of.toldOn}) returning id`
  return row?.id
}

export async function saveBulkParts(
  tx: Tx,
  bulkId: number,
  payments: readonly { id: number; amount: Ore }[],
): Promise<void> {
  await tx`
    insert into bulk_payment_part (payment_id, bulk_payment_id, amount_ore)
    select id, ${bulkId}, amount
    from jsonb_to_recordset(${JSON.stringify(payments)}::text::jsonb) as p (id bigint, amount bigint) order by id`
}

export async function saveForeignPayments(
  tx: Tx,
  bulkId: number,
  charges: readonly { chargeId: number; partyId: number; amount: Ore }[],
): Promise<void> {
  await tx`
    insert into foreign_owner_payment (charge_id, party_id, bulk_payment_id, amount_ore)
    select "chargeId", "partyId", ${bulkId}, amount
    from jsonb_to_recordset(${JSON.stringify(charges)}::text::jsonb) as c ("chargeId" bigint, "partyId" bigint, amount bigint)
    order by "chargeId"`
}

export type Matched = { readonly bulkId: number; readonly paymentId: number }

/** The sums have come: the payments wait no longer. */
export async function saveMatched(
  tx: Tx,
  matched: readonly Matched[],
  at: { by: number | undefined; now: number },
): Promise<void> {
  const pairs = tx`unnest(${matched.map((m) => String(m.bulkId))}::bigint[], ${matched.map((m) => String(m.paymentId))}::bigint[])`
  await tx`
    update bulk_payment r set payment_id = m.payment_id, matched_at = ${at.now}, matched_by = ${at.by ?? null}
    from ${pairs} as m (bulk_payment_id, payment_id) where r.id = m.bulk_payment_id`
  await tx`
    update payment set state = 'bulk', queued_because = null
    where id = any (${matched.map((m) => String(m.paymentId))}::bigint[])`
}
