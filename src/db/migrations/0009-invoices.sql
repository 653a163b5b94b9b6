-- Why: invoices kept as issued: number without gaps, KID, lines, name and address of the day.
create table invoice_series (
  issuer_id smallint not null references company,
  year smallint not null,
  last_number bigint not null check (last_number >= 0),
  primary key (issuer_id, year)
);
grant select, insert, update on invoice_series to brikke_batch;

create table invoice (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  issuer_id smallint not null references company,
  series text not null,                      -- issuer and year: numbers have no gap within it
  invoice_number bigint not null,
  kid text not null unique,
  party_id bigint not null,
  agreement_id bigint not null,
  kind text not null check (kind in ('invoice', 'credit-note', 'reminder')),
  state text not null check (state in ('sent', 'partly-paid', 'paid', 'credited', 'replaced-by-reminder')),
  total_ore bigint not null,
  allocated_ore bigint not null default 0,
  issued_on date not null,
  issued_at timestamptz not null,
  due_on date,
  credited_by bigint references invoice,
  language text not null check (language in ('nb', 'nn', 'en')),
  detailed boolean not null,
  -- Frozen at issue: the invoice does not change when the customer moves or the company changes its bank.
  recipient_name text not null,
  recipient_street text,
  recipient_postal_code text,
  recipient_place text,
  recipient_country text not null,
  recipient_organisation_number text,
  issuer_name text not null,
  issuer_organisation_number text,
  issuer_account_number text not null,
  issuer_phone text,
  issuer_email text,
  agreement_number text not null,
  invoice_reference text,
  terms_version text not null,
  unique (series, invoice_number),
  -- Nothing is allocated beyond what is owed.
  check (allocated_ore >= 0 and allocated_ore <= greatest(total_ore, 0)),
  check ((state = 'paid') = (allocated_ore = total_ore and state not in ('credited', 'replaced-by-reminder')))
);
create index invoice_by_party on invoice (party_id, issued_on);
grant select, insert, update (state, allocated_ore, credited_by) on invoice to brikke_batch;
grant select on invoice to brikke_app;
alter table invoice enable row level security;
alter table invoice force row level security;
create policy own_rows on invoice for select to brikke_app using (visible_party(party_id));

create sequence invoice_line_id increment by 1000;
grant usage on sequence invoice_line_id to brikke_batch;

create table invoice_line (
  id bigint primary key,
  invoice_id bigint not null references invoice,
  party_id bigint not null,
  charge_id bigint not null unique,          -- a charge stands on one invoice
  charger_name text not null,
  station_name text,                         -- null: erased, or not a passage
  passed_at timestamptz,
  plate text,
  kind text not null,
  tariff_ore bigint not null,
  amount_ore bigint not null,
  vat_percent smallint not null,
  vat_ore bigint not null
);
create index invoice_line_by_invoice on invoice_line (invoice_id);
grant select, insert on invoice_line to brikke_batch;
grant select on invoice_line to brikke_app;
alter table invoice_line enable row level security;
alter table invoice_line force row level security;
create policy own_rows on invoice_line for select to brikke_app using (visible_party(party_id));

create view audit.invoice as
  select id, series, invoice_number, kid, agreement_id, kind, total_ore, state, issued_at, due_on, credited_by from invoice;
create view audit.invoice_line as select id, invoice_id, charge_id, amount_ore from invoice_line;
