import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type Crediting, creditInvoices, oweAgain } from '#invoices/issue-credit-notes.ts'
import type { WithdrawnRefusal } from '#words/dunning-refusals.ts'
import { endWithdrawn, type WithdrawnDecision } from './store.ts'

type Decision = {
  readonly claimNumber: number
  readonly because: string
  /** A member of staff, by their address. */
  readonly by: string
  readonly now: number
}

/** How a claim that the collector gave up ends, and of how much. */
export type WithdrawnDecided = { readonly decided: WithdrawnDecision; readonly amount: Ore }

/**
 * What the collector gives up is asked for by nobody, so somebody decides: it is credited by a note of its own and is
 * the issuer's loss, or it is ours to remind of again, once and without another fee, before it may be collected anew.
 */
export async function decideWithdrawn(
  db: Db,
  of: Decision & Crediting & { readonly decided: 'credited' | 'taken-back' },
): Promise<WithdrawnDecided | Refusal<WithdrawnRefusal>> {
  return withClaim(db, of, async (tx, claim, staffId) => {
    const { decided } = of
    const { id, partyId, reminderId, open: amount } = claim
    // A payment on it may have been taken back since: what is open of a credited one is decided of as well.
    const isDecided = claim.state === 'taken-back' || (claim.state === 'credited' && amount <= 0)
    if (isDecided) return refuse('claim-already-decided')
    if (claim.state !== 'withdrawn' && claim.state !== 'credited') return refuse('claim-not-withdrawn')
    if (amount <= 0) return refuse('claim-settled')
    const [creditNoteId = null] =
      decided === 'credited' ? await creditInvoices(tx, [{ invoiceId: reminderId, amount }], of) : []
    await endWithdrawn(tx, { ...of, claimId: id, partyId, staffId, amount, creditNoteId, chargeId: null })
    return { decided, amount }
  })
}

/**
 * It is withdrawn as before. What was credited is owed again, on the next invoice: a credit note that is sent is never
 * taken back. What was taken back can be left alone until the customer has been reminded.
 */
export async function undoWithdrawn(
  db: Db,
  of: Decision,
): Promise<WithdrawnDecided | Refusal<WithdrawnRefusal>> {
  return withClaim(db, of, async (tx, claim, staffId) => {
    const { id, partyId, agreementId, issuerId } = claim
    const last = await readDecided(tx, id)
    if (!last || (claim.state !== 'credited' && claim.state !== 'taken-back'))
      return refuse('claim-not-decided')
    if (claim.isRemindedAgain) return refuse('claim-reminded-again')
    const { amount } = last
    const owed = { partyId, agreementId: agreementId === 0 ? undefined : agreementId, issuerId, amount }
    const [chargeId = null] = claim.state === 'credited' ? await oweAgain(tx, [owed], of.now) : []
    await endWithdrawn(tx, {
      ...of,
      decided: 'undone',
      claimId: id,
      partyId,
      staffId,
      amount,
      creditNoteId: null,
      chargeId,
    })
    return { decided: 'undone', amount }
  })
}

type Claim = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly reminderId: number
  readonly state: string
  readonly open: Ore
  readonly isRemindedAgain: boolean
}

async function withClaim(
  db: Db,
  of: Decision,
  decide: (tx: Tx, claim: Claim, staffId: number) => Promise<WithdrawnDecided | Refusal<WithdrawnRefusal>>,
): Promise<WithdrawnDecided | Refusal<WithdrawnRefusal>> {
  if (of.because.trim() === '') return refuse('no-reason-given')
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const claim = await holdClaimed(tx, of.claimNumber)
    if (!claim) return refuse('unknown-collection-claim')
    return whyNotFor(staff, claim.issuerId) ?? decide(tx, claim, staff.id)
  })
}

/** The invoice that is collected is held first, as a run of dunning and payments hold it. */
async function holdClaimed(tx: Tx, id: number): Promise<Claim | undefined> {
  await tx`
    select i.id from collection_claim k join invoice i on i.id = k.reminder_id where k.id = ${id} for no key update of i`
  const [row] = await tx<Claim[]>`
    select k.id, k.party_id as "partyId", k.agreement_id as "agreementId", k.issuer_id as "issuerId",
           k.reminder_id as "reminderId", k.state, i.total_ore - i.allocated_ore - i.carried_ore as open,
           i.replaced_by is not null as "isRemindedAgain"
    from collection_claim k join invoice i on i.id = k.reminder_id where k.id = ${id} for no key update of k`
  return row && { ...row, open: ore(row.open) }
}

async function readDecided(tx: Tx, claimId: number): Promise<{ amount: Ore } | undefined> {
  const [row] = await tx<{ amount: Ore }[]>`
    select amount_ore as amount from claim_decision where claim_id = ${claimId} order by id desc limit 1`
  return row
}
