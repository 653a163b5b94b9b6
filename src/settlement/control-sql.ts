/**
 * What the daily control asks: rows (day, charger, what, amount, ids), where ids are null for a count and the first few
 * of what differs for a difference. `$1` and `$2` are the span of instants, `$3` when a next try is overdue, `$4` how
 * many ids.
 */
export const passagesSql = `
  with file as materialized (
    select id, (received_at at time zone 'Europe/Oslo')::date as day, charger_id, state, declared_count, accepted_count, duplicate_count,
           rejected_count, correction_count
    from passage_file where state in ('open', 'closed') and received_at >= $1::timestamptz and received_at < $2::timestamptz),
  -- Every row, also those written anew under another party: they may be charged, though nobody counts them.
  received as materialized (
    select p.id, p.party_id, p.month_on, p.charger_id, (p.received_at at time zone 'Europe/Oslo')::date as day, p.file_id, p.ended_because,
           k.id is not null as by_correction,
           coalesce(p.vehicle_id::text in (select key from due_key where kind = 'rate'), false)
             or (p.ended_because is not null and p.id::text in (select split_part(key, ' ', -1) from due_key where kind = 'take-back'))
             or coalesce((p.vehicle_id::text, p.passed_at) in (select key, from_at from due_later where kind = 'rate'), false) as due
    from passage p left join passage_correction k on k.charger_id = p.charger_id and k.sequence = p.sequence
    where p.received_at >= $1::timestamptz and p.received_at < $2::timestamptz),
  waiting as materialized (
    select w.id, w.charger_id, (w.received_at at time zone 'Europe/Oslo')::date as day, w.file_id, w.state, w.next_try_at,
           k.id is not null as by_correction
    from passage_waiting w left join passage_correction k on k.charger_id = w.charger_id and k.sequence = w.sequence
    where w.received_at >= $1::timestamptz and w.received_at < $2::timestamptz),
  told as (
    select charge_id, amount_ore from invoice_line where charge_id is not null
    union all select charge_id, amount_ore from foreign_owner_charge),
  -- A charge taken back before it stood on an invoice never will, and neither will what took it back (invoices).
  charged as materialized (
    select r.id, r.party_id, r.month_on, count(*) filter (where live) as live, count(*) filter (where live and told_ore is not null) as told,
           coalesce(sum(amount_ore) filter (where live), 0) as charged_ore, coalesce(sum(told_ore), 0) as told_ore,
           coalesce(sum(amount_ore) filter (where told_ore is null and reversed_by is null and (reverses is null or reversed_is_told)), 0) as not_yet_ore
    from received r join (
      select c.party_id, c.passage_id, c.month_on, c.amount_ore, c.reverses, c.reversed_by, c.reverses is null and c.reversed_by is null as live,
             t.amount_ore as told_ore, o.charge_id is not null as reversed_is_told
      from charge c left join told t on t.charge_id = c.id left join told o on o.charge_id = c.reverses
      where c.passage_id is not null and c.month_on = any (array(select distinct month_on from received))) c
      on c.party_id = r.party_id and c.passage_id = r.id and c.month_on = r.month_on
    group by 1, 2, 3),
  -- What the keys say came by a correction. Few, and each looked up by its key: the table of keys is the largest there is.
  replacement as materialized (
    select (k.received_at at time zone 'Europe/Oslo')::date as day, k.charger_id, (
             select passage_id from passage_key where charger_id = k.charger_id and sequence = k.sequence) as id
    from passage_correction k
    where k.kind = 'replacement' and k.received_at >= $1::timestamptz and k.received_at < $2::timestamptz),
  outcome as materialized (
    select r.*, coalesce(c.live, 0) as live, coalesce(c.told, 0) as told, coalesce(c.charged_ore, 0) as charged_ore,
           coalesce(c.told_ore, 0) as told_ore, coalesce(c.not_yet_ore, 0) as not_yet_ore, u.state as uncharged,
           case when r.ended_because is not null then
                  case when r.ended_because <> 're-attributed' then 'withdrawn' end
                when coalesce(c.live, 0) + (u.state is not null)::int > 1 then 'two-outcomes'
                when c.live = 1 then 'charged'
                when u.state is not null then u.state
                when r.due then 'toRate' else 'no-outcome' end as what
    from received r
    left join charged c on c.party_id = r.party_id and c.id = r.id and c.month_on = r.month_on
    left join uncharged_passage u on u.party_id = r.party_id and u.passage_id = r.id and u.month_on = r.month_on),
  stored as (
    select file_id, count(*) as n from (
      select file_id from received where not by_correction and ended_because is distinct from 're-attributed'
      union all select file_id from waiting where not by_correction) s
    group by 1),
  -- A duplicate has its line there, too.
  refused as (
    select file_id, count(*) filter (where reason <> 'duplicate') as n, count(*) filter (where reason = 'duplicate') as duplicates
    from rejected_line where file_id in (select id from file) group by 1),
  differing (day, charger_id, what, id) as (
    select day, charger_id, what, id from outcome where what in ('no-outcome', 'two-outcomes')
    union all
    select day, charger_id, 'ended-yet-charged', id from outcome
    where ended_because is not null and not due and (live > 0 or uncharged is not null)
    union all
    select day, charger_id, 'invoiced-otherwise', id from outcome where charged_ore <> told_ore + not_yet_ore
    union all
    select day, charger_id, 'passage-gone', id from replacement
    where id is not null and id not in (select id from received union all select id from waiting)
    union all
    select day, charger_id, 'stuck', id from waiting where state = 'waiting-for-owner' and next_try_at < $3::timestamptz
    union all
    select f.day, f.charger_id, 'file-differs', f.id
    from file f left join stored s on s.file_id = f.id left join refused r on r.file_id = f.id
    where coalesce(s.n, 0) <> f.accepted_count - f.correction_count or coalesce(r.n, 0) <> f.rejected_count
       or coalesce(r.duplicates, 0) <> f.duplicate_count
    union all
    -- Stored, and of no file of that day: whose answer would it be in?
    select day, charger_id, 'file-differs', file_id from received where not by_correction and file_id not in (select id from file)),
  summed as materialized (
    select day, charger_id, what, count(*) as n, count(*) filter (where told > 0) as told, sum(charged_ore) as charged_ore,
           sum(told_ore) as told_ore, sum(not_yet_ore) as not_yet_ore
    from outcome group by 1, 2, 3),
  counted (day, charger_id, what, amount) as (
    select day, charger_id, 'in', sum(n) from (
      select day, charger_id, declared_count - duplicate_count - correction_count as n from file
      union all select day, charger_id, count(*) from replacement where id is not null group by 1, 2) i group by 1, 2
    union all
    select day, charger_id, what, n from summed where what in ('charged', 'free', 'held', 'toRate')
    union all
    select day, charger_id, 'withdrawn', sum(n) from (
      select day, charger_id, n from summed where what = 'withdrawn'
      union all select day, charger_id, count(*) from waiting where state = 'withdrawn' group by 1, 2) w group by 1, 2
    union all
    select day, charger_id, 'rejected', sum(n) from (
      select day, charger_id, n from summed where what = 'rejected'
      union all select day, charger_id, count(*) from waiting where state = 'rejected' group by 1, 2
      union all select f.day, f.charger_id, r.n from refused r join file f on f.id = r.file_id) w group by 1, 2
    union all
    select day, charger_id, case state when 'other-issuer' then 'otherIssuer' else 'waitingForOwner' end, count(*)
    from waiting where state in ('waiting-for-owner', 'other-issuer') group by 1, 2, 3
    union all
    select day, charger_id, 'unanswered', sum(declared_count - accepted_count - duplicate_count - rejected_count) from file group by 1, 2
    union all
    select day, charger_id, 'invoiced', told from summed where what = 'charged'
    union all
    select o.day, o.charger_id, m.what, sum(m.amount)
    from summed o cross join lateral (
      values ('chargedOre', o.charged_ore), ('invoicedOre', o.told_ore), ('notYetOre', o.not_yet_ore)) as m (what, amount)
    group by 1, 2, 3)
  select n.day, c.code as charger, n.what, n.amount::bigint as amount, null::text[] as ids from counted n join company c on c.id = n.charger_id
  union all
  select d.day, c.code, d.what, count(distinct d.id), (array_agg(distinct d.id::text))[1:$4::int]
  from differing d join company c on c.id = d.charger_id group by 1, 2, 3
  order by 1, 2, 3`

