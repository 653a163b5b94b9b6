-- Why: double entry in which every row is balanced: an amount moves from one ledger account to another.
create sequence posting_id increment by 1000;
grant usage on sequence posting_id to brikke_batch;

create table posting (
  id bigint not null,
  month_on date not null,
  party_id bigint not null,
  agreement_id bigint not null default 0,     -- 0: the party owes without an agreement
  issuer_id smallint not null,                -- whose books: the company that invoices
  charger_id smallint not null default 0,     -- whom a toll is owed to; 0 where no toll is meant
  kind text not null check (kind in ('charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit')),
  ref_id bigint not null,
  from_account text not null,
  to_account text not null,
  amount_ore bigint not null check (amount_ore > 0),
  booked_at timestamptz not null,
  primary key (party_id, id, month_on),
  -- A charge, a payment, an allocation is booked once. Idempotency is the schema's, not the code's.
  unique (party_id, kind, ref_id, month_on),
  check (from_account <> to_account),
  check (from_account in ('receivable', 'customer-credit', 'toll-payable', 'bank', 'unallocated', 'deposit', 'fee-income')),
  check (to_account in ('receivable', 'customer-credit', 'toll-payable', 'bank', 'unallocated', 'deposit', 'fee-income'))
) partition by range (month_on);
-- Append only: nobody is granted update or delete.
grant select, insert on posting to brikke_batch;
grant select on posting to brikke_app;
alter table posting enable row level security;
alter table posting force row level security;
create policy own_rows on posting for select to brikke_app using (visible_party(party_id));

-- What a customer owes or is owed, kept beside the postings so that a page needs no sum. verify derives it again (I15).
create table balance (
  party_id bigint not null,
  agreement_id bigint not null,
  account text not null check (account in ('receivable', 'customer-credit')),
  balance_ore bigint not null,
  primary key (party_id, agreement_id, account)
);
grant select, insert, update on balance to brikke_batch;
grant select on balance to brikke_app;
alter table balance enable row level security;
alter table balance force row level security;
create policy own_rows on balance for select to brikke_app using (visible_party(party_id));

create view audit.ledger_txn as select id, kind, ref_id from posting;
create view audit.posting as
  select id * 2 as id, id as txn_id, to_account as account, nullif(agreement_id, 0) as agreement_id, amount_ore from posting
  union all
  select id * 2 + 1, id, from_account, nullif(agreement_id, 0), -amount_ore from posting;
create view audit.account_balance as
  select account, nullif(agreement_id, 0) as agreement_id, sum(balance_ore)::bigint as balance_ore from balance group by 1, 2;
