-- Why: a customer pays an invoice in Vipps. It is asked for by a page, captured and booked by the worker; what Vipps
-- tells us by itself is only a reason to look.

create table vipps_payment (
  id bigint generated always as identity primary key,
  reference text not null unique check (reference ~ '^[A-Za-z0-9-]{8,50}$'),
  invoice_id bigint not null references invoice,
  party_id bigint not null,
  issuer_id smallint not null references company,
  amount_ore bigint not null check (amount_ore > 0),
  -- The key of the form that was sent, and of the question to Vipps: the form sent twice is one payment.
  idempotency_key text not null unique check (length(idempotency_key) between 8 and 50),
  state text not null default 'created'
    check (state in ('created', 'authorized', 'captured', 'aborted', 'expired', 'terminated', 'refunded')),
  redirect_url text,                         -- null until Vipps has said that it knows the payment
  -- Decided before it is asked for: asked again after a crash, it is the same question.
  capture_ore bigint check (capture_ore > 0 and capture_ore <= amount_ore),
  -- What of it is booked.
  captured_ore bigint not null default 0 check (captured_ore between 0 and amount_ore),
  refunded_ore bigint not null default 0 check (refunded_ore between 0 and captured_ore),
  created_at timestamptz not null,
  look_at timestamptz,                       -- when Vipps is asked next; null: nothing more is expected
  looks int not null default 0,
  check ((state in ('captured', 'refunded')) = (captured_ore > 0))
);
-- Two pages of one invoice are one payment.
create unique index one_live_vipps_payment on vipps_payment (invoice_id) where state in ('created', 'authorized');
create index vipps_payment_due on vipps_payment (look_at) where look_at is not null;
create index vipps_payment_by_party on vipps_payment (party_id);
grant select, insert, update (state, capture_ore, captured_ore, refunded_ore, look_at, looks) on vipps_payment to brikke_batch;
-- A page asks for a payment and for a look at it; what became of it is the worker's to say.
grant select, insert (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, created_at, look_at),
      update (redirect_url, look_at) on vipps_payment to brikke_app;
alter table vipps_payment enable row level security;
alter table vipps_payment force row level security;
create policy own_rows on vipps_payment for select to brikke_app using (visible_party(party_id));
create policy own_invoice on vipps_payment for insert to brikke_app with check (
  visible_party(party_id)
  and exists (select from invoice i where i.id = invoice_id and i.party_id = vipps_payment.party_id
                                      and i.issuer_id = vipps_payment.issuer_id));
create policy own_asked on vipps_payment for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- Every message once, by its own key. Of what payment, is looked up when it is taken.
create table vipps_event (
  id bigint generated always as identity primary key,
  dedupe_key text not null unique,
  issuer_id smallint not null references company,
  reference text not null,
  happened text not null,
  amount_ore bigint not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  taken_at timestamptz
);
create index vipps_event_untaken on vipps_event (id) where taken_at is null;
grant select, insert, update (taken_at) on vipps_event to brikke_batch;
grant insert on vipps_event to brikke_app;

-- What each issuer's sales unit was registered with. The secret is told once, and kept sealed.
create table vipps_webhook (
  issuer_id smallint primary key references company,
  webhook_id text not null,
  url text not null,
  sealed_secret bytea not null,
  registered_at timestamptz not null
);
grant select, insert, update on vipps_webhook to brikke_batch;
grant select on vipps_webhook to brikke_app;

-- A payment comes from a record of a bank file, or through Vipps.
alter table payment
  alter file_id drop not null,
  alter record_number drop not null,
  add vipps_payment_id bigint references vipps_payment,
  add constraint payment_from_file_or_vipps check (
    (file_id is null) = (vipps_payment_id is not null) and (file_id is null) = (record_number is null));
create index payment_by_vipps on payment (vipps_payment_id) where vipps_payment_id is not null;

-- Min side shows what came in. The account it came from may be somebody else's, and is not shown.
create index payment_by_party on payment (party_id, paid_on) where party_id is not null;
grant select (id, issuer_id, kid, amount_ore, paid_on, state, party_id, vipps_payment_id) on payment to brikke_app;
alter table payment enable row level security;
alter table payment force row level security;
create policy own_rows on payment for select to brikke_app using (visible_party(party_id));

-- Captured, the money is ours and still with Vipps: on no bank account until it is paid out.
alter table posting
  drop constraint posting_from_account_check,
  drop constraint posting_to_account_check,
  add constraint posting_from_account_check check (from_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'unallocated', 'deposit', 'fee-income',
    'commission-income', 'vat-payable', 'refund-payable', 'write-off')),
  add constraint posting_to_account_check check (to_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'unallocated', 'deposit', 'fee-income',
    'commission-income', 'vat-payable', 'refund-payable', 'write-off'));
