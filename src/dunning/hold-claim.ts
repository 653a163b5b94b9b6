import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { ClaimRefusal } from '#words/dunning-refusals.ts'
import type { HoldReason } from './ladder.ts'
import { endClaimHold, endUnopenedHolds, saveClaimHold } from './store.ts'
import { keepFilesBack } from './write-collection-file.ts'

export const HOLD_REASONS = [
  'dispute',
  'death',
  'bankruptcy',
  'unopened-channel',
  'our-fault',
] as const satisfies readonly HoldReason[]

type Decision = {
  readonly invoiceId: number
  readonly because: string
  readonly by: string
  readonly now: number
}

/**
 * Nothing follows until it is released, and the collector is not told of it. Any invoice of the claim names it, the first
 * or a reminder. What the collector has been told of is theirs: no row of its file pauses a claim.
 */
export async function holdClaim(
  db: Db,
  of: Decision & { readonly reason: string },
): Promise<{ held: true } | Refusal<ClaimRefusal>> {
  const reason = HOLD_REASONS.find((known) => known === of.reason)
  if (!reason) return refuse('unknown-hold-reason', HOLD_REASONS.join(', '))
  if (of.because.trim() === '') return refuse('no-reason-given')
  return inTransaction(db, async (tx) => {
    await keepFilesBack(tx)
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const claim = await lockClaim(tx, of.invoiceId)
    if (!claim) return refuse('unknown-invoice')
    const others = whyNotFor(staff, claim.issuerId)
    if (others) return others
    if (!claim.open) return refuse('claim-settled')
    if (claim.withCollector) return refuse('claim-with-collector')
    // What the rule holds a person may hold for a reason that the rule does not lift.
    await endUnopenedHolds(tx, [claim.claimId], { because: 'a person holds the claim', now: of.now })
    const saved = await saveClaimHold(tx, { ...of, ...claim, reason })
    return saved ? ({ held: true } as const) : refuse('claim-already-held')
  })
}

/** The ladder goes on from where it was, after a fresh deadline; what the rule held a person lets go at once. */
export async function releaseClaim(
  db: Db,
  of: Decision,
): Promise<{ released: true } | Refusal<ClaimRefusal>> {
  if (of.because.trim() === '') return refuse('no-reason-given')
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const claim = await lockClaim(tx, of.invoiceId)
    if (!claim) return refuse('unknown-invoice')
    const others = whyNotFor(staff, claim.issuerId)
    if (others) return others
    const ended = await endClaimHold(tx, { ...of, ...claim })
    return ended ? ({ released: true } as const) : refuse('claim-not-held')
  })
}

/** Holds the invoice that asks for the claim now: a run that is deciding on it is waited for. */
async function lockClaim(tx: Tx, invoiceId: number) {
  const [row] = await tx<
    { claimId: number; partyId: number; issuerId: number; currentId: number; withCollector: boolean }[]
  >`
    select root.id as "claimId", root.party_id as "partyId", root.issuer_id as "issuerId",
           (select coalesce(max(d.reminder_id), root.id) from dunning_step d where d.invoice_id = root.id) as "currentId",
           exists (select from collection_claim k
                   where k.invoice_id = root.id and k.closed_at is null and k.file_id is not null) as "withCollector"
    from invoice i left join dunning_step s on s.reminder_id = i.id
    join invoice root on root.id = coalesce(s.invoice_id, i.id)
    where i.id = ${invoiceId}`
  if (!row) return undefined
  const [current] = await tx<{ state: string }[]>`
    select state from invoice where id = ${row.currentId} for no key update`
  return { ...row, open: current?.state !== 'paid' && current?.state !== 'credited' }
}