/** As above, of the charges made in the span: `$1`, `$2`, and `$3` how many ids. A charge and its posting are of one instant. */
export const bookedSql = `
  with made as (
    select id, party_id, charger_id, (created_at at time zone 'Europe/Oslo')::date as day, amount_ore
    from charge where created_at >= $1::timestamptz and created_at < $2::timestamptz and amount_ore <> 0),
  posted as (
    select ref_id, party_id, coalesce(nullif(max(charger_id), 0), max(issuer_id)) as charger_id, min((booked_at at time zone 'Europe/Oslo')::date) as day,
           sum(case when to_account = 'receivable' then amount_ore else -amount_ore end) as amount_ore
    from posting where kind = 'charge' and booked_at >= $1::timestamptz and booked_at < $2::timestamptz
      and month_on >= date_trunc('month', $1::timestamptz at time zone 'Europe/Oslo')::date
    group by 1, 2),
  pair as materialized (
    select coalesce(m.day, p.day) as day, coalesce(m.charger_id, p.charger_id) as charger_id, coalesce(m.id, p.ref_id) as id,
           coalesce(m.amount_ore, 0) as made_ore, coalesce(p.amount_ore, 0) as posted_ore
    from made m full join posted p on p.ref_id = m.id and p.party_id = m.party_id)
  select p.day, c.code as charger, m.what, sum(m.amount)::bigint as amount, null::text[] as ids
  from pair p join company c on c.id = p.charger_id
  cross join lateral (values ('madeOre', p.made_ore), ('postedOre', p.posted_ore)) as m (what, amount)
  group by 1, 2, 3
  union all
  select p.day, c.code, 'booked-otherwise', count(*), (array_agg(p.id::text order by p.id))[1:$3::int]
  from pair p join company c on c.id = p.charger_id
  where p.made_ore <> p.posted_ore group by 1, 2
  order by 1, 2, 3`
