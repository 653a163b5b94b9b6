-- Why: companies, and the parties that owe: persons and organisations, with how to reach them.
create table company (
  id smallint primary key,
  code text not null unique,
  name text not null,
  organisation_number text,
  toll_charger boolean not null,
  issuer boolean not null,
  account_number text,            -- where its invoices are paid
  kid_prefix text,                -- first digits of its KIDs
  ocr_agreement text unique,      -- its agreement with Nets, position 9-17 of record 20
  phone text,
  email text,
  website text,
  street text,
  postal_code text,
  place text,
  source text not null
);
grant select, insert, update on company to brikke_batch;
grant select on company to brikke_app;

create table party (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  kind text not null check (kind in ('person', 'organisation')),
  name text not null,
  organisation_number text unique check (organisation_number ~ '^[0-9]{9}$'),
  -- Person: the national identity number, as a keyed digest to find it by and sealed to read it.
  national_id_digest text unique,
  national_id_sealed bytea,
  email text,
  phone text,
  street text,
  postal_code text,
  place text,
  country text not null default 'NO',
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  -- The key in the system an issuer moved in from.
  portfolio_ref text unique,
  check ((kind = 'organisation') or organisation_number is null)
);
grant select, insert, update on party to brikke_batch;
grant select on party to brikke_app;
alter table party enable row level security;
alter table party force row level security;
create policy own_rows on party for select to brikke_app using (visible_party(id));
