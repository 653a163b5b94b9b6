import type { Tx } from '#db/connection.ts'

/** A deposit is charged once: the schema says so. */
export async function saveDepositCharges(
  tx: Tx,
  charges: readonly { depositId: number; partyId: number; id: number }[],
  monthOn: string,
): Promise<void> {
  await tx`
    insert into deposit_charge (deposit_id, party_id, charge_id, month_on)
    select *, ${monthOn}::date from unnest(${charges.map((c) => String(c.depositId))}::bigint[],
      ${charges.map((c) => String(c.partyId))}::bigint[], ${charges.map((c) => String(c.id))}::bigint[])`
}

export async function saveDepositEnds(tx: Tx, depositIds: readonly number[], now: number): Promise<void> {
  await tx`
    update deposit_charge set ended_at = ${now} where deposit_id = any (${depositIds.map(String)}::bigint[]) and ended_at is null`
}
