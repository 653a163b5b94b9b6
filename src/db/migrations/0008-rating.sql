-- Why: tariffs as loaded, and what each passage costs, with its reasons.
create table tariff_file (
  project_code text primary key,
  charger_id smallint not null references company,
  sha256 text not null,
  example boolean not null,
  content jsonb not null,                    -- the checked file; its shape is data/tolls/tariff.schema.json
  loaded_at timestamptz not null
);
grant select, insert, update on tariff_file to brikke_batch;
grant select on tariff_file to brikke_app;

create sequence charge_id increment by 1000;
grant usage on sequence charge_id to brikke_batch;

-- Whatever may stand on an invoice. Corrected by a row that reverses another; only reversed_by is ever written later.
create table charge (
  id bigint not null,
  month_on date not null,                    -- for a passage: its Oslo month
  party_id bigint not null,
  agreement_id bigint,
  issuer_id smallint not null,               -- who invoices it
  charger_id smallint not null,              -- whom the money is owed to
  kind text not null check (kind in ('toll', 'deposit', 'fee', 'interest', 'correction')),
  passage_id bigint,
  vehicle_id bigint,
  tariff_ore bigint not null,                -- full price before discounts
  amount_ore bigint not null,                -- to pay; 0 is a price too
  vat_percent smallint not null default 0,
  vat_ore bigint not null default 0,
  because jsonb not null,                    -- the steps of the price, in order
  hour_group text,
  window_start timestamptz,
  reverses bigint,
  reversed_by bigint,
  created_at timestamptz not null,
  primary key (party_id, id, month_on)
) partition by range (month_on);
-- A passage is charged at most once.
create unique index one_live_charge_per_passage on charge (party_id, passage_id, month_on)
  where passage_id is not null and reverses is null and reversed_by is null;
create index charge_by_agreement on charge (agreement_id) where agreement_id is not null;
grant select, insert, update (reversed_by) on charge to brikke_batch;
grant select on charge to brikke_app;
alter table charge enable row level security;
alter table charge force row level security;
create policy own_rows on charge for select to brikke_app using (visible_party(party_id));

-- Rated, but not charged: free (an exempt vehicle, a lane that does not charge) or held (no tariff known for the day).
create table uncharged_passage (
  passage_id bigint not null,
  month_on date not null,
  party_id bigint not null,
  vehicle_id bigint,
  state text not null check (state in ('free', 'held')),
  reason text not null check (reason in ('exempt-vehicle-type', 'lane-does-not-charge', 'no-tariff', 'unknown-vehicle')),
  rated_at timestamptz not null,
  primary key (party_id, passage_id, month_on)
);
grant select, insert, update, delete on uncharged_passage to brikke_batch;
grant select on uncharged_passage to brikke_app;
alter table uncharged_passage enable row level security;
alter table uncharged_passage force row level security;
create policy own_rows on uncharged_passage for select to brikke_app using (visible_party(party_id));

create view audit.charge as
  select id, kind, passage_id, agreement_id, tariff_ore, amount_ore, vat_ore, hour_group, window_start,
         month_on as month_oslo, reverses, created_at
  from charge;
