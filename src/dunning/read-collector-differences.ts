import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Queryable } from '#db/connection.ts'

/** What the collector has said of a claim, and our money does not say. */
export type CollectorDifference = {
  readonly claimNumber: number
  /** The company's code. */
  readonly issuer: string
  readonly kid: string
  readonly because: 'paid-not-come-in' | 'part-not-come-in' | 'withdrawn-still-owed'
  readonly saidPaidOre: Ore
  /** What has lowered the claim since it was handed over: by the collector, or to us. */
  readonly cameInOre: Ore
  readonly openOre: Ore
  /** Null: it is open yet. */
  readonly closedOn: Day | null
}

/**
 * Each claim that the collector calls paid, wholly or in part, and whose money has not come; and each that it gave up
 * and the customer still owes. A claim closed so is asked for by nobody any more: somebody
 * must look, and decides what becomes of one that was given up (decide-withdrawn.ts).
 */
export async function readCollectorDifferences(db: Queryable): Promise<readonly CollectorDifference[]> {
  return db<CollectorDifference[]>`
    select "claimNumber", issuer, kid, "saidPaidOre", "cameInOre", "openOre", "closedOn",
           case state when 'paid' then 'paid-not-come-in' when 'part-paid' then 'part-not-come-in' else 'withdrawn-still-owed' end as because
    from (
      select k.id as "claimNumber", c.code as issuer, r.kid, k.state, k.paid_to_collector_ore as "saidPaidOre",
             k.amount_ore - (r.total_ore - r.allocated_ore - r.carried_ore) as "cameInOre",
             r.total_ore - r.allocated_ore - r.carried_ore as "openOre", (k.closed_at at time zone 'Europe/Oslo')::date as "closedOn"
      from collection_claim k join invoice r on r.id = k.reminder_id join company c on c.id = k.issuer_id
      where (k.closed_by = 'collector' and k.state in ('paid', 'withdrawn', 'credited')) or k.state = 'part-paid') d
    where case state when 'part-paid' then "saidPaidOre" > "cameInOre" else "openOre" > 0 end
    order by issuer, "claimNumber"`
}
