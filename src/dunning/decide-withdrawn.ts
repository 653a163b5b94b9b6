import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type Crediting, creditInvoices, oweAgain } from '#invoices/issue-credit-notes.ts'
import type { WithdrawnRefusal } from '#words/dunning-refusals.ts'
import { bookLostVat, type LostVat, owedAgain, readLostVat } from './book-lost-vat.ts'
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
 * the issuer's loss, without its VAT; or it is ours to remind of again, once and without another fee, before it may be collected anew.
 */
export async function decideWithdrawn(
  db: Db,
  of: Decision & Crediting & { readonly decided: 'credited' | 'taken-back' },
): Promise<WithdrawnDecided | Refusal<WithdrawnRefusal>> {
  return withClaim(db, of, async (tx, claim, staffId) => {
    const { decided } = of
    const { reminderId, open: amount } = claim
    // A payment on it may have been taken back since: what is open of a credited one is decided of as well.
    const isDecided = claim.state === 'taken-back' || (claim.state === 'credited' && amount <= 0)
    if (isDecided) return refuse('claim-already-decided')
    if (claim.state !== 'withdrawn' && claim.state !== 'credited') return refuse('claim-not-withdrawn')
    if (amount <= 0) return refuse('claim-settled')
    const given = decided === 'credited' ? [{ invoiceId: reminderId, amount }] : []
    const lost = given[0] ? await readLostVat(tx, given[0]) : []
    const [creditNoteId = null] = await creditInvoices(tx, given, of)
    await end(tx, claim, { ...of, staffId, amount, creditNoteId, chargeId: null, lost })
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
    const { amount, lost } = last
    const owed = { partyId, agreementId: agreementId === 0 ? undefined : agreementId, issuerId, amount }
    const [chargeId = null] = claim.state === 'credited' ? await oweAgain(tx, [owed], of.now) : []
    const undone = { decided: 'undone', amount, creditNoteId: null, chargeId, lost: owedAgain(lost) } as const
    await end(tx, claim, { ...of, ...undone, staffId })
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

type Ended = Decision & {
  readonly decided: WithdrawnDecision
  readonly staffId: number
  readonly amount: Ore
  readonly creditNoteId: number | null
  readonly chargeId: number | null
  readonly lost: readonly LostVat[]
}

async function end(tx: Tx, { id: claimId, ...claim }: Claim, ended: Ended): Promise<void> {
  const { partyId, agreementId, issuerId } = claim
  const decisionId = await endWithdrawn(tx, { ...ended, claimId, partyId })
  await bookLostVat(tx, ended.lost, { decisionId, partyId, agreementId, issuerId, now: ended.now })
}

async function readDecided(
  tx: Tx,
  claimId: number,
): Promise<{ amount: Ore; lost: readonly LostVat[] } | undefined> {
  const [row] = await tx<{ amount: Ore; lost: readonly LostVat[] }[]>`
    select d.amount_ore as amount, coalesce((
             select json_agg(json_build_object('percent', vat_percent, 'basis', basis_ore, 'vat', vat_ore))
             from lost_vat where decision_id = d.id), '[]') as lost
    from claim_decision d where d.claim_id = ${claimId} order by d.id desc limit 1`
  return row
}
