import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { VippsState } from './vipps.ts'

/** A payment by Vipps, as the one who came back from there is told of it. */
export type ShownVippsPayment = {
  readonly reference: string
  readonly state: VippsState
  /** What is taken: nothing before it is captured. */
  readonly captured: Ore
  readonly invoicePublicId: string
}

/** Among the parties' own; another's is as one that does not exist. */
export async function readVippsPayment(
  tx: Tx,
  partyIds: readonly number[],
  reference: string,
): Promise<ShownVippsPayment | undefined> {
  const [row] = await tx<ShownVippsPayment[]>`
    select p.reference, p.state, p.captured_ore as captured, i.public_id as "invoicePublicId"
    from vipps_payment p join invoice i on i.id = p.invoice_id
    where p.reference = ${reference} and p.party_id = any(${partyIds.map(String)}::bigint[])`
  return row
}
