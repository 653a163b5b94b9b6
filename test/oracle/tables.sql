-- Why: what the second rating is given and what it answers, and the tariff files laid out as plain dated rows.
-- Nothing here knows of the application's tables or code.

create schema oracle;

create table oracle.tariff (project text primary key, content jsonb not null);

create table oracle.stretch (
  id bigint primary key,
  country text not null,
  category text,
  category_documented boolean not null,
  total_weight_kg int,
  energy text,
  euro_class int,
  valid_agreement boolean not null
);

create table oracle.exemption (
  stretch_id bigint not null,
  kind text not null,
  tag_id bigint not null,
  from_at timestamptz not null,
  to_at timestamptz
);

create table oracle.passage (
  id bigint primary key,
  stretch_id bigint not null,
  station_code text not null,
  project text not null,
  lane text not null,
  passed_at timestamptz not null,
  read_by text not null check (read_by in ('tag', 'plate')),
  tag_id bigint,
  class_seen int,
  tag_of_another_vehicle boolean not null,
  as_if_tag_read boolean not null,
  charger_id int not null,
  sequence bigint not null
);

-- A passage by itself, before it meets its neighbours.
create table oracle.priced (
  passage_id bigint primary key,
  stretch_id bigint not null,
  place bigint not null,
  project text not null,
  station_code text not null,
  passed_at timestamptz not null,
  day date not null,
  tag_met boolean not null,
  agreement_met boolean not null,
  class int,
  reason text,
  tariff_ore bigint,
  alone_ore bigint
);

create table oracle.hour (
  passage_id bigint primary key,
  opener_id bigint not null,
  hour_group text not null,
  mode text not null,
  window_start timestamptz not null,
  window_end timestamptz not null,
  hour_ore bigint
);

create table oracle.pair (
  passage_id bigint not null,
  kind text not null,
  freed boolean not null
);

create table oracle.cap (
  passage_id bigint primary key,
  cap_key text not null,
  number int
);

create table oracle.answer (
  passage_id bigint primary key,
  outcome text not null,
  reason text,
  tariff_ore bigint,
  amount_ore bigint,
  hour_group text,
  window_start timestamptz,
  window_end timestamptz,
  cap_key text,
  cap_number int
);

-- The tariff files' rows of one kind, numbered, with their days.
create view oracle.dated as
select t.project, kind.name as kind, row.number::int as no,
  (row.value ->> 'from')::date as first_day,
  coalesce((row.value ->> 'to')::date, 'infinity') as last_day,
  row.value
from oracle.tariff t
cross join (values ('vehicleGroups'), ('timeBands'), ('tariffs'), ('suspensions'), ('tagDiscounts'),
  ('zeroEmission'), ('hourRules'), ('pairRules'), ('caps'), ('exemptions')) kind (name)
cross join lateral jsonb_array_elements(t.content -> kind.name) with ordinality row (value, number);

create function oracle.texts(list jsonb) returns text[] language sql immutable
return array(select jsonb_array_elements_text(list));

create function oracle.meets(needs text[], tag_met boolean, agreement_met boolean) returns boolean language sql immutable
return (tag_met or not 'tag' = any (needs)) and (agreement_met or not 'agreement' = any (needs));

-- Filled by oracle.lay_out, so that a hundred thousand passages do not read JSON.
create table oracle.station (
  project text, code text, price_group text, free_lanes text[], primary key (project, code)
);
create table oracle.open_period (
  project text, code text, first_day date, last_day date, primary key (project, code, first_day)
);
create table oracle.rule_row (
  project text, kind text, no int, first_day date, last_day date, value jsonb, needs text[],
  primary key (project, kind, no)
);
create table oracle.price (
  project text, no int, class int, price_column text, band text, ore bigint,
  primary key (project, no, class, price_column, band)
);
create table oracle.band (
  project text, no int, place bigint, band text, from_time time, to_time time, weekdays int[], not_on text[]
);
create table oracle.hour_rule (
  project text, code text, hour_group text, mode text, minutes int, end_inclusive boolean, needs text[],
  first_day date, last_day date
);
create table oracle.pair_rule (
  rule text, project text, code text, kind text, freed boolean, minutes int, needs text[], first_day date, last_day date
);
create table oracle.cap_rule (
  project text, code text, cap_group text, per_station boolean, class1 int, class2 int, needs text[],
  first_day date, last_day date
);

