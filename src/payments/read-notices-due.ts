import type { Day } from '#core/dated.ts'
import { osloMonth, startOfOsloDay } from '#core/oslo.ts'
import type { Notice } from '#customers/notice.ts'
import type { Tx } from '#db/connection.ts'

type Since = { readonly now: number; readonly from: Day; readonly at: number }

/** Credit notes ask for nothing; reminders are no notice but a claim, and always reach the customer. */
export async function readNewInvoices(tx: Tx, since: Since): Promise<readonly Notice[]> {
  return tx<Notice[]>`
    select i.party_id as "partyId", 'invoice' as event, i.id::text as key, c.name as company
    from invoice i join company c on c.id = i.issuer_id
    where i.kind = 'invoice' and i.issued_on >= ${since.from} and i.issued_at <= ${since.now}
    order by i.id`
}

/** What a bank did not draw, took back, or would not pay out. */
export async function readFailedPayments(tx: Tx, since: Since): Promise<readonly Notice[]> {
  return tx<Notice[]>`
    select n.party_id as "partyId", 'payment-failed' as event, n.key, c.name as company
    from (
      -- A direct debit whose day is over, and the invoice is owed all the same.
      select i.party_id, i.issuer_id, 'claim:' || k.id as key
      from claim k join invoice i on i.id = k.invoice_id
      where k.deletion_id is null and k.due_on >= ${since.from} and k.due_on < (${since.now}::timestamptz at time zone 'Europe/Oslo')::date
        and i.state in ('sent', 'partly-paid', 'replaced-by-reminder')
      union all
      select i.party_id, i.issuer_id, 'payment:' || p.id
      from payment p join payment_file f on f.id = p.file_id join invoice i on i.kid = p.kid
      where p.state = 'reversal' and f.received_at >= ${since.at}
      union all
      select r.party_id, r.issuer_id, 'refund:' || r.id
      from refund r where r.state = 'rejected' and r.answered_at >= ${since.at}) n
    join company c on c.id = n.issuer_id
    order by n.key`
}

/** Vehicles with a tag mounted, none of whose passages of the period was read by it. */
export async function readUnreadTags(
  tx: Tx,
  of: { readonly now: number; readonly period: Day; readonly passagesMin: number },
): Promise<readonly Notice[]> {
  const { now, period, passagesMin } = of
  return tx<Notice[]>`
    select p.party_id as "partyId", 'tag-not-read' as event, p.vehicle_id || ':' || ${period}::text as key, min(c.name) as company
    from passage p
    join tag_assignment a on a.vehicle_id = p.vehicle_id and a.party_id = p.party_id and a.valid @> p.passed_at
    join agreement g on g.id = a.agreement_id
    join company c on c.id = g.issuer_id
    where p.month_on >= ${osloMonth(startOfOsloDay(period))} and p.passed_at >= ${startOfOsloDay(period)} and p.passed_at <= ${now}
      and a.tag_id is not null and a.valid @> ${now}::timestamptz and p.ended_because is null
    group by p.party_id, p.vehicle_id
    having count(*) >= ${passagesMin} and bool_and(p.read_by = 'plate')
    order by p.vehicle_id`
}

/** What is held because it looks unusual: passages, once a day; a month beyond belief, once. */
export async function readUnusual(tx: Tx, since: Since): Promise<readonly Notice[]> {
  return tx<Notice[]>`
    select n.party_id as "partyId", 'unusual-charge' as event, n.key, c.name as company
    from (
      select h.party_id, p.charger_id as company_id, 'passages:' || h.party_id || ':' || (h.held_at at time zone 'Europe/Oslo')::date as key
      from passage_hold h
      join lateral (
        select coalesce(g.issuer_id, p.charger_id) as charger_id
        from passage p left join agreement g on g.id = p.agreement_id
        where p.party_id = h.party_id and p.id = h.passage_id and p.month_on = h.month_on) p on true
      where h.state = 'held' and h.reason <> 'complaint' and h.held_at >= ${since.at}
      union all
      select h.party_id, g.issuer_id, 'month:' || h.agreement_id || ':' || h.month_on
      from agreement_hold h join agreement g on g.id = h.agreement_id
      where h.state = 'held' and h.held_at >= ${since.at}) n
    join company c on c.id = n.company_id
    group by n.party_id, n.key, c.name
    order by n.key, c.name`
}
