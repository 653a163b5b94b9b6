import type { Tx } from '#db/connection.ts'
import type { BlockReason } from '#words/blocks.ts'

export type BlockedAgreement = {
  readonly agreementId: number
  /** `public_id`. */
  readonly customer: string
  readonly number: string
  readonly isFerry: boolean
  readonly issuerName: string
  readonly because: BlockReason
  readonly since: number
}

/** The parties' agreements that are blocked at an instant; one that is for several reasons has a row for each. */
export async function readBlocks(
  tx: Tx,
  partyIds: readonly number[],
  at: number,
): Promise<readonly BlockedAgreement[]> {
  return tx<BlockedAgreement[]>`
    select a.id as "agreementId", p.public_id as customer, a.agreement_number as number, a.kind = 'ferry' as "isFerry", c.name as "issuerName", b.because,
           min(lower(b.during)) as since
    from agreement a join agreement_block b on b.agreement_id = a.id join company c on c.id = a.issuer_id
    join party p on p.id = a.party_id
    where a.party_id = any (${partyIds.map(String)}::bigint[]) and b.during @> ${at}::timestamptz
    group by a.id, p.public_id, a.agreement_number, a.kind, c.name, b.because
    order by a.id, min(lower(b.during)), b.because`
}
