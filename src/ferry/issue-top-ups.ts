import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { issuePrepayments, type PrepaymentRun } from '#invoices/issue-prepayments.ts'
import { savePrepayments } from './store.ts'
import { saveAnswered } from './store-top-ups.ts'

export type TopUpRun = Omit<PrepaymentRun, 'issuedOn'> & { readonly limit: number }

/** Makes the invoices that customers asked for on the pages. Says how many were answered. */
export async function issueTopUps(db: Db, run: TopUpRun): Promise<number> {
  return inTransaction(db, async (tx) => {
    const asked = await tx<Asked[]>`
      select t.id, t.agreement_id as "agreementId", t.party_id as "partyId", t.amount_ore as amount, a.agreed_ore as agreed,
             a.ended_at is not null as "hasEnded"
      from ferry_top_up t join ferry_account a using (agreement_id)
      where t.answered_at is null order by t.id limit ${run.limit} for no key update of t skip locked`
    if (asked.length === 0) return 0
    const open = asked.filter(({ hasEnded }) => !hasEnded)
    const invoices = await issuePrepayments(tx, open, { ...run, issuedOn: osloDay(run.now) })
    await savePrepayments(
      tx,
      open.map(({ agreementId, partyId, amount, agreed }, i) => ({
        invoiceId: invoices[i] ?? 0,
        agreementId,
        partyId,
        because: 'top-up',
        amount,
        agreed,
      })),
      run.now,
    )
    const invoiceOf = new Map(open.map(({ id }, i) => [id, invoices[i]]))
    await saveAnswered(
      tx,
      asked.map(({ id }) => ({ id, invoiceId: invoiceOf.get(id) })),
      run.now,
    )
    return asked.length
  })
}

type Asked = {
  readonly id: number
  readonly agreementId: number
  readonly partyId: number
  readonly amount: Ore
  readonly agreed: Ore
  readonly hasEnded: boolean
}
