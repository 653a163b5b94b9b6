-- Why: what is not paid is reminded, handed to a debt collector and, meanwhile, held back where there is a reason to.

-- A reminder is an invoice of its own. What was open on the one it replaces went over to it, and is asked for there only.
alter table invoice
  add replaced_by bigint unique references invoice,
  add carried_ore bigint not null default 0,
  add check (carried_ore >= 0 and allocated_ore + carried_ore <= greatest(total_ore, 0));
grant update (replaced_by, carried_ore) on invoice to brikke_batch;
create index invoice_unpaid on invoice (id) where state in ('sent', 'partly-paid') and kind <> 'credit-note' and due_on is not null;

-- The line that carries it over is no charge: the charges stand on the first invoice.
alter table invoice_line
  alter column charge_id drop not null,
  add check ((charge_id is null) = (kind = 'reminded'));

-- A claim is named by its first invoice, whatever reminders follow it.
create table dunning_step (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice,              -- the claim: its first invoice
  party_id bigint not null,
  step text not null check (step in ('reminder', 'collection')),
  step_number smallint not null check (step_number > 0),      -- the law allows two reminders
  reminded_id bigint not null references invoice,             -- whose day had passed
  reminder_id bigint references invoice,                      -- the invoice that was made
  earliest_on date not null,                                  -- the ladder's day
  taken_on date not null,
  sent_at timestamptz not null,
  deadline_at timestamptz not null,                           -- reminder: the notice's end; collection: when it had run out
  unique (invoice_id, step, step_number),
  unique (reminded_id, step),
  unique (reminder_id),
  check ((step = 'reminder') = (reminder_id is not null)),
  check (taken_on >= earliest_on)
);
grant select, insert on dunning_step to brikke_batch;

-- Stops: nothing follows while one is open.
create table claim_hold (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice,              -- the claim: its first invoice
  party_id bigint not null,
  reason text not null check (reason in ('dispute', 'death', 'bankruptcy', 'unopened-channel', 'our-fault')),
  because text not null check (because <> ''),
  held_by text not null,
  held_at timestamptz not null,
  released_because text check (released_because <> ''),
  released_by text,
  released_at timestamptz,
  check ((released_at is null) = (released_because is null) and (released_at is null) = (released_by is null))
);
create unique index claim_hold_open on claim_hold (invoice_id) where released_at is null;
grant select, insert, update (released_because, released_by, released_at) on claim_hold to brikke_batch;

-- A file to the debt collector: kept as it was made, so that a crash between here and there sends the same again.
create table collection_file (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  file_number bigint not null,
  content text not null,
  row_count bigint not null,
  sum_ore bigint not null,
  made_at timestamptz not null,
  delivered_at timestamptz,
  unique (issuer_id, file_number)
);
grant select, insert, update (delivered_at) on collection_file to brikke_batch;

create table collection_claim (
  id bigint generated always as identity primary key,
  invoice_id bigint not null unique references invoice,       -- the claim: its first invoice
  reminder_id bigint not null unique references invoice,      -- the invoice that is collected
  party_id bigint not null,
  agreement_id bigint not null,
  issuer_id smallint not null references company,
  amount_ore bigint not null check (amount_ore > 0),          -- open when it was handed over
  handed_at timestamptz not null,
  state text not null check (state in ('in-collection', 'part-paid', 'paid', 'withdrawn')),
  paid_to_collector_ore bigint not null default 0 check (paid_to_collector_ore >= 0),
  closed_at timestamptz,
  closed_by text check (closed_by in ('collector', 'issuer')),
  file_id bigint references collection_file,                  -- told to the collector
  closed_file_id bigint references collection_file,           -- told that it is over
  check ((state in ('paid', 'withdrawn')) = (closed_at is not null)),
  check ((closed_at is null) = (closed_by is null))
);
create index collection_claim_open on collection_claim (agreement_id) where closed_at is null;
create index collection_claim_untold on collection_claim (issuer_id) where file_id is null;
grant select, insert, update (state, paid_to_collector_ore, closed_at, closed_by, file_id, closed_file_id)
  on collection_claim to brikke_batch;

-- What the collector says, each file once.
create table collection_status_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  issuer_id smallint not null references company,
  row_count bigint not null,
  received_at timestamptz not null
);
grant select, insert on collection_status_file to brikke_batch;

create view audit.dunning_step as select id, invoice_id, step, sent_at, deadline_at from dunning_step;
grant select on audit.dunning_step to brikke_auditor, brikke_batch;
