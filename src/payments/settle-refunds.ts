import type { Ore } from '#core/money.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { refundReturnedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { saveRefundAnswers, saveReturnedCredits } from './store-refunds.ts'

/**
 * Finds refunds again among the movements of our accounts: one that has left is paid, one whose money came back is
 * rejected, and the customer's credit again. A status report may never come; a statement always does.
 */
export async function settleRefunds(
  db: Db,
  { now }: { now: number },
): Promise<{ paid: number; returned: number }> {
  return inTransaction(db, async (tx) => {
    const moved = await holdMoved(tx)
    const answers = moved.map(({ id, isReturned }) =>
      isReturned
        ? { id, state: 'rejected' as const, because: 'returned' }
        : { id, state: 'paid' as const, because: undefined },
    )
    await saveRefundAnswers(tx, answers, now)
    const returned = moved.filter(({ isReturned }) => isReturned)
    await book(tx, returned.map(posted), now)
    await saveReturnedCredits(
      tx,
      returned.filter(({ isAskedFor }) => isAskedFor),
      now,
    )
    return { paid: moved.length - returned.length, returned: returned.length }
  })
}

type Moved = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
  readonly owedBack: Ore
  /** An invoice asks for what is owed back: what came back is the customer's credit, to be used on it or paid out. */
  readonly isAskedFor: boolean
  readonly isReturned: boolean
}

/** By our own name of it, its issuer and its whole amount; a movement of another amount is for a person to look at. */
async function holdMoved(tx: Tx): Promise<readonly Moved[]> {
  return tx<Moved[]>`
    select r.id, r.party_id as "partyId", r.agreement_id as "agreementId", r.issuer_id as "issuerId",
           r.amount_ore as amount, r.owed_back_ore as "owedBack",
           exists (select from asked_again a where a.of_refund_id = r.id) as "isAskedFor", m.returned as "isReturned"
    from refund r
    join (select end_to_end_id, issuer_id, abs(amount_ore) as ore, bool_or(because = 'returned') as returned
          from bank_movement where because in ('debit', 'returned') and end_to_end_id is not null group by 1, 2, 3) m
      on m.end_to_end_id = r.end_to_end_id and m.issuer_id = r.issuer_id and m.ore = r.amount_ore
    where r.state = 'sent' or (r.state = 'paid' and m.returned)
    order by r.id for no key update of r`
}

function posted({ id: refId, partyId, agreementId, issuerId, amount, owedBack, isAskedFor }: Moved) {
  const against = owedBack > 0 && !isAskedFor ? ('receivable' as const) : ('customer-credit' as const)
  return refundReturnedPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount, against })
}
