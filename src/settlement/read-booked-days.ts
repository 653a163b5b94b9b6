import { ore } from '#core/money.ts'
import type { Queryable } from '#db/connection.ts'
import type { BookedDay } from './settlement.ts'

/**
 * Days of booking before an instant of which the ledger holds more than settlements have told. Postings are only ever
 * added, so a day is told of when as many are told as there are. A month is read to find a day in it, so all its days
 * are looked at; closed months take no posting more.
 */
export async function readBookedDays(db: Queryable, before: number): Promise<readonly BookedDay[]> {
  const rows = await db<Row[]>`
    with booked as (
      select charger_id, issuer_id, (booked_at at time zone 'Europe/Oslo')::date as booked_on, count(*)::bigint as postings,
             coalesce(sum(moved) filter (where agreement_id <> 0), 0)::bigint as tolls,
             coalesce(sum(moved) filter (where agreement_id = 0), 0)::bigint as owners
      from (select *, case when from_account = 'toll-payable' then amount_ore else -amount_ore end as moved
            from posting
            where 'toll-payable' in (from_account, to_account) and charger_id <> 0
              and kind not in ('settlement', 'charger-payout', 'charger-payout-returned')
              and month_on > coalesce((select max(month_on) from closed_month), '-infinity') and booked_at < ${before}) p
      group by 1, 2, 3),
    told as (
      select charger_id, issuer_id, booked_on, sum(posting_count)::bigint as postings, sum(tolls_ore)::bigint as tolls,
             sum(owners_ore)::bigint as owners, sum(commission_ore)::bigint as commission
      from settlement_line group by 1, 2, 3)
    select b.charger_id, b.issuer_id, i.code, b.booked_on, b.postings, b.tolls, b.owners, coalesce(t.postings, 0) as told_postings,
           coalesce(t.tolls, 0) as told_tolls, coalesce(t.owners, 0) as told_owners, coalesce(t.commission, 0) as told_commission
    from booked b join company i on i.id = b.issuer_id
    left join told t on t.charger_id = b.charger_id and t.issuer_id = b.issuer_id and t.booked_on = b.booked_on
    where b.postings <> coalesce(t.postings, 0)
    order by 1, 2, 4`
  return rows.map((row) => ({
    chargerId: row.charger_id,
    issuerId: row.issuer_id,
    issuerCode: row.code,
    bookedOn: row.booked_on,
    postings: row.postings,
    tolls: ore(row.tolls),
    owners: ore(row.owners),
    told: {
      postings: row.told_postings,
      tolls: ore(row.told_tolls),
      owners: ore(row.told_owners),
      commission: ore(row.told_commission),
    },
  }))
}

type Row = {
  charger_id: number
  issuer_id: number
  code: string
  booked_on: string
  postings: number
  tolls: number
  owners: number
  told_postings: number
  told_tolls: number
  told_owners: number
  told_commission: number
}
