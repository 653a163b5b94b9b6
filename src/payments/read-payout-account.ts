import type { Tx } from '#db/connection.ts'

/** Where a customer is paid. */
export type OwnAccount = { readonly number: string; readonly changedAt: number; readonly isVerified: boolean }

/** Undefined: the customer has named none. */
export async function readPayoutAccount(
  tx: Tx,
  partyIds: readonly number[],
): Promise<OwnAccount | undefined> {
  const [row] = await tx<OwnAccount[]>`
    select account_number as number, changed_at as "changedAt", verified_at is not null as "isVerified"
    from payout_account where party_id = any (${partyIds.map(String)}::bigint[]) and ended_at is null order by id limit 1`
  return row
}
