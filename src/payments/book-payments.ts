import type { Tx } from '#db/connection.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { type MoneyAccount, paymentPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { allocate, type Decision, type IncomingPayment } from './allocation.ts'
import { holdReversible } from './hold-payments.ts'
import { saveDecisions } from './save-decisions.ts'

/** Books payments that have been stored just now, and puts each on its invoice by KID. */
export async function bookPayments(
  tx: Tx,
  fresh: readonly IncomingPayment[],
  at: { readonly now: number; readonly account: MoneyAccount },
): Promise<void> {
  await bookDecided(tx, { fresh, decisions: await decidePayments(tx, fresh) }, at)
}

/** Books payments with what was decided of them; `isStored`: they were stored with their states. */
export async function bookDecided(
  tx: Tx,
  { fresh, decisions }: { fresh: readonly IncomingPayment[]; decisions: readonly Decision[] },
  at: { readonly now: number; readonly account: MoneyAccount; readonly isStored?: boolean },
): Promise<void> {
  // Nobody's yet, until it is allocated.
  const postings = fresh.map(({ id, issuerId, amount }) =>
    paymentPosting({ refId: id, partyId: 0, agreementId: 0, issuerId, chargerId: 0, amount }, at.account),
  )
  await book(tx, postings, at.now)
  const stored = new Set(at.isStored ? fresh.map(({ id }) => id) : [])
  await saveDecisions(tx, decisions, { decidedBy: 'kid', now: at.now, stored })
}

/** Holds what payments may be put on or take back, and decides. */
export async function decidePayments(
  tx: Tx,
  fresh: readonly IncomingPayment[],
): Promise<readonly Decision[]> {
  const earlier = await holdReversible(tx, {
    reversals: fresh.filter(({ amount }) => amount < 0),
    newIds: fresh.map(({ id }) => id),
  })
  const kids = [
    ...fresh.map(({ kid }) => kid),
    ...earlier.flatMap(({ invoiceKid, usedOnKids }) => [invoiceKid ?? [], usedOnKids].flat()),
  ]
  const invoices = await findInvoicesByKid(tx, kids)
  return allocate(fresh, { invoices, earlier })
}
