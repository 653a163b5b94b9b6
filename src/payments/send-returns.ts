import { parseAccountNumber } from '#core/account-number.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { paymentReturnedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { RETURN_ON_STATEMENT } from '#words/payment-queue.ts'
import type { PayerRefusal } from '#words/refunds.ts'
import { type BankFolder, deliverFiles, type UnsentFile } from './deliver-files.ts'
import { orderOf } from './order.ts'
import { payerOf } from './payer.ts'
import { type PayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { saveReturnOrders, saveReturnsSent, saveReturnsWithdrawn } from './store-returns.ts'

export type ReturnsSent = {
  readonly returns: number
  /** What can be paid out of no account of the issuer's, and why. */
  readonly refused: readonly (Refusal<PayerRefusal> & { readonly issuer: string })[]
}

/** Makes an order of each return that is approved, and books it. One whose payment waits no longer is withdrawn. */
export async function sendReturns(
  db: Db,
  { now, terms }: { now: number; terms: PayoutTerms },
): Promise<ReturnsSent> {
  return inTransaction(db, async (tx) => {
    const approved = await holdApproved(tx)
    const gone = approved.filter(({ isQueued }) => !isQueued)
    await saveReturnsWithdrawn(
      tx,
      gone.map(({ id }) => id),
      now,
    )
    const on = payoutTermsOn(terms, osloDay(now))
    const made = approved
      .filter(({ isQueued }) => isQueued)
      .map((one) => {
        const payer = payerOf(one.issuer, on)
        if (isRefusal(payer)) return { one, order: payer }
        const account = parseAccountNumber(one.account)
        if (isRefusal(account)) throw new Error(`return ${one.id} is to no account number`)
        const of = { letter: 'B' as const, id: one.id, amount: one.amount, name: one.name, account }
        return {
          one,
          order: orderOf(of, { issuer: one.issuer, payer }, { now, textOf: RETURN_ON_STATEMENT.nb }),
        }
      })
    await saveReturnOrders(
      tx,
      made.flatMap(({ order }) => (isRefusal(order) ? [] : [order])),
      now,
    )
    const sent = made.flatMap(({ one, order }) => (isRefusal(order) ? [] : [one]))
    await book(
      tx,
      sent.map(({ id: refId, issuer, amount }) =>
        paymentReturnedPosting({
          refId,
          partyId: 0,
          agreementId: 0,
          issuerId: issuer.id,
          chargerId: 0,
          amount,
        }),
      ),
      now,
    )
    const refused = made.flatMap(({ one, order }) =>
      isRefusal(order) ? [{ ...order, issuer: one.issuer.code }] : [],
    )
    return { returns: sent.length, refused }
  })
}

export async function deliverReturns(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<UnsentFile[]>`
    select id, 'returns-' || message_id || '.xml' as name, content
    from payment_return where state = 'sent' and sent_at is null order by id`
  return deliverFiles(folder, unsent, (ids) => saveReturnsSent(db, ids, now))
}

type Approved = {
  readonly id: number
  readonly amount: Ore
  readonly name: string
  readonly account: string
  readonly isQueued: boolean
  readonly issuer: {
    readonly id: number
    readonly code: string
    readonly name: string
    readonly organisationNumber: string | null
    readonly accountNumber: string | null
  }
}

/** Payments are held first, as whoever decides on one does. */
async function holdApproved(tx: Tx): Promise<readonly Approved[]> {
  await tx`
    select p.id from payment p where p.id in (select payment_id from payment_return where state = 'approved')
    order by p.id for no key update`
  const rows = await tx<Approved[]>`
    select r.id, r.amount_ore as amount, r.name, r.account_number as account, p.state = 'queued' as "isQueued",
           json_build_object('id', c.id, 'code', c.code, 'name', c.name, 'organisationNumber', c.organisation_number,
                             'accountNumber', c.account_number) as issuer
    from payment_return r join payment p on p.id = r.payment_id join company c on c.id = r.issuer_id
    where r.state = 'approved' order by r.id for no key update of r`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}
