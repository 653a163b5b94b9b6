-- Why: what a customer has agreed with an issuer, from when to when, and when it was blocked.
create table agreement (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  party_id bigint not null references party,
  issuer_id smallint not null references company,
  agreement_number text not null,
  kind text not null check (kind in ('main', 'supplementary')),
  main_agreement_id bigint references agreement,
  valid_from timestamptz not null,
  valid_to timestamptz,
  deletes_passages boolean not null default false,   -- terms 5.9
  detailed_invoice boolean not null default false,
  invoice_reference text,
  terms_version text not null,
  parked_because text,
  portfolio_ref text unique,
  unique (issuer_id, agreement_number),
  check (valid_to is null or valid_to > valid_from),
  check ((kind = 'supplementary') = (main_agreement_id is not null))
);
create index agreement_by_party on agreement (party_id);
grant select, insert, update on agreement to brikke_batch;
grant select on agreement to brikke_app;
alter table agreement enable row level security;
alter table agreement force row level security;
create policy own_rows on agreement for select to brikke_app using (visible_party(party_id));

-- Terms 2.9: while blocked, the owner is invoiced in full.
create table agreement_block (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references agreement,
  because text not null check (because in ('credit-limit', 'debt-collection', 'prepayment-missing', 'negative-balance', 'address-missing')),
  during tstzrange not null,
  exclude using gist (agreement_id with =, because with =, during with &&)
);
grant select, insert, update on agreement_block to brikke_batch;

-- By what proof somebody logged in sees an agreement. One row per link ever made; the live one is not revoked.
create table user_agreement (
  id bigint generated always as identity primary key,
  user_id bigint not null references app_user,
  agreement_id bigint not null references agreement,
  party_id bigint not null references party,
  proof text not null check (proof in ('national-id')),
  proof_at timestamptz not null,
  revoked_at timestamptz
);
create unique index user_agreement_live on user_agreement (user_id, agreement_id) where revoked_at is null;
grant select, insert, update on user_agreement to brikke_app, brikke_batch;

create view audit.agreement as
  select id, party_id, kind, deletes_passages, parked_because is not null as parked from agreement;
create view audit.user_agreement as
  select user_id, agreement_id, proof, proof_at, revoked_at from user_agreement;
