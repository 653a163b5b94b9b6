import { hash } from 'node:crypto'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import {
  type CollectionRefusal,
  type CollectionStatus,
  parseCollectionStatus,
} from '#formats/collection-file.ts'
import type { Announcing, Told } from './announce-steps.ts'
import { told } from './read-claims.ts'
import { closeClaims } from './settle-claims.ts'
import { saveParts, saveStatusFile } from './store.ts'

/** Why a row changes nothing, and somebody should ask the collector. */
export type StatusRejectedBecause =
  | 'unknown-claim'
  | 'claim-closed'
  | 'paid-beyond-claim'
  | 'paid-below-claim'
export type StatusIssuerRefusal = Refusal<'unknown-issuer'>

export type StatusReceived = {
  readonly alreadyReceived: boolean
  readonly paid: number
  readonly partPaid: number
  readonly withdrawn: number
  /** Says what we knew. */
  readonly unchanged: number
  readonly rejected: readonly { readonly line: number; readonly because: StatusRejectedBecause }[]
}

/**
 * Takes what the collector says of its claims. The money itself comes by the bank, to the claim's KID; a claim it calls
 * paid or withdrawn is closed here and now, and the block it caused is lifted. The same bytes again change nothing.
 */
export async function receiveCollectionStatus(
  db: Db,
  bytes: Uint8Array,
  at: Announcing,
): Promise<StatusReceived | CollectionRefusal | StatusIssuerRefusal> {
  const file = parseCollectionStatus(bytes)
  if (isRefusal(file)) return file
  const { now } = at
  return inTransaction(db, async (tx) => {
    const [issuer] = await tx<
      { id: number }[]
    >`select id from company where code = ${file.issuerCode} and issuer`
    if (!issuer) return refuse('unknown-issuer', file.issuerCode)
    const sha256 = hash('sha256', bytes, 'hex')
    if (!(await saveStatusFile(tx, { sha256, issuerId: issuer.id, count: file.rows.length, now })))
      return { ...NOTHING, alreadyReceived: true }
    const claims = await holdCollections(tx, issuer.id, file.rows)
    const judged = file.rows.map((row) => judge(row, claims.get(row.claimNumber)))
    const taken = judged.flatMap((one) => ('claim' in one ? [one] : []))
    const parts = taken.filter(({ status }) => status === 'part-paid')
    await saveParts(
      tx,
      parts.map(({ claim: { id }, row: { paid } }) => ({ id, paidOre: paid })),
    )
    const closed = taken.flatMap(({ claim, row: { paid }, status }) =>
      status === 'part-paid'
        ? []
        : [{ ...claim, state: status, ...(status === 'paid' ? { paidOre: paid } : {}) }],
    )
    await closeClaims(tx, closed, { ...at, closedBy: 'collector' })
    return {
      alreadyReceived: false,
      paid: taken.filter(({ status }) => status === 'paid').length,
      partPaid: parts.length,
      withdrawn: taken.filter(({ status }) => status === 'withdrawn').length,
      unchanged: judged.filter((one) => 'unchanged' in one).length,
      rejected: judged.flatMap((one) => ('because' in one ? [one] : [])),
    }
  })
}

const NOTHING = { paid: 0, partPaid: 0, withdrawn: 0, unchanged: 0, rejected: [] }

type Collected = Told & {
  readonly agreementId: number
  readonly state: 'in-collection' | 'part-paid' | 'paid' | 'withdrawn' | 'credited' | 'taken-back'
  readonly paidOre: Ore
  readonly amount: number
  readonly openOre: number
}

async function holdCollections(
  tx: Tx,
  issuerId: number,
  rows: readonly CollectionStatus[],
): Promise<ReadonlyMap<number, Collected>> {
  const found = await tx<Collected[]>`
    select k.id, k.agreement_id as "agreementId", k.state, k.paid_to_collector_ore as "paidOre", k.amount_ore as amount,
           r.total_ore - r.allocated_ore as "openOre", ${told(tx)}
    from collection_claim k join invoice r on r.id = k.reminder_id join party p on p.id = k.party_id join company c on c.id = k.issuer_id
    where k.issuer_id = ${issuerId} and k.id = any (${rows.map((row) => String(row.claimNumber))}::bigint[])
    order by k.id for no key update of k`
  return new Map(found.map((claim) => [claim.id, claim]))
}

type Judged =
  | { readonly claim: Collected; readonly row: CollectionStatus; readonly status: CollectionStatus['status'] }
  | { readonly unchanged: true }
  | { readonly line: number; readonly because: StatusRejectedBecause }

function judge(row: CollectionStatus, claim: Collected | undefined): Judged {
  const { line, status, paid } = row
  if (!claim) return { line, because: 'unknown-claim' }
  const state = claim.state === 'credited' || claim.state === 'taken-back' ? 'withdrawn' : claim.state
  if (state === status && (status !== 'part-paid' || claim.paidOre === paid)) return { unchanged: true }
  if (state === 'paid' || state === 'withdrawn') return { line, because: 'claim-closed' }
  // A part is less than the whole; with interest and the collector's own fee a whole may be more.
  if (status === 'part-paid' && paid >= claim.amount) return { line, because: 'paid-beyond-claim' }
  // Whatever has come to us meanwhile is not open: of the rest, all must have been paid there.
  if (status === 'paid' && paid < claim.openOre) return { line, because: 'paid-below-claim' }
  return { claim, row, status }
}
