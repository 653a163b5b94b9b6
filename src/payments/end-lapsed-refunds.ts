import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { type PayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { isLapsed } from './refund.ts'
import { endRefunds } from './store-refunds.ts'

/**
 * Ends claims that nobody has acknowledged within the three years (terms 7.1). What a person has approved is acknowledged,
 * and does not lapse. The credit stays in the books: what becomes of it there is the accountant's to say.
 */
export async function endLapsedRefunds(
  db: Db,
  { now, terms }: { now: number; terms: PayoutTerms },
): Promise<readonly number[]> {
  const today = osloDay(now)
  const on = payoutTermsOn(terms, today)
  return inTransaction(db, async (tx) => {
    const open = await tx<{ id: number; claimedOn: string }[]>`
      select id, claimed_on as "claimedOn" from refund
      where state = 'asked' or (state = 'approved' and approved_by is null) order by id for no key update`
    const lapsed = open.filter(({ claimedOn }) => isLapsed(claimedOn, on, today)).map(({ id }) => id)
    await endRefunds(tx, lapsed, { state: 'lapsed', now })
    return lapsed
  })
}
