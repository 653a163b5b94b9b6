import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { AgreementRefusal } from '#words/agreements.ts'
import { endBlock, lockAgreement, saveBlock } from './store.ts'

export type BlockedBecause =
  | 'credit-limit'
  | 'debt-collection'
  | 'prepayment-missing'
  | 'negative-balance'
  | 'address-missing'

type Block = { readonly agreementId: number; readonly because: BlockedBecause; readonly at: number }

/** Terms 2.9: from this instant the vehicles' owners are invoiced in full. What has passed since is attributed again. */
export async function blockAgreement(
  tx: Tx,
  block: Block,
): Promise<{ blocked: true } | Refusal<AgreementRefusal>> {
  if (!(await lockAgreement(tx, block.agreementId))) return refuse('unknown-agreement')
  if (!(await saveBlock(tx, block))) return refuse('already-blocked')
  await sayChanged(tx, block)
  return { blocked: true }
}

/** Until this instant. One that should never have been takes the instant at which it began. */
export async function unblockAgreement(
  tx: Tx,
  block: Block,
): Promise<{ blocked: false } | Refusal<AgreementRefusal>> {
  if (!(await lockAgreement(tx, block.agreementId))) return refuse('unknown-agreement')
  if (!(await endBlock(tx, block))) return refuse('not-blocked')
  await sayChanged(tx, block)
  return { blocked: false }
}

async function sayChanged(tx: Tx, { agreementId, at }: Block): Promise<void> {
  await makeDue(tx, 're-attribute', [{ key: `agreement ${agreementId}`, fromAt: at }])
}
