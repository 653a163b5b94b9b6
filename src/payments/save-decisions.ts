import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { makeSettlingDue } from '#invoices/make-settling-due.ts'
import { allocateToInvoices } from '#invoices/store.ts'
import { endCreditUses } from '#invoices/store-credit-uses.ts'
import {
  allocationPosting,
  allocationUndonePosting,
  creditPosting,
  creditUndonePosting,
  creditUsedUndonePosting,
  type Posting,
} from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { Decision, Placed, Reversal } from './allocation.ts'
import { endAllocations, endCredits, saveAllocations, saveCredits } from './store.ts'
import { type PaymentState, savePaymentStates } from './store-incoming.ts'
import { takeBackRefunds } from './take-back-refunds.ts'

type By = {
  readonly decidedBy: 'kid' | 'person'
  readonly now: number
  /** Payments that were stored with their states. */
  readonly stored?: ReadonlySet<number>
}

/** What is done to invoices and ledger. Gathered, so that each is locked once and in sorted order. */
type Effect = {
  readonly moves: readonly { invoiceId: number; amount: Ore }[]
  readonly postings: readonly Posting[]
}

/** Writes what was decided: allocations, the invoices' states, the ledger, the payments' states. */
export async function saveDecisions(tx: Tx, decisions: readonly Decision[], by: By): Promise<void> {
  const reversals = decisions.filter((decision) => decision.state === 'reversal')
  const placed = await place(tx, decisions.filter(isPlaced), by)
  // After placing: a payment may come and be taken back in one file.
  const takenBack = await takeBack(
    tx,
    reversals.map(({ takesBack }) => takesBack.id),
    by.now,
  )
  await apply(tx, [placed, takenBack], by.now)
  const isStored = (id: number) => by.stored?.has(id) ?? false
  // A reversal says something of the payment it takes back, too.
  const unsaid = decisions.filter(({ paymentId, state }) => state === 'reversal' || !isStored(paymentId))
  await savePaymentStates(
    tx,
    [...statesOf(unsaid).values()].filter(({ id }) => !isStored(id)),
  )
}

/** A payment that came and was taken back in one file has two states; the later one holds. */
export function statesOf(decisions: readonly Decision[]): ReadonlyMap<number, PaymentState> {
  const states = new Map<number, PaymentState>()
  for (const decision of decisions) states.set(decision.paymentId, stateOf(decision))
  for (const decision of decisions)
    if (decision.state === 'reversal') states.set(decision.takesBack.id, reversedOf(decision))
  return states
}

/** Undoes what payments did: the invoices are open again, the customers' credits gone, the money in the queue. */
export async function undoDecisions(tx: Tx, paymentIds: readonly number[], now: number): Promise<void> {
  await apply(tx, [await takeBack(tx, paymentIds, now)], now)
  await savePaymentStates(
    tx,
    paymentIds.map((id) => ({ id, state: 'queued', because: 'decision-undone', partyId: undefined })),
  )
}

async function place(tx: Tx, placed: readonly Placed[], by: By): Promise<Effect> {
  const allocations = await saveAllocations(
    tx,
    placed.filter(({ allocated }) => allocated > 0).map((p) => ({ ...placeOf(p), amount: p.allocated })),
    by,
  )
  const credits = await saveCredits(
    tx,
    placed.filter(({ credit }) => credit > 0).map((p) => ({ ...placeOf(p), amount: p.credit })),
    by.now,
  )
  return {
    moves: allocations,
    postings: [
      ...allocations.map((a) => allocationPosting(subjectOf(a))),
      ...credits.map((c) => creditPosting(subjectOf(c))),
    ],
  }
}

async function takeBack(tx: Tx, paymentIds: readonly number[], now: number): Promise<Effect> {
  const allocations = await endAllocations(tx, paymentIds, now)
  const credits = await endCredits(tx, paymentIds, now)
  const creditIds = credits.map(({ id }) => id)
  const uses = await endCreditUses(tx, creditIds, now)
  const owedBack = await takeBackRefunds(tx, creditIds, now)
  return {
    moves: [...allocations, ...uses].map(({ invoiceId, amount }) => ({ invoiceId, amount: ore(-amount) })),
    postings: [
      ...allocations.map((a) => allocationUndonePosting(subjectOf(a))),
      ...credits.map((c) => creditUndonePosting(subjectOf(c))),
      ...uses.map((u) => creditUsedUndonePosting(subjectOf(u))),
      ...owedBack,
    ],
  }
}

async function apply(tx: Tx, effects: readonly Effect[], now: number): Promise<void> {
  const reminded = await allocateToInvoices(
    tx,
    effects.flatMap(({ moves }) => moves),
  )
  await makeSettlingDue(tx, reminded, now)
  await book(
    tx,
    effects.flatMap(({ postings }) => postings),
    now,
  )
}

function placeOf({ paymentId, invoice }: Placed) {
  const { id: invoiceId, partyId, agreementId, issuerId } = invoice
  return { paymentId, invoiceId, partyId, agreementId, issuerId }
}

/** No toll charger is meant: an invoice may hold the tolls of many. */
function subjectOf(of: { id: number; partyId: number; agreementId: number; issuerId: number; amount: Ore }) {
  const { id: refId, partyId, agreementId, issuerId, amount } = of
  return { refId, partyId, agreementId, issuerId, chargerId: 0, amount }
}

function isPlaced(decision: Decision): decision is Placed {
  return decision.state === 'allocated' || decision.state === 'partly'
}

function stateOf(decision: Decision): PaymentState {
  const { paymentId: id, state } = decision
  switch (decision.state) {
    case 'queued':
      return { id, state, because: decision.because, partyId: undefined }
    case 'reversal':
      return { id, state, because: undefined, partyId: decision.takesBack.partyId }
    default:
      return { id, state, because: undefined, partyId: decision.invoice.partyId }
  }
}

function reversedOf({ takesBack }: Reversal): PaymentState {
  return { id: takesBack.id, state: 'reversed', because: undefined, partyId: takesBack.partyId }
}
