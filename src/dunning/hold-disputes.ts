import type { Tx } from '#db/connection.ts'
import { endDisputeHolds, saveDisputeHolds } from './store.ts'
import { keepNextFileBack } from './write-collection-file.ts'

/**
 * Nothing follows on these invoices while something on them is disputed (reminder law: a fee asks for a claim that is not
 * contested). Each is the first of its claim: reminders show no passages. What is held already stays held, for its reason: where that is the
 * rule's, which a page may not end, the ladder sees what is disputed all the same, and `holdDisputed` holds it soon after.
 * A file to the collector that is being made comes first, and is not waited for; the next one waits and sees what is disputed.
 */
export async function holdDisputes(
  tx: Tx,
  invoices: readonly { readonly invoiceId: number; readonly partyId: number }[],
  { because, now }: { readonly because: string; readonly now: number },
): Promise<number> {
  if (invoices.length > 0) await keepNextFileBack(tx)
  return saveDisputeHolds(tx, invoices, { because, by: HELD_BY, now })
}

/** Decided: the ladder goes on from where it was, after a fresh deadline. What staff hold is theirs to release. */
export async function releaseDisputes(
  tx: Tx,
  invoiceIds: readonly number[],
  decision: { readonly because: string; readonly by: string; readonly now: number },
): Promise<number> {
  return endDisputeHolds(tx, invoiceIds, { ...decision, heldBy: HELD_BY })
}

/** The schema lets a page hold in this name only. */
const HELD_BY = 'customer'
