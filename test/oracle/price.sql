-- Why: what one passage costs by itself: class, band, full price, exemption, zero emission and tag discount, each
-- looked up on the passage's Oslo day.

-- Easter Sunday by the anonymous Gregorian computus.
create function oracle.easter(year int) returns date language sql immutable as $$
  select make_date(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1)
  from (select year % 19 as a, year / 100 as b, year % 100 as c) x,
    lateral (select (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 as h) y,
    lateral (select (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 as l) z,
    lateral (select (a + 11 * h + 22 * l) / 451 as m) w
$$;

-- A day's own date and the names under which a band may be out of force on it.
create table oracle.calendar as
select day, array_remove(array[
    day::text,
    case when to_char(day, 'MM-DD') in ('01-01', '05-01', '05-17', '12-25', '12-26')
      or day - easter in (-3, -2, 0, 1, 39, 49, 50) then 'public-holiday' end,
    case when day - easter = -4 then 'wednesday-before-easter' end,
    case when extract(month from day) = 7 then 'july' end,
    case to_char(day, 'MM-DD') when '12-24' then 'christmas-eve' when '12-31' then 'new-years-eve' end
  ], null) as names
from generate_series(2010, 2030) year
cross join lateral oracle.easter(year) easter
cross join lateral (
  select generate_series(make_date(year, 1, 1), make_date(year, 12, 31), '1 day')::date as day
) days;
alter table oracle.calendar add primary key (day);

create view oracle.passage_here as
select p.*, s.country, s.category, s.category_documented, s.total_weight_kg, s.energy, s.euro_class, s.valid_agreement,
  p.passed_at at time zone 'Europe/Oslo' as wall,
  (p.passed_at at time zone 'Europe/Oslo')::date as day,
  p.read_by = 'tag' or p.as_if_tag_read as tag_met,
  -- 3.4: the tag that sat there, where the station was at fault for not reading it.
  p.read_by = 'plate' and p.as_if_tag_read as unread,
  row_number() over (partition by p.stretch_id order by p.passed_at, p.charger_id, p.sequence) as place,
  case
    when s.total_weight_kg <= 3500 then 1
    -- From 2016-04-04 (section 0).
    when s.category = 'M1' and p.passed_at >= timestamp '2016-04-04' at time zone 'Europe/Oslo' and s.valid_agreement and (s.country = 'NO' or s.category_documented) then 1
    when s.total_weight_kg > 3500 then 2
    else p.class_seen
  end as class
from oracle.passage p
join oracle.stretch s on s.id = p.stretch_id;

-- One row per station and Oslo day that somebody passed on: which rows of the tariff file hold.
create table oracle.station_day (
  project text, code text, day date, free_lanes text[], tariff_no int, vehicle_groups jsonb, bands_no int, discount jsonb,
  day_names text[], primary key (project, code, day)
);

create procedure oracle.find_rows() language sql as $$
  truncate oracle.station_day;
  insert into oracle.station_day
  select d.project, d.station_code, d.day, s.free_lanes,
    (select r.no from oracle.rule_row r where r.project = d.project and r.kind = 'tariffs'
      and r.value ->> 'priceGroup' = s.price_group and d.day between r.first_day and r.last_day
      and exists (select from oracle.open_period o where o.project = d.project and o.code = d.station_code
        and d.day between o.first_day and o.last_day)),
    (select r.value from oracle.rule_row r where r.project = d.project and r.kind = 'vehicleGroups'
      and d.day between r.first_day and r.last_day),
    (select r.no from oracle.rule_row r where r.project = d.project and r.kind = 'timeBands'
      and d.day between r.first_day and r.last_day
      and (r.value -> 'priceGroups' = '"all"' or r.value -> 'priceGroups' ? s.price_group)),
    (select r.value from oracle.rule_row r where r.project = d.project and r.kind = 'tagDiscounts'
      and d.day between r.first_day and r.last_day),
    c.names
  from (select distinct project, station_code, (passed_at at time zone 'Europe/Oslo')::date as day from oracle.passage) d
  join oracle.station s on s.project = d.project and s.code = d.station_code
  join oracle.calendar c on c.day = d.day;
$$;

create procedure oracle.price_alone() language sql as $$
  truncate oracle.priced;
  insert into oracle.priced
  with banded as (
    select p.*, d.free_lanes, d.tariff_no, d.vehicle_groups as groups, d.discount,
      coalesce(suspended.pays, band.band, 'off') as band
    from oracle.passage_here p
    left join oracle.station_day d on d.project = p.project and d.code = p.station_code and d.day = p.day
    left join lateral (
      select b.band from oracle.band b
      where b.project = p.project and b.no = d.bands_no and p.wall::time >= b.from_time and p.wall::time < b.to_time
        and extract(isodow from p.day) = any (b.weekdays) and not b.not_on && d.day_names
      order by b.place limit 1
    ) band on true
    left join lateral (
      select r.value ->> 'pays' as pays from oracle.rule_row r
      where r.project = p.project and r.kind = 'suspensions' and p.day between r.first_day and r.last_day
        and r.value ->> 'band' = band.band
    ) suspended on true
  ), full_priced as (
    -- Emissions unknown: the dearest full price of the class in the band in force.
    select b.*, (
      select max(price.ore) from oracle.price price
      where price.project = b.project and price.no = b.tariff_no and price.class = b.class and price.band = b.band
        and price.price_column = coalesce(
          case b.class
            when 1 then b.groups -> 'class1' ->> b.energy
            when 2 then coalesce(b.groups -> 'class2' -> 'energy' ->> b.energy,
              b.groups -> 'class2' -> 'euro' ->> case when b.euro_class >= 6 then 'euro6'
                when b.euro_class is not null then 'older' end)
          end, price.price_column)
    ) as full_ore
    from banded b
  ), favoured as (
    select f.*,
      case when f.valid_agreement and (f.tag_met or (f.discount ->> 'onPlateRead')::boolean)
        and not (f.tag_of_another_vehicle and not coalesce((f.discount ->> 'onTagOfAnotherVehicle')::boolean, true))
        then coalesce((f.discount ->> case f.class when 1 then 'class1Percent' else 'class2Percent' end)::int, 0)
        else 0 end as percent,
      zero.share, zero.own_ore,
      exists (
        select from oracle.rule_row r
        where r.project = f.project and r.kind = 'exemptions' and r.value ->> 'kind' = 'motorcycle-and-moped'
          and f.category like 'L%' and f.day between r.first_day and r.last_day
          and oracle.meets(r.needs, f.tag_met, f.valid_agreement)
      ) as exempt_type,
      exists (
        select from oracle.exemption e
        join oracle.rule_row r on r.project = f.project and r.kind = 'exemptions' and r.value ->> 'kind' = e.kind
        where e.stretch_id = f.stretch_id and (e.tag_id = f.tag_id or f.unread) and f.passed_at >= e.from_at
          and (e.to_at is null or f.passed_at < e.to_at) and f.day between r.first_day and r.last_day
          and oracle.meets(r.needs, f.tag_met, f.valid_agreement)
      ) as exempt
    from full_priced f
    left join lateral (
      select (r.value -> 'rule' ->> 'sharePercent')::int as share, own.ore as own_ore
      from oracle.rule_row r
      left join oracle.price own on own.project = f.project and own.no = f.tariff_no and own.class = f.class
        and own.band = f.band and own.price_column = r.value -> 'rule' ->> 'column'
      where r.project = f.project and r.kind = 'zeroEmission' and f.day between r.first_day and r.last_day
        and f.energy in ('electric', 'hydrogen') and r.value -> 'energies' ? f.energy
        and r.value -> 'classes' @> to_jsonb(f.class)
        and oracle.meets(r.needs, f.tag_met, f.valid_agreement)
    ) zero on true
  )
  select id, stretch_id, place, project, station_code, passed_at, day, tag_met, valid_agreement, class,
    case
      when lane = any (free_lanes) then 'lane-does-not-charge'
      when exempt_type then 'exempt-vehicle-type'
      when class is null then 'unknown-vehicle'
      when full_ore is null or groups is null then 'no-tariff'
    end,
    -- What is shown as the full price is the class's; an own zero-emission price is a price to pay.
    full_ore,
    -- Half up, once, after the last factor.
    case when exempt then 0
      else floor(coalesce(own_ore, full_ore)::numeric * (100 - percent) * coalesce(share, 100) / 10000 + 0.5) end
  from favoured;
$$;
