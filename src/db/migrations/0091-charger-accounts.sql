-- Why: a toll charger is paid to an account that somebody has verified with it, and not on the day it was verified.
create table charger_account (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,             -- who pays
  charger_id smallint not null references company,
  account_number text not null,
  because text not null check (because <> ''),                -- how it was verified
  verified_by bigint not null references staff_member,
  verified_at timestamptz not null,
  ended_by bigint references staff_member,
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create unique index charger_account_verified on charger_account (issuer_id, charger_id) where ended_at is null;
grant select, insert, update (ended_by, ended_at) on charger_account to brikke_batch;
