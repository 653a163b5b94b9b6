-- Why: the bank tells what came in by OCR giro or ISO 20022, and takes claims on payers who have given it leave.

-- One issuer's money is told in one way. Told in two, it would be two payments: their keys have nothing in common.
alter table company
  add payment_format text not null default 'ocr-giro' check (payment_format in ('ocr-giro', 'camt.053', 'camt.054'));

alter table payment_file drop constraint payment_file_format_check;
alter table payment_file
  add check (format in ('ocr-giro', 'camt.053', 'camt.054')),
  -- Records that another file had brought: with the payments and the other movements they are what is declared.
  add duplicate_count bigint not null default 0 check (duplicate_count >= 0);
grant update (duplicate_count) on payment_file to brikke_batch;
update payment_file f
set duplicate_count = f.declared_count - (select count(*) from payment p where p.file_id = f.id);

-- What else moved on our account, and what is not money yet. Told of, and no payment.
create table bank_movement (
  id bigint generated always as identity primary key,
  file_id bigint not null references payment_file,
  record_number bigint not null,
  issuer_id smallint not null references company,
  bank_ref text,
  because text not null check (because in ('debit', 'returned', 'not-nok', 'not-booked', 'zero-amount', 'no-reference', 'no-day')),
  amount_ore bigint,                         -- of a debit or what came back of one; negative: money out
  booked_on date,
  end_to_end_id text,                        -- what we called a payment of ours
  unique (file_id, record_number),
  check ((because in ('debit', 'returned')) = (amount_ore is not null and booked_on is not null and bank_ref is not null))
);
create unique index bank_movement_once on bank_movement (bank_ref) where because in ('debit', 'returned');
grant select, insert on bank_movement to brikke_batch;

create or replace view audit.rejected_record as
  select id, file_id * 2 as file_id, line_number, reason, null::bigint as amount_ore from rejected_line
  union all
  select -id, file_id * 2 + 1, record_number, because, amount_ore from bank_movement;

-- Which payers let their bank pay our claims. The KID says nothing of the customer: which one it is we keep ourselves,
-- from the invoice whose KID the payer gave the mandate by.
create table mandate_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  transmission_number text not null,
  declared_count bigint not null,
  received_at timestamptz not null
);
grant select, insert on mandate_file to brikke_batch;

create table mandate (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  kid text not null,
  party_id bigint references party,
  agreement_id bigint references agreement,  -- null: no invoice of this issuer's has the KID
  wants_notice boolean not null,
  file_id bigint not null references mandate_file,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  unique (issuer_id, kid),
  check ((party_id is null) = (agreement_id is null))
);
create index mandate_by_agreement on mandate (agreement_id) where withdrawn_at is null;
grant select, insert, update (wants_notice, file_id, given_at, withdrawn_at, party_id, agreement_id) on mandate to brikke_batch;

-- Kept as it was made, so that a crash between here and the bank sends the same again.
create table claim_transmission (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  kind text not null check (kind in ('claims', 'deletions')),
  assignment_number bigint not null check (assignment_number between 1 and 9999999),
  content bytea not null,
  claim_count bigint not null check (claim_count > 0),
  sum_ore bigint not null,
  made_at timestamptz not null,
  made_on date not null,
  free_again_on date not null,               -- a year and a day later: until then the number is nobody else's
  sent_at timestamptz,
  exclude using gist (issuer_id with =, assignment_number with =, daterange(made_on, free_again_on) with &&)
);
create index claim_transmission_unsent on claim_transmission (id) where sent_at is null;
grant select, insert, update (sent_at) on claim_transmission to brikke_batch;

create table claim (
  id bigint generated always as identity primary key,
  invoice_id bigint not null unique references invoice,   -- never two claims for one invoice
  mandate_id bigint not null references mandate,
  transmission_id bigint not null references claim_transmission,
  item_number bigint not null check (item_number > 0),
  due_on date not null,
  amount_ore bigint not null check (amount_ore > 0),
  kid text not null,
  payer_name text not null,
  reference text not null,
  deletion_id bigint references claim_transmission,
  unique (transmission_id, item_number)
);
create index claim_live on claim (due_on) where deletion_id is null;
grant select, insert, update (deletion_id) on claim to brikke_batch;
