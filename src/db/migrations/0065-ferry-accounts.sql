-- Why: AutoPASS for ferry: an account that is paid ahead, what is drawn from it, and the trips that ferry companies deliver.
alter table agreement
  drop constraint agreement_kind_check,
  add constraint agreement_kind_check check (kind in ('main', 'supplementary', 'ferry'));

-- Who keeps ferry accounts issues no toll agreements, and no tags.
alter table company add column ferry_accounts boolean not null default false;

-- A trip that is drawn from no account is a charge as any other: its fare, and its toll part, which has no VAT.
alter table charge
  drop constraint charge_kind_check,
  add constraint charge_kind_check check (kind in ('toll', 'deposit', 'fee', 'interest', 'correction', 'prepayment', 'ferry-fare', 'ferry-toll'));

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off', 'credit-used', 'credit-used-undone',
    'bulk-payment', 'bulk-payment-fee', 'collected-abroad', 'charger-payout', 'charger-payout-returned', 'ferry-trip', 'ferry-card')),
  drop constraint posting_from_account_check,
  add constraint posting_from_account_check check (from_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'collector-abroad', 'unallocated', 'deposit', 'prepaid', 'fee-income',
    'commission-income', 'payment-cost', 'vat-payable', 'refund-payable', 'write-off', 'ferry-payable')),
  drop constraint posting_to_account_check,
  add constraint posting_to_account_check check (to_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'collector-abroad', 'unallocated', 'deposit', 'prepaid', 'fee-income',
    'commission-income', 'payment-cost', 'vat-payable', 'refund-payable', 'write-off', 'ferry-payable'));

create table ferry_account (
  agreement_id bigint primary key references agreement,
  party_id bigint not null references party,
  kind text not null check (kind in ('private', 'organisation')),
  -- waiting: for the prepayment; lapsed: the discount is lost; blocked: less than nothing is left (terms 2.9)
  state text not null check (state in ('waiting', 'active', 'lapsed', 'blocked', 'ended')),
  agreed_ore bigint not null check (agreed_ore >= 0),      -- kept until the next refill is paid
  balance_ore bigint not null default 0,                   -- as the entries make it; verify derives it again
  entry_count int not null default 0 check (entry_count >= 0),
  opened_at timestamptz,                                   -- since the whole agreed amount has come in
  ended_at timestamptz,
  -- What is left is paid out then: trips of the last days come late.
  closes_at timestamptz,
  closed_at timestamptz,
  check (opened_at is not null or state in ('waiting', 'ended')),
  check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (closes_at is null)),
  check (closed_at is null or ended_at is not null)
);
create index ferry_account_by_party on ferry_account (party_id);
create index ferry_account_closing on ferry_account (closes_at) where closes_at is not null and closed_at is null;
grant select, insert, update (state, agreed_ore, balance_ore, entry_count, opened_at, ended_at, closes_at, closed_at) on ferry_account to brikke_batch;
grant select on ferry_account to brikke_app;
alter table ferry_account enable row level security;
alter table ferry_account force row level security;
create policy own_rows on ferry_account for select to brikke_app using (visible_party(party_id));

-- A vehicle of a ferry account: what it is measured against, and what it is known by beside its plate.
create table ferry_vehicle (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references ferry_account,
  party_id bigint not null references party,
  country text not null,
  plate text not null,                                     -- canonical
  length_cm int not null check (length_cm > 0),
  zero_emission boolean not null default false,
  tag_number text,
  tag_issuer text,                                         -- of a tag that is not in our stock: its issuer, as the customer says
  valid tstzrange not null check (not isempty(valid)),
  constraint one_ferry_account_per_vehicle exclude using gist (country with =, plate with =, valid with &&),
  constraint one_ferry_account_per_tag exclude using gist (tag_number with =, valid with &&) where (tag_number is not null)
);
create index ferry_vehicle_by_agreement on ferry_vehicle (agreement_id);
create index ferry_vehicle_by_plate on ferry_vehicle (plate);
create index ferry_vehicle_by_tag on ferry_vehicle (tag_number) where tag_number is not null;
grant select, insert, update (length_cm, zero_emission, tag_number, tag_issuer, valid) on ferry_vehicle to brikke_batch;
grant select on ferry_vehicle to brikke_app;
alter table ferry_vehicle enable row level security;
alter table ferry_vehicle force row level security;
create policy own_rows on ferry_vehicle for select to brikke_app using (visible_party(party_id));

