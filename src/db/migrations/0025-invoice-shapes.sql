-- Why: an organisation chooses how its invoices are parted; a new tag has a deposit; owners abroad are collected from by another.
alter table agreement
  add invoiced_per text not null default 'agreement' check (invoiced_per in ('agreement', 'vehicle', 'cost-centre'));
-- Of which part of an agreement an invoice is.
alter table invoice add cost_centre text, add plate text;

-- Where the holder keeps the costs of a vehicle, and from when to when; also what its accounts ask an invoice to be marked with.
create table cost_centre (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references agreement,
  party_id bigint not null references party,
  vehicle_id bigint not null references vehicle,
  cost_centre text not null check (cost_centre <> ''),
  reference text check (reference <> ''),
  valid tstzrange not null check (not isempty(valid)),
  exclude using gist (agreement_id with =, vehicle_id with =, valid with &&)
);
grant select, insert, update, delete on cost_centre to brikke_batch;
grant select on cost_centre to brikke_app;
alter table cost_centre enable row level security;
alter table cost_centre force row level security;
create policy own_rows on cost_centre for select to brikke_app using (visible_party(party_id));

-- Terms 1.4: asked for when a tag is handed out, and how the holding of it ended.
create table tag_deposit (
  id bigint generated always as identity primary key,
  tag_id bigint not null references tag,
  agreement_id bigint not null references agreement,
  party_id bigint not null references party,
  amount_ore bigint not null check (amount_ore > 0),
  asked_at timestamptz not null,
  ended_because text check (ended_because in ('returned', 'lost', 'damaged')),
  ended_at timestamptz,
  returned_ore bigint check (returned_ore between 0 and amount_ore),  -- what of it is the customer's again
  check (num_nulls(ended_because, ended_at, returned_ore) in (0, 3)),
  check (ended_because is null or ended_because = 'returned' or returned_ore = 0)
);
create unique index one_held_deposit_per_tag on tag_deposit (tag_id) where ended_at is null;
create index tag_deposit_by_agreement on tag_deposit (agreement_id);
grant select, insert, update (ended_because, ended_at, returned_ore) on tag_deposit to brikke_batch;
grant select on tag_deposit to brikke_app;
alter table tag_deposit enable row level security;
alter table tag_deposit force row level security;
create policy own_rows on tag_deposit for select to brikke_app using (visible_party(party_id));

-- A deposit is charged once, and its end is booked once.
create table deposit_charge (
  deposit_id bigint primary key references tag_deposit,
  party_id bigint not null,
  charge_id bigint not null unique,
  month_on date not null,
  ended_at timestamptz                       -- its end is in the books
);
grant select, insert, update (ended_at) on deposit_charge to brikke_batch;

-- `deposit`: a tag's deposit is asked for or has ended; the key is the deposit.
insert into due_slot (kind, slot) values ('deposit', 0), ('deposit', 1);

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off'));

-- What owners abroad are charged is collected for the toll charger by another. A file is kept as it was made.
create table foreign_owner_file (
  id bigint generated always as identity primary key,
  charger_id smallint not null references company,
  file_number bigint not null,
  content text not null,
  row_count bigint not null,
  sum_ore bigint not null,
  made_at timestamptz not null,
  delivered_at timestamptz,
  unique (charger_id, file_number)
);
grant select, insert, update (delivered_at) on foreign_owner_file to brikke_batch;

-- A charge stands in one file, and then on no invoice.
create table foreign_owner_charge (
  charge_id bigint primary key,
  party_id bigint not null,
  file_id bigint not null references foreign_owner_file,
  amount_ore bigint not null
);
create index foreign_owner_charge_by_file on foreign_owner_charge (file_id);
grant select, insert on foreign_owner_charge to brikke_batch;
