import { blockAgreement } from '#agreements/block-agreement.ts'
import type { Tx } from '#db/connection.ts'

/** Terms 2.9. One that is blocked for another claim stays so. Lowest first: two who block never wait crosswise. */
export async function blockForCollection(tx: Tx, agreementIds: readonly number[], at: number): Promise<void> {
  const agreements = [...new Set(agreementIds)].filter((id) => id !== 0).sort((a, b) => a - b)
  // One after another: a block is the agreement's own, and of a batch few come to it.
  for (const agreementId of agreements)
    await blockAgreement(tx, { agreementId, because: 'debt-collection', at })
}