create procedure oracle.lay_out() language sql as $$
  truncate oracle.station, oracle.open_period, oracle.rule_row, oracle.price, oracle.band, oracle.hour_rule,
    oracle.pair_rule, oracle.cap_rule;

  insert into oracle.station
  select t.project, s ->> 'code', s ->> 'priceGroup', oracle.texts(coalesce(s -> 'freeLanes', '[]'))
  from oracle.tariff t, jsonb_array_elements(t.content -> 'stations') s;

  insert into oracle.open_period
  select t.project, s ->> 'code', (o ->> 'from')::date, coalesce((o ->> 'to')::date, 'infinity')
  from oracle.tariff t, jsonb_array_elements(t.content -> 'stations') s, jsonb_array_elements(s -> 'open') o;

  insert into oracle.rule_row
  select project, kind, no, first_day, last_day, value, oracle.texts(value -> 'requires') from oracle.dated;

  insert into oracle.price
  select r.project, r.no, c.class, col.key, band.key, round(band.value::numeric * 100)
  from oracle.rule_row r
  cross join lateral (values (1, r.value -> 'class1'), (2, r.value -> 'class2')) c (class, prices)
  cross join lateral jsonb_each(c.prices) col
  cross join lateral jsonb_each_text(col.value) band
  where r.kind = 'tariffs' and c.prices is not null;

  insert into oracle.band
  select r.project, r.no, b.place, b.value ->> 'band', split_part(w, '-', 1)::time, split_part(w, '-', 2)::time,
    oracle.texts(b.value -> 'weekdays')::int[], oracle.texts(b.value -> 'notOn')
  from oracle.rule_row r
  cross join lateral jsonb_array_elements(r.value -> 'bands') with ordinality b (value, place)
  cross join lateral jsonb_array_elements_text(b.value -> 'windows') w
  where r.kind = 'timeBands';

  insert into oracle.hour_rule
  select r.project, s.code, r.value ->> 'group', r.value ->> 'mode', (r.value ->> 'minutes')::int,
    (r.value ->> 'endInclusive')::boolean, r.needs, r.first_day, r.last_day
  from oracle.rule_row r
  join oracle.station s on s.project = r.project and (r.value -> 'stations' = '"all"' or r.value -> 'stations' ? s.code)
  where r.kind = 'hourRules';

  -- One rule through its versions is one kind at the same stations.
  insert into oracle.pair_rule
  select concat_ws(' ', r.project, r.value ->> 'kind', r.value ->> 'stations', r.value ->> 'frees'),
    r.project, s.code, r.value ->> 'kind', coalesce(r.value -> 'frees' ? s.code, false), (r.value ->> 'minutes')::int,
    r.needs, r.first_day, r.last_day
  from oracle.rule_row r
  join oracle.station s on s.project = r.project and (r.value -> 'stations' ? s.code or r.value -> 'frees' ? s.code)
  where r.kind = 'pairRules';

  insert into oracle.cap_rule
  select r.project, s.code, r.value ->> 'group', (r.value ->> 'perStation')::boolean, (r.value ->> 'class1')::int,
    (r.value ->> 'class2')::int, r.needs, r.first_day, r.last_day
  from oracle.rule_row r
  join oracle.station s on s.project = r.project and (r.value -> 'stations' = '"all"' or r.value -> 'stations' ? s.code)
  where r.kind = 'caps';
$$;
