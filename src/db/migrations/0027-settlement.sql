-- Why: what each toll charger is owed and was told, kept as told; a month that is closed stays closed.

-- A file to a toll charger about a day that is over, kept as it was made: the same day again is the same file.
create table settlement (
  id bigint generated always as identity primary key,
  charger_id smallint not null references company,
  settlement_number bigint not null check (settlement_number > 0),  -- without gaps for each toll charger
  settled_on date not null,
  content text not null,
  line_count int not null,
  sum_ore bigint not null,                   -- to be paid
  made_at timestamptz not null,
  delivered_at timestamptz,
  unique (charger_id, settlement_number),
  unique (charger_id, settled_on)
);
grant select, insert, update (delivered_at) on settlement to brikke_batch;

-- What it says of an issuer and a day of booking: nearly always the day itself. What was booked on a day after that day
-- was settled (a worker that went past midnight) is a line of the next.
create table settlement_line (
  id bigint generated always as identity primary key,
  settlement_id bigint not null references settlement,
  charger_id smallint not null references company,
  issuer_id smallint not null references company,
  booked_on date not null,
  posting_count bigint not null check (posting_count > 0),
  tolls_ore bigint not null,                 -- of agreements: the issuer has a commission of these
  owners_ore bigint not null,                -- of owners without an agreement
  commission_ore bigint not null,
  unique (settlement_id, issuer_id, booked_on)
);
create index settlement_line_by_day on settlement_line (booked_on);
grant select, insert on settlement_line to brikke_batch;

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off')),
  drop constraint posting_from_account_check,
  add constraint posting_from_account_check check (from_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'unallocated', 'deposit', 'fee-income',
    'commission-income', 'vat-payable', 'refund-payable', 'write-off')),
  drop constraint posting_to_account_check,
  add constraint posting_to_account_check check (to_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'unallocated', 'deposit', 'fee-income',
    'commission-income', 'vat-payable', 'refund-payable', 'write-off'));

-- The books of a month, summed when it was closed: verify holds the postings against it.
create table closed_month (
  month_on date primary key check (extract(day from month_on) = 1),
  closed_by text not null,
  closed_at timestamptz not null
);
grant select, insert on closed_month to brikke_batch;

create table closed_month_sum (
  month_on date not null references closed_month,
  issuer_id smallint not null,
  charger_id smallint not null,
  account text not null,
  posting_count bigint not null,
  to_ore bigint not null,                    -- moved to the account
  from_ore bigint not null,                  -- and from it
  primary key (month_on, issuer_id, charger_id, account)
);
grant select, insert on closed_month_sum to brikke_batch;

-- A closed month takes no posting more: its part of the table says so, to whoever writes and however. `not valid`, because
-- only what comes now is refused. It waits for who is writing there; what stands there then is what is summed.
create function close_postings(month date) returns void language plpgsql security definer
set search_path = public, pg_temp set lock_timeout = '30s' as $$
declare
  part text := 'posting' || to_char(month, '_YYYY_MM');
begin
  perform ensure_month(month);
  if not exists (select from pg_constraint where conname = 'month_is_closed' and conrelid = part::regclass) then
    execute format('alter table %I add constraint month_is_closed check (false) not valid', part);
  end if;
end $$;
revoke execute on function close_postings(date) from public;
grant execute on function close_postings(date) to brikke_batch;

-- The daily control asks for the passages received, and the charges made, on a day. Rows lie in that order, so a
-- summary of each stretch of pages is enough, and costs whoever writes next to nothing.
create index passage_by_received on passage using brin (received_at);
create index charge_by_created on charge using brin (created_at);
