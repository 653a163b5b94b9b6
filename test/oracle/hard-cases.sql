-- Why: how often each hard case stood among the passages just rated. A proof of cases that never came up is none.

create view oracle.hard_case as
with windows as (
  select h.opener_id, h.hour_group, h.mode, count(*) as stands, count(*) filter (where h.hour_ore > 0) as paid,
    min(h.window_start) as starts, max(p.passed_at) as last_at, max(h.window_end) as ends,
    bool_or(h.passage_id = h.opener_id and h.hour_ore = 0) as opener_freed,
    min(p.day) <> max(p.day) as over_midnight
  from oracle.hour h
  join oracle.priced p using (passage_id)
  group by 1, 2, 3
)
select 'windows of 2 to 5' as name, count(*) as n from windows where stands between 2 and 5
union all select 'windows of more than 5', count(*) from windows where stands > 5
union all select 'first: freed', count(*) from oracle.hour where mode = 'first' and hour_ore = 0
union all select 'dearest: opener freed', count(*) from windows where mode = 'dearest' and opener_freed
union all select 'reverse: two stations, charged', count(*) from windows where mode = 'reverse' and paid > 0
union all select 'reverse: one station, free', count(*) from windows where mode = 'reverse' and paid = 0
union all select 'window of 90 minutes, used after 60', count(*) from windows
  where ends - starts = interval '90 minutes' and last_at - starts > interval '60 minutes'
union all select 'at the last instant of a window', count(*) from windows where last_at = ends
union all select 'a second after a window', count(*) from windows w
  join oracle.priced o on o.passage_id = w.opener_id
  join oracle.hour h on h.hour_group = w.hour_group and h.passage_id = h.opener_id
    and h.window_start = w.ends + interval '1 second'
  join oracle.priced p on p.passage_id = h.passage_id and p.stretch_id = o.stretch_id
union all select 'window over a clock change', count(*) from windows
  where extract(epoch from (starts at time zone 'Europe/Oslo') - (starts at time zone 'UTC'))
    <> extract(epoch from (last_at at time zone 'Europe/Oslo') - (last_at at time zone 'UTC'))
union all select 'window over midnight', count(*) from windows where over_midnight
union all select 'window over the change of 2023-09-01', count(*) from windows
  where starts < '2023-08-31 22:00Z' and last_at >= '2023-08-31 22:00Z'
union all select 'left alone by a rule it stands under', count(*) from oracle.priced p
  join oracle.hour_rule r on r.project = p.project and r.code = p.station_code
    and p.day between r.first_day and r.last_day
  where p.reason is null and p.alone_ore > 0
    and not exists (select from oracle.hour h where h.passage_id = p.passage_id)
union all select 'pair: both annulled', count(*) from oracle.pair where kind = 'annul-both'
union all select 'pair: freed by a paid one', count(*) from oracle.pair where kind = 'free-if-paid' and freed
union all select 'past the cap', count(*) from oracle.cap where number is null
union all select 'counted at or above 60', count(*) from oracle.cap where number >= 60
union all select 'cap counted between Oslo midnight and UTC midnight of a month', count(*) from oracle.cap
  join oracle.priced p using (passage_id)
  where to_char(p.passed_at at time zone 'UTC', 'YYYY-MM') <> to_char(p.day, 'YYYY-MM')
union all select 'on a day left out by name', count(*) from oracle.priced p
  join oracle.calendar c on c.day = p.day and extract(isodow from c.day) <= 5 and cardinality(c.names) > 1
union all select 'on 29 February', count(*) from oracle.priced where day = '2020-02-29'
union all select 'rush suspended', count(*) from oracle.priced p join oracle.rule_row r on r.project = p.project
  and r.kind = 'suspensions' and p.day between r.first_day and r.last_day
union all select 'exempt by application', count(*) from oracle.priced p
  where p.reason is null and p.alone_ore = 0 and p.tariff_ore > 0
    and exists (select from oracle.exemption e where e.stretch_id = p.stretch_id)
union all select 'motorcycle or moped', count(*) from oracle.priced where reason = 'exempt-vehicle-type'
union all select 'free lane', count(*) from oracle.priced where reason = 'lane-does-not-charge'
union all select 'no tariff', count(*) from oracle.priced where reason = 'no-tariff'
union all select 'unknown vehicle', count(*) from oracle.priced where reason = 'unknown-vehicle'
union all select 'class 2', count(*) from oracle.priced where reason is null and class = 2
union all select 'M1 above 3 500 kg in class 1', count(*) from oracle.priced p
  join oracle.stretch s on s.id = p.stretch_id where p.class = 1 and s.total_weight_kg > 3500
union all select 'foreign M1 above 3 500 kg in class 2 under an agreement', count(*) from oracle.priced p
  join oracle.stretch s on s.id = p.stretch_id
  where p.class = 2 and s.category = 'M1' and s.country <> 'NO' and s.valid_agreement
union all select 'emissions unknown', count(*) from oracle.priced p
  join oracle.stretch s on s.id = p.stretch_id where p.reason is null and s.energy is null
union all select 'zero emission, priced', count(*) from oracle.priced p
  join oracle.stretch s on s.id = p.stretch_id where p.alone_ore > 0 and s.energy in ('electric', 'hydrogen')
union all select 'read by plate under an agreement', count(*) from oracle.priced p
  join oracle.passage x on x.id = p.passage_id
  where p.reason is null and x.read_by = 'plate' and p.agreement_met
union all select 'as if the tag was read', count(*) from oracle.priced p
  join oracle.passage x on x.id = p.passage_id where p.reason is null and x.as_if_tag_read
union all select 'two at one instant', count(*) from oracle.priced p join oracle.priced q
  on q.stretch_id = p.stretch_id and q.passed_at = p.passed_at and q.place = p.place + 1;
