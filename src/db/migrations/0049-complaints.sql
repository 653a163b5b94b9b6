-- Why: a customer complains of passages (terms 6.3): a case and the lines it holds, until somebody has decided.
create table complaint (
  case_id bigint primary key,
  party_id bigint not null,
  ground text not null check (ground in ('not-mine', 'not-there', 'counted-twice', 'wrong-price', 'sold', 'other')),
  complained_at timestamptz not null,
  decision text check (decision in ('upheld', 'dismissed')),
  decided_by text,
  decided_because text check (decided_because <> ''),
  decided_at timestamptz,
  foreign key (case_id, party_id) references customer_case (id, party_id),
  unique (case_id, party_id),
  check (num_nulls(decision, decided_by, decided_because, decided_at) in (0, 4))
);
grant select, update (decision, decided_by, decided_because, decided_at) on complaint to brikke_batch;
grant select (case_id, party_id, ground, complained_at, decision, decided_at),
      insert (case_id, party_id, ground, complained_at) on complaint to brikke_app;
alter table complaint enable row level security;
alter table complaint force row level security;
create policy own_rows on complaint for select to brikke_app using (visible_party(party_id));
create policy own_new on complaint for insert to brikke_app with check (visible_party(party_id));

create table complained_passage (
  id bigint generated always as identity primary key,
  case_id bigint not null,
  party_id bigint not null,
  passage_id bigint not null,
  month_on date not null,
  invoice_id bigint references invoice,      -- that shows it; null: none does yet
  complain_by date,                          -- the last day of the time to complain; null: it had not begun, or is not known
  late boolean not null,
  complained_at timestamptz not null,
  decided_at timestamptz,
  foreign key (case_id, party_id) references complaint (case_id, party_id),
  unique (case_id, passage_id)
);
-- A passage is complained of once at a time.
create unique index complained_passage_open on complained_passage (party_id, passage_id) where decided_at is null;
create index complained_passage_of_invoice on complained_passage (invoice_id) where decided_at is null;
grant select, update (invoice_id, decided_at) on complained_passage to brikke_batch;
grant select, insert on complained_passage to brikke_app;
alter table complained_passage enable row level security;
alter table complained_passage force row level security;
create policy own_rows on complained_passage for select to brikke_app using (visible_party(party_id));
create policy own_new on complained_passage for insert to brikke_app
  with check (visible_party(party_id) and decided_at is null and (invoice_id is null or exists (
    select from invoice i where i.id = invoice_id and i.party_id = complained_passage.party_id)));

-- A complaint holds the claim at once, in the customer's own name; a page holds for no other reason, and releases nothing.
grant select (id, invoice_id, party_id, reason, held_at, released_at),
      insert (invoice_id, party_id, reason, because, held_by, held_at) on claim_hold to brikke_app;
alter table claim_hold enable row level security;
alter table claim_hold force row level security;
create policy own_rows on claim_hold for select to brikke_app using (visible_party(party_id));
create policy own_disputes on claim_hold for insert to brikke_app
  with check (visible_party(party_id) and reason = 'dispute' and held_by = 'customer' and released_at is null and exists (
    select from invoice i where i.id = invoice_id and i.party_id = claim_hold.party_id));

-- An accepted complaint: the passage is not charged, whatever it looked like.
alter table passage_hold
  drop constraint passage_hold_reason_check,
  add constraint passage_hold_reason_check
    check (reason in ('same-plate-twice', 'impossible-travel-time', 'after-reported-sale', 'complaint')),
  add check (reason <> 'complaint' or state = 'rejected');

create view audit.dispute as
  select id, invoice_id, complained_at as opened_at, decided_at as closed_at from complained_passage where invoice_id is not null;
grant select on audit.dispute to brikke_auditor, brikke_batch;
