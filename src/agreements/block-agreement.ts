import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { AgreementRefusal } from '#words/agreements.ts'
import type { BlockReason } from '#words/blocks.ts'
import { endBlocks, lockAgreement, lockAgreements, saveBlocks } from './store.ts'

type Block = { readonly agreementId: number; readonly because: BlockReason; readonly at: number }
type Blocks = Omit<Block, 'agreementId'> & { readonly agreementIds: readonly number[] }

/** Terms 2.9: from this instant the vehicles' owners are invoiced in full. What has passed since is attributed again. */
export async function blockAgreement(
  tx: Tx,
  { agreementId, ...block }: Block,
): Promise<{ blocked: true } | Refusal<AgreementRefusal>> {
  if (!(await lockAgreement(tx, agreementId))) return refuse('unknown-agreement')
  const blocked = await blockAgreements(tx, { ...block, agreementIds: [agreementId] })
  return blocked.length === 0 ? refuse('already-blocked') : { blocked: true }
}

/** Until this instant. One that should never have been takes the instant at which it began. */
export async function unblockAgreement(
  tx: Tx,
  { agreementId, ...block }: Block,
): Promise<{ blocked: false } | Refusal<AgreementRefusal>> {
  if (!(await lockAgreement(tx, agreementId))) return refuse('unknown-agreement')
  const unblocked = await unblockAgreements(tx, { ...block, agreementIds: [agreementId] })
  return unblocked.length === 0 ? refuse('not-blocked') : { blocked: false }
}

/** Returns those that were not blocked for that reason before. */
export async function blockAgreements(tx: Tx, blocks: Blocks): Promise<readonly number[]> {
  await lockAgreements(tx, blocks.agreementIds)
  const blocked = await saveBlocks(tx, blocks)
  await sayChanged(tx, blocked, blocks.at)
  return blocked
}

/** Returns those that were blocked for that reason. */
export async function unblockAgreements(tx: Tx, blocks: Blocks): Promise<readonly number[]> {
  await lockAgreements(tx, blocks.agreementIds)
  const unblocked = await endBlocks(tx, blocks)
  await sayChanged(tx, unblocked, blocks.at)
  return unblocked
}

async function sayChanged(tx: Tx, agreementIds: readonly number[], fromAt: number): Promise<void> {
  await makeDue(
    tx,
    're-attribute',
    agreementIds.map((id) => ({ key: `agreement ${id}`, fromAt })),
  )
}
