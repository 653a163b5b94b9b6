import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { issuePrepayments, type PrepaymentRun } from '#invoices/issue-prepayments.ts'
import { readOpenDifferences } from './read-account.ts'
import { type NewPrepayment, savePrepayments } from './store.ts'
import { type PrepaymentOrder, saveIssuedOrders } from './store-orders.ts'

type Run = Omit<PrepaymentRun, 'issuedOn'>

/** Terms 2.10: each by an invoice of its own, without a day to pay. Returns the invoices in the same order. */
export async function issueAsked(
  tx: Tx,
  asked: readonly Omit<NewPrepayment, 'invoiceId'>[],
  run: Run,
): Promise<readonly number[]> {
  const invoices = await issuePrepayments(tx, asked, { ...run, issuedOn: osloDay(run.now) })
  await savePrepayments(
    tx,
    asked.map((one, i) => ({ ...one, invoiceId: invoices[i] ?? 0 })),
    run.now,
  )
  return invoices
}

/** What customers have asked for by pages, the oldest of an account first. Returns how many. */
export async function issueOrdered(db: Db, { limit, ...run }: Run & { limit: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    const orders = await takeOrders(tx, limit)
    if (orders.length === 0) return 0
    const open = new Map(
      await readOpenDifferences(
        tx,
        orders.map(({ agreementId }) => agreementId),
      ),
    )
    const asked = orders.map(({ agreementId, partyId, because, amount, agreed }) => {
      if (because !== 'difference') return { agreementId, partyId, because, amount, agreed }
      const differences = ore((open.get(agreementId) ?? 0) + amount)
      open.set(agreementId, differences)
      return { agreementId, partyId, because, amount, agreed: ore(agreed + differences) }
    })
    const invoices = await issueAsked(tx, asked, run)
    await saveIssuedOrders(
      tx,
      orders.map(({ id }, i) => ({ id, invoiceId: invoices[i] ?? 0 })),
    )
    return orders.length
  })
}

type TakenOrder = Omit<PrepaymentOrder, 'publicId'> & {
  readonly id: number
  readonly agreed: PrepaymentOrder['amount']
}

/** Held with their accounts, which nobody posts or ends meanwhile. */
async function takeOrders(tx: Tx, limit: number): Promise<readonly TakenOrder[]> {
  return tx<TakenOrder[]>`
    select o.id, o.agreement_id as "agreementId", o.party_id as "partyId", o.because, o.amount_ore as amount,
           a.agreed_ore as agreed
    from ferry_prepayment_order o join ferry_account a using (agreement_id)
    where o.invoice_id is null order by agreement_id, o.id limit ${limit} for no key update of o, a skip locked`
}
