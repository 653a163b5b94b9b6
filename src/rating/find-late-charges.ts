import { osloMonth, startOfOsloDay } from '#core/oslo.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { isParkedBy, type ParkedMonth } from './store-holds.ts'

const DAY_MS = 86_400_000

/**
 * Charges made since a day, of passages older than the limit that were never charged in time: one row for each agreement,
 * or owner without one and toll charger, and month driven in. A price made right later is not late, and neither is a row that only replaces another.
 */
export async function findLateCharges(
  tx: Tx,
  of: { since: string; now: number; lateDaysMax: number },
): Promise<readonly ParkedMonth[]> {
  const { since, now, lateDaysMax } = of
  return tx<ParkedMonth[]>`
    select c.party_id as "partyId", coalesce(c.agreement_id, 0) as "agreementId",
           case when c.agreement_id is null then c.charger_id else 0 end as "chargerId", c.month_on as "monthOn", 'late-charges' as reason,
           max(extract(day from c.created_at - p.passed_at))::bigint as measured, ${lateDaysMax}::bigint as "limitWas"
    from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
    where c.created_at >= ${startOfOsloDay(since)} and c.month_on <= ${osloMonth(now - lateDaysMax * DAY_MS)}
      and ${isLate(tx, lateDaysMax)}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`
}

export type LateMonth = {
  readonly monthOn: string
  readonly chargers: readonly string[]
  readonly agreements: number
  /** Without an agreement. */
  readonly owners: number
  readonly passages: number
  readonly chargedOre: number
  readonly daysMax: number
}

/** What is parked for being late and undecided, by the month driven in: what a release of that month would invoice. */
export async function readLateMonths(db: Queryable): Promise<readonly LateMonth[]> {
  return db<LateMonth[]>`
    select c.month_on as "monthOn", array_agg(distinct k.code order by k.code) as chargers,
           count(distinct c.agreement_id)::int as agreements,
           (count(distinct c.party_id) filter (where c.agreement_id is null))::int as owners, count(*)::int as passages, sum(c.amount_ore)::bigint as "chargedOre",
           max(extract(day from c.created_at - p.passed_at))::int as "daysMax"
    from agreement_hold h
    join charge c on ${isParkedBy(db)} and c.month_on = h.month_on
    join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
    join company k on k.id = c.charger_id
    where h.state = 'held' and h.reason = 'late-charges' and ${isLate(db, db`h.limit_was`)}
    group by 1 order by 1`
}

function isLate(db: Queryable, days: number | ReturnType<Queryable>) {
  return db`
    c.kind = 'toll' and c.reverses is null and c.reversed_by is null
    and p.replaces_passage_id is null and c.created_at > p.passed_at + ${days}::int * interval '1 day'
    and not exists (
      select from charge e
      where e.party_id = c.party_id and e.month_on = c.month_on and e.passage_id = c.passage_id and e.id < c.id
        and e.created_at <= p.passed_at + ${days}::int * interval '1 day')`
}
