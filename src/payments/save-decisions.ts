import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { allocateToInvoices } from '#invoices/store.ts'
import { allocationPosting, allocationUndonePosting, creditPosting, creditUndonePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { Decision } from './allocation.ts'
import { endAllocations, endCredits, saveAllocations, saveCredits, savePaymentStates } from './store.ts'

type Placed = Extract<Decision, { state: 'allocated' | 'partly' }>
type Reversal = Extract<Decision, { state: 'reversal' }>
type By = { readonly decidedBy: 'kid' | 'person'; readonly now: number }

/** Writes what was decided: allocations, the invoices' states, the ledger, the payments' states. */
export async function saveDecisions(tx: Tx, decisions: readonly Decision[], by: By): Promise<void> {
  await place(tx, decisions.filter((d): d is Placed => d.state === 'allocated' || d.state === 'partly'), by)
  const reversals = decisions.filter((d): d is Reversal => d.state === 'reversal')
  await takeBack(tx, reversals.map((d) => d.takesBack.id), by.now)
  await savePaymentStates(tx, [
    ...decisions.map((d) => ({
      id: d.paymentId,
      state: d.state,
      because: d.state === 'queued' ? d.because : undefined,
      partyId: d.state === 'queued' ? undefined : d.state === 'reversal' ? d.takesBack.partyId : d.invoice.partyId,
    })),
    ...reversals.map(({ takesBack }) => ({ id: takesBack.id, state: 'reversed' as const, because: undefined, partyId: takesBack.partyId })),
  ])
}

async function place(tx: Tx, placed: readonly Placed[], { decidedBy, now }: By): Promise<void> {
  const allocated = placed.filter((d) => d.allocated > 0)
  const ids = await saveAllocations(
    tx,
    allocated.map((d) => ({ paymentId: d.paymentId, invoiceId: d.invoice.id, partyId: d.invoice.partyId, amount: d.allocated })),
    { decidedBy, now },
  )
  const credits = await saveCredits(
    tx,
    placed.filter((d) => d.credit > 0).map((d) => ({ paymentId: d.paymentId, ...whose(d.invoice), amount: d.credit })),
    now,
  )
  await allocateToInvoices(tx, allocated.map((d) => ({ invoiceId: d.invoice.id, amount: d.allocated })))
  const issuers = new Map(placed.map((d) => [d.paymentId, d.invoice.issuerId]))
  await book(
    tx,
    [
      ...allocated.map((d, i) => allocationPosting({ ...whose(d.invoice), ...FROM_NO_CHARGER, issuerId: d.invoice.issuerId, refId: ids[i]!, amount: d.allocated })),
      ...credits.map((c) => creditPosting({ ...whose(c), ...FROM_NO_CHARGER, issuerId: issuers.get(c.paymentId)!, refId: c.id, amount: c.amount })),
    ],
    now,
  )
}

/** Undoes what payments did: the invoices are open again, the customers' credits gone, the money unallocated. */
export async function takeBack(tx: Tx, paymentIds: readonly number[], now: number): Promise<void> {
  const allocations = await endAllocations(tx, paymentIds, now)
  const credits = await endCredits(tx, paymentIds, now)
  await allocateToInvoices(tx, allocations.map((a) => ({ invoiceId: a.invoiceId, amount: ore(-a.amount) as Ore })))
  const issuers = new Map((await tx<{ id: number; issuer: number }[]>`
    select id, issuer_id as issuer from payment where id = any (${paymentIds.map(String)}::bigint[])`).map((row) => [row.id, row.issuer]))
  await book(
    tx,
    [
      ...allocations.map((a) => allocationUndonePosting({ ...whose(a), ...FROM_NO_CHARGER, issuerId: issuers.get(a.paymentId)!, refId: a.id, amount: a.amount })),
      ...credits.map((c) => creditUndonePosting({ ...whose(c), ...FROM_NO_CHARGER, issuerId: issuers.get(c.paymentId)!, refId: c.id, amount: c.amount })),
    ],
    now,
  )
}

const FROM_NO_CHARGER = { chargerId: 0 }

function whose(of: { partyId: number; agreementId: number }) {
  return { partyId: of.partyId, agreementId: of.agreementId }
}
