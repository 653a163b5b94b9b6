-- Why: what a passage costs among its neighbours: hour windows, pairs and caps, and the answer.

-- Fixed windows follow from each other, so they are walked. `sliding` is a planted fault: a window that every passage
-- in it prolongs.
create function oracle.hour_windows(sliding boolean) returns setof oracle.hour language plpgsql as $$
declare
  p record;
  w oracle.hour;
  w_stretch bigint;
  w_minutes int;
  w_inclusive boolean;
  w_needs text[];
begin
  for p in
    select x.passage_id, x.stretch_id, x.passed_at, x.tag_met, x.agreement_met, r.hour_group, r.mode, r.minutes,
      r.end_inclusive, r.needs
    from oracle.priced x
    join oracle.hour_rule r on r.project = x.project and r.code = x.station_code
      and x.day between r.first_day and r.last_day
    where x.reason is null and x.alone_ore > 0
    order by x.stretch_id, r.hour_group, x.place
  loop
    if p.stretch_id = w_stretch and p.hour_group = w.hour_group
      and (p.passed_at < w.window_end or (w_inclusive and p.passed_at = w.window_end))
    then
      continue when not oracle.meets(w_needs, p.tag_met, p.agreement_met);
      if sliding then
        w.window_end := p.passed_at + make_interval(mins => w_minutes);
      end if;
    else
      continue when not oracle.meets(p.needs, p.tag_met, p.agreement_met);
      w_stretch := p.stretch_id;
      w_minutes := p.minutes;
      w_inclusive := p.end_inclusive;
      w_needs := p.needs;
      w.opener_id := p.passage_id;
      w.hour_group := p.hour_group;
      w.mode := p.mode;
      w.window_start := p.passed_at;
      w.window_end := p.passed_at + make_interval(mins => p.minutes);
    end if;
    w.passage_id := p.passage_id;
    return next w;
  end loop;
end
$$;

create view oracle.after_hour as
select p.*, coalesce(h.hour_ore, p.alone_ore) as hour_ore
from oracle.priced p
left join oracle.hour h using (passage_id)
where p.reason is null;

-- Neighbours among a rule's stations, each in one pair at most: walked too.
create function oracle.pairs() returns setof oracle.pair language plpgsql as $$
declare
  p record;
  before record;
  before_paired boolean := true;
  q oracle.pair;
begin
  select null::bigint as stretch_id, null::text as rule into before;
  for p in
    select x.passage_id, x.stretch_id, x.passed_at, x.station_code, x.hour_ore, r.rule, r.kind, r.freed, r.minutes
    from oracle.after_hour x
    join oracle.pair_rule r on r.project = x.project and r.code = x.station_code
      and x.day between r.first_day and r.last_day
    where x.alone_ore > 0 and oracle.meets(r.needs, x.tag_met, x.agreement_met)
    order by x.stretch_id, r.rule, x.place
  loop
    if before.stretch_id is distinct from p.stretch_id or before.rule is distinct from p.rule then
      before_paired := false;
    elsif not before_paired and p.passed_at <= before.passed_at + make_interval(mins => before.minutes)
      and (
        (p.kind = 'annul-both' and p.station_code <> before.station_code)
        or (p.kind = 'free-if-paid' and p.freed and not before.freed and before.hour_ore > 0)
        or (p.kind = 'free-if-paid' and before.freed and not p.freed and p.hour_ore > 0)
      )
    then
      before_paired := true;
      q := (before.passage_id, p.kind, p.kind = 'annul-both' or before.freed);
      return next q;
      q := (p.passage_id, p.kind, p.kind = 'annul-both' or p.freed);
      return next q;
    else
      before_paired := false;
    end if;
    before := p;
  end loop;
end
$$;

-- `month_zone` is a planted fault when it is not Oslo's: a month that ends at another midnight.
create function oracle.caps(month_zone text) returns setof oracle.cap language plpgsql as $$
declare
  p record;
  c oracle.cap;
  c_stretch bigint;
  counted int;
begin
  for p in
    select x.passage_id, x.stretch_id, case x.class when 1 then r.class1 else r.class2 end as most,
      concat_ws(' ', r.cap_group, case when r.per_station then x.project || ' ' || x.station_code end,
        to_char(x.passed_at at time zone month_zone, 'YYYY-MM')) as cap_key
    from oracle.after_hour x
    join oracle.cap_rule r on r.project = x.project and r.code = x.station_code
      and x.day between r.first_day and r.last_day
    where x.hour_ore > 0 and oracle.meets(r.needs, x.tag_met, x.agreement_met)
      and case x.class when 1 then r.class1 else r.class2 end is not null
      and not exists (select from oracle.pair q where q.passage_id = x.passage_id and q.freed)
    order by x.stretch_id, cap_key, x.place
  loop
    if p.stretch_id is distinct from c_stretch or p.cap_key is distinct from c.cap_key then
      c_stretch := p.stretch_id;
      c.cap_key := p.cap_key;
      counted := 0;
    end if;
    c.passage_id := p.passage_id;
    c.number := null;
    if counted < p.most then
      counted := counted + 1;
      c.number := counted;
    end if;
    return next c;
  end loop;
end
$$;

create procedure oracle.rate(sliding boolean, month_zone text) language plpgsql as $$
begin
  call oracle.find_rows();
  analyze oracle.passage, oracle.stretch, oracle.exemption, oracle.station_day;
  call oracle.price_alone();
  analyze oracle.priced;
  truncate oracle.hour, oracle.pair, oracle.cap, oracle.answer;

  insert into oracle.hour
  select w.passage_id, w.opener_id, w.hour_group, w.mode, w.window_start, w.window_end,
    case when case w.mode
      when 'first' then w.passage_id = w.opener_id
      when 'dearest' then row_number() over (partition by w.opener_id order by p.alone_ore desc, p.place) = 1
      else min(p.project || ' ' || p.station_code) over stands <> max(p.project || ' ' || p.station_code) over stands
    end then p.alone_ore else 0 end
  from oracle.hour_windows(sliding) w
  join oracle.priced p using (passage_id)
  window stands as (partition by w.opener_id);
  analyze oracle.hour;

  insert into oracle.pair select * from oracle.pairs();
  analyze oracle.pair;
  insert into oracle.cap select * from oracle.caps(month_zone);

  insert into oracle.answer
  select p.passage_id,
    case when p.reason is null then 'charged' when p.reason in ('no-tariff', 'unknown-vehicle') then 'held'
      else 'free' end,
    p.reason,
    case when p.reason is null then p.tariff_ore end,
    case when p.reason is null then
      case when exists (select from oracle.pair q where q.passage_id = p.passage_id and q.freed) then 0
        when c.passage_id is not null and c.number is null then 0
        else coalesce(h.hour_ore, p.alone_ore) end
    end,
    h.hour_group, h.window_start, h.window_end,
    case when c.number is not null then c.cap_key end, c.number
  from oracle.priced p
  left join oracle.hour h using (passage_id)
  left join oracle.cap c using (passage_id);
end
$$;