-- Ordered; released and sent when the account has opened; blocked when it is lost.
create table ferry_card (
  id bigint generated always as identity primary key,
  card_number text not null unique,
  vehicle_id bigint not null references ferry_vehicle,
  agreement_id bigint not null references ferry_account,
  party_id bigint not null references party,
  state text not null check (state in ('ordered', 'released', 'blocked')),
  fee_ore bigint not null check (fee_ore >= 0),
  ordered_at timestamptz not null,
  released_at timestamptz,
  blocked_at timestamptz,
  check (state <> 'released' or released_at is not null),
  check ((state = 'blocked') = (blocked_at is not null))
);
create unique index one_card_per_vehicle on ferry_card (vehicle_id) where state <> 'blocked';
create index ferry_card_by_agreement on ferry_card (agreement_id);
grant select, insert, update (state, released_at, blocked_at) on ferry_card to brikke_batch;
grant select on ferry_card to brikke_app;
alter table ferry_card enable row level security;
alter table ferry_card force row level security;
create policy own_rows on ferry_card for select to brikke_app using (visible_party(party_id));
-- The number on the next card.
create sequence ferry_card_number start with 70000001;
grant usage on sequence ferry_card_number to brikke_batch;

-- What the customer was asked to pay ahead, by an invoice without a day to pay (terms 2.10).
create table ferry_prepayment (
  invoice_id bigint primary key references invoice,
  agreement_id bigint not null references ferry_account,
  party_id bigint not null references party,
  because text not null check (because in ('opening', 'refill', 'difference', 'top-up')),
  amount_ore bigint not null check (amount_ore > 0),
  agreed_ore bigint not null check (agreed_ore >= 0),      -- what is agreed from when this is paid
  asked_at timestamptz not null,
  settled_at timestamptz                                   -- all of it has been entered
);
create index ferry_prepayment_open on ferry_prepayment (agreement_id) where settled_at is null;
create index ferry_prepayment_by_agreement on ferry_prepayment (agreement_id);
grant select, insert, update (settled_at) on ferry_prepayment to brikke_batch;
grant select on ferry_prepayment to brikke_app;
alter table ferry_prepayment enable row level security;
alter table ferry_prepayment force row level security;
create policy own_rows on ferry_prepayment for select to brikke_app using (visible_party(party_id));

create table ferry_receipt_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  company_id smallint not null references company,
  file_number text not null,
  state text not null check (state in ('closed')),
  declared_count bigint not null,
  declared_sum_ore bigint not null,
  known_count bigint not null,                             -- receipts that another file had brought already
  received_at timestamptz not null,
  unique (company_id, file_number)
);
grant select, insert on ferry_receipt_file to brikke_batch;

create sequence ferry_trip_id increment by 1000;
grant usage on sequence ferry_trip_id to brikke_batch;

-- A version of a trip, as its ferry company delivered it.
create table ferry_trip (
  id bigint primary key,
  file_id bigint not null references ferry_receipt_file,
  company_id smallint not null,
  reference text not null,
  version smallint not null check (version > 0),
  leg text not null,
  departs_at timestamptz not null,
  registered_at timestamptz not null,
  length_cm int not null,
  class_seen text not null,
  towing_length_cm int,                                    -- of the vehicle that tows, alone
  tag_number text,
  card_number text,
  country text,
  plate text,
  signal text,
  adults smallint not null,
  children smallint not null,
  seniors smallint not null,
  cancelled boolean not null,
  full_ore bigint not null,                                -- full price, as the ferry company has it
  received_at timestamptz not null,
  -- Whose it is: null where no ferry account knows the vehicle.
  party_id bigint,
  agreement_id bigint,
  vehicle_id bigint,
  -- received: waits for the posting day; superseded: a later version counts; no-account: given back to the ferry company;
  -- queued: waits for a person, with a reason
  state text not null check (state in ('received', 'posted', 'duplicate', 'superseded', 'cancelled', 'no-account', 'queued', 'rejected')),
  reason text,
  unique (company_id, reference, version),
  check ((state in ('queued', 'rejected')) = (reason is not null)),
  check (num_nulls(party_id, agreement_id, vehicle_id) in (0, 3)),
  check (state <> 'received' or agreement_id is not null)
);
create index ferry_trip_received on ferry_trip (agreement_id) where state = 'received';
create index ferry_trip_by_departure on ferry_trip (vehicle_id, departs_at) where vehicle_id is not null;
create index ferry_trip_queued on ferry_trip (id) where state = 'queued';
create index ferry_trip_by_party on ferry_trip (party_id, id) where party_id is not null;
grant select, insert, update (leg, length_cm, class_seen, party_id, agreement_id, vehicle_id, state, reason) on ferry_trip to brikke_batch;
grant select on ferry_trip to brikke_app;
alter table ferry_trip enable row level security;
alter table ferry_trip force row level security;
create policy own_rows on ferry_trip for select to brikke_app using (visible_party(party_id));

