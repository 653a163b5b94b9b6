-- Why: what a ferry trip costs is dated data with its source: connections, legs, fares and the numbers of the ferry account.
create table ferry_connection (
  code text primary key,
  name text not null,
  road text,
  region text,
  authority text not null,                   -- who sets the fares
  membership text not null check (membership in ('in', 'partly', 'outside', 'unknown'))  -- of AutoPASS for ferje
);

-- What holds on a connection in a time; null is not known.
create table ferry_connection_terms (
  connection_code text not null references ferry_connection,
  from_on date not null,
  to_on date,
  medium text check (medium in ('tag', 'card', 'plate', 'manual')),
  regulation text check (regulation in ('autopass', 'riks', 'moss-horten', 'fosen')),
  persons_pay boolean,
  toll text check (toll in ('none', 'discounted', 'full', 'present')),
  certainty text not null check (certainty in ('stated', 'derived', 'example')),
  source text not null,
  primary key (connection_code, from_on),
  check (to_on >= from_on)
);

create table ferry_connection_company (
  connection_code text not null references ferry_connection,
  from_on date not null,
  to_on date,
  name text not null,                        -- of the ferry company
  source text not null,
  primary key (connection_code, from_on),
  check (to_on >= from_on)
);

create table ferry_leg (
  id smallint generated always as identity primary key,
  code text not null unique,
  connection_code text not null references ferry_connection,
  name text not null
);

create table ferry_leg_zone (
  leg_code text not null references ferry_leg (code),
  from_on date not null,
  to_on date,
  zone smallint not null check (zone >= 0),
  source text not null,
  primary key (leg_code, from_on),
  check (to_on >= from_on)
);

create table ferry_leg_free (
  leg_code text not null references ferry_leg (code),
  from_on date not null,
  to_on date,
  source text not null,
  primary key (leg_code, from_on),
  check (to_on >= from_on)
);

create table ferry_fare_table (
  code text primary key,
  regulation text not null check (regulation in ('autopass', 'riks', 'moss-horten', 'fosen')),
  from_on date,                              -- null: printed without a day, and used on none
  to_on date,
  certainty text not null check (certainty in ('stated', 'derived', 'example')),
  source text not null,
  adult_ore bigint check (adult_ore >= 0),
  check (to_on >= from_on)
);

create table ferry_fare_table_leg (
  table_code text not null references ferry_fare_table,
  leg_code text not null references ferry_leg (code),
  primary key (table_code, leg_code)
);

create table ferry_fare (
  table_code text not null references ferry_fare_table,
  group_code text not null,
  fare_ore bigint not null check (fare_ore >= 0),
  toll_ore bigint not null check (toll_ore >= 0),
  -- Where the table prints what zero emission pays, and it is no share.
  zero_emission_fare_ore bigint check (zero_emission_fare_ore >= 0),
  zero_emission_toll_ore bigint check (zero_emission_toll_ore >= 0),
  primary key (table_code, group_code),
  check (num_nonnulls(zero_emission_fare_ore, zero_emission_toll_ore) in (0, 2))
);

create table ferry_vehicle_group (
  regulation text not null check (regulation in ('autopass', 'riks', 'moss-horten', 'fosen')),
  code text not null,
  place smallint not null,                   -- shortest first
  to_cm integer check (to_cm > 0),           -- inclusive
  source text not null,
  primary key (regulation, code),
  unique (regulation, place)
);

create table ferry_zero_emission (
  authority text not null,                   -- `all` where an authority has no rows of its own
  from_on date not null,
  to_on date,
  smallest_percent smallint not null,
  other_percent smallint not null,
  toll_smallest_percent smallint,
  toll_other_percent smallint,
  certainty text not null check (certainty in ('stated', 'derived', 'example')),
  source text not null,
  primary key (authority, from_on),
  check (to_on >= from_on)
);

create table ferry_zone_surcharge (
  authority text not null,
  from_on date not null,
  place smallint not null,
  to_zone smallint,                          -- inclusive
  zones smallint not null,
  source text not null,
  primary key (authority, from_on, place)
);

create table ferry_vat (
  from_on date primary key,
  to_on date,
  percent smallint not null,
  source text not null,
  check (to_on >= from_on)
);

create table ferry_prepaid_amount (
  from_on date not null,
  to_on date,
  class smallint not null,
  to_cm integer check (to_cm > 0),           -- inclusive
  amount_ore bigint check (amount_ore > 0),  -- null: not known
  certainty text not null check (certainty in ('stated', 'derived', 'example')),
  source text not null,
  primary key (from_on, class),
  check (to_on >= from_on)
);

create table ferry_invoice_fee (
  from_on date primary key,
  to_on date,
  amount_ore bigint not null check (amount_ore >= 0),
  certainty text not null check (certainty in ('stated', 'derived', 'example')),
  source text not null,
  check (to_on >= from_on)
);

create table ferry_limits (
  from_on date primary key,
  to_on date,
  source text not null,
  value jsonb not null,                      -- checked by src/ferry/fare-file.ts
  check (to_on >= from_on)
);

-- What was loaded last: loading the same again changes nothing.
create table ferry_fare_file (
  name text primary key,
  sha256 text not null,
  loaded_at timestamptz not null
);

grant select, insert, update, delete on
  ferry_connection, ferry_connection_terms, ferry_connection_company, ferry_leg, ferry_leg_zone, ferry_leg_free,
  ferry_fare_table, ferry_fare_table_leg, ferry_fare, ferry_vehicle_group, ferry_zero_emission, ferry_zone_surcharge,
  ferry_vat, ferry_prepaid_amount, ferry_invoice_fee, ferry_limits, ferry_fare_file to brikke_batch;
grant select on
  ferry_connection, ferry_connection_terms, ferry_connection_company, ferry_leg, ferry_leg_zone, ferry_leg_free,
  ferry_fare_table, ferry_fare_table_leg, ferry_fare, ferry_vehicle_group, ferry_zero_emission, ferry_zone_surcharge,
  ferry_vat, ferry_prepaid_amount, ferry_invoice_fee, ferry_limits, ferry_fare_file to brikke_app;
