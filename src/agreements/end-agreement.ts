import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { AgreementRefusal } from '#words/agreements.ts'
import { endAgreements, lockAgreement } from './store.ts'

/**
 * The agreement is over at this instant, and the supplementary ones under it. What has passed since is attributed again.
 * Its customer may end it also before it holds (terms 7.1: at any time); then it never does.
 */
export async function endAgreement(
  tx: Tx,
  end: { agreementId: number; at: number; alsoBeforeItHolds?: boolean },
): Promise<{ endedAt: number } | Refusal<AgreementRefusal>> {
  const agreement = await lockAgreement(tx, end.agreementId)
  if (!agreement) return refuse('unknown-agreement')
  if (agreement.validTo !== null && agreement.validTo <= end.at) return refuse('agreement-already-ended')
  if (agreement.validFrom >= end.at && !end.alsoBeforeItHolds) return refuse('ends-before-it-began')
  await endAgreements(tx, end)
  await makeDue(tx, 're-attribute', [{ key: `agreement ${end.agreementId}`, fromAt: end.at }])
  return { endedAt: end.at }
}