create sequence ferry_entry_id increment by 1000;
grant usage on sequence ferry_entry_id to brikke_batch;

-- The account's statement, in the order in which it was posted. A trip that was paid elsewhere is listed with nothing drawn.
create table ferry_entry (
  id bigint not null,
  agreement_id bigint not null,
  party_id bigint not null,
  entry_number int not null,
  kind text not null check (kind in ('payment', 'payment-undone', 'card', 'trip', 'trip-credit', 'closing')),
  posted_on date not null,
  posted_at timestamptz not null,
  amount_ore bigint not null,                              -- what it does to the balance
  balance_ore bigint not null,                             -- after it
  allocation_id bigint,
  card_id bigint,
  charge_id bigint,                                        -- of a closing
  -- Of a trip, and of what takes one back:
  trip_id bigint,
  vehicle_id bigint,
  discount text check (discount in ('none', 'tag', 'private', 'organisation')),
  paid_by text check (paid_by in ('account', 'tag-issuer', 'other-issuer', 'invoice')),
  full_ore bigint,                                         -- full price: fare, persons and toll part
  full_toll_ore bigint,
  fare_ore bigint,                                         -- to pay: the vehicle and persons, VAT inside
  toll_ore bigint,
  vat_percent smallint,
  vat_ore bigint,
  because text,                                            -- the steps of the price, as JSON
  decided_on_ore bigint,                                   -- the balance that decided the discount; null: a former version did
  limit_ore bigint,                                        -- what it was held against
  fare_charge_id bigint,                                   -- of a trip that is charged: see charge
  toll_charge_id bigint,
  primary key (agreement_id, entry_number),
  check ((trip_id is not null) = (kind in ('trip', 'trip-credit'))),
  check (trip_id is null or num_nulls(vehicle_id, discount, paid_by, full_ore, full_toll_ore, fare_ore, toll_ore, vat_percent, vat_ore, because) = 0),
  check (kind <> 'trip' or amount_ore = case paid_by when 'account' then -(fare_ore + toll_ore) else 0 end),
  check (num_nulls(decided_on_ore, limit_ore) in (0, 2)),
  check ((allocation_id is not null) = (kind in ('payment', 'payment-undone'))),
  check ((card_id is not null) = (kind = 'card'))
);
-- A trip is drawn once, and taken back once; a payment is entered once; a card is paid once.
create unique index ferry_entry_of_trip on ferry_entry (trip_id, kind) where trip_id is not null;
create unique index ferry_entry_of_allocation on ferry_entry (allocation_id, kind) where allocation_id is not null;
create unique index ferry_entry_of_card on ferry_entry (card_id) where card_id is not null;
grant select, insert on ferry_entry to brikke_batch;
grant select on ferry_entry to brikke_app;
alter table ferry_entry enable row level security;
alter table ferry_entry force row level security;
create policy own_rows on ferry_entry for select to brikke_app using (visible_party(party_id));

-- A payment that the bank took back is looked for by every posting day.
create index allocation_undone on allocation (id) where undone_at is not null;

create or replace view audit.import_file as
  select id * 2 as id, 'passage' as kind, sha256, declared_count - correction_count as declared_count, null::bigint as declared_sum_ore, state from passage_file
  union all
  select id * 2 + 1, 'payment', sha256, declared_count, declared_sum_ore, state from payment_file
  union all
  select -id, 'receipt', sha256, declared_count, declared_sum_ore, state from ferry_receipt_file;
