import { blockAgreements } from '#agreements/block-agreement.ts'
import type { Tx } from '#db/connection.ts'

/** Terms 2.9. One that is blocked for another claim stays so; an owner has no agreement to block. */
export async function blockForCollection(tx: Tx, agreementIds: readonly number[], at: number): Promise<void> {
  const agreements = agreementIds.filter((id) => id !== 0)
  await blockAgreements(tx, { agreementIds: agreements, because: 'debt-collection', at })
}
