-- Why: a fault of a station or a tariff is put right for everybody it struck as one operation: asked for, previewed, approved by another, booked.
create table correction (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('clock-error', 'as-if-tag-read', 'withdrawal', 'tariff', 're-rate')),
  project_code text,                         -- whose stations; null: one station
  station_id int references station,
  from_at timestamptz not null,              -- passages by what was recorded, from … to (outside)
  to_at timestamptz not null,
  shift_seconds int,                         -- clock error: what is added to `passed_at`
  tariff_content jsonb,                      -- tariff: the checked file that shall hold
  former_content jsonb,                      -- and the one it took the place of
  says_nb text not null,
  says_nn text not null,
  says_en text not null,
  undoes bigint references correction,
  requested_by text not null,
  requested_at timestamptz not null,
  previewed_at timestamptz,
  customers int,
  charged_ore bigint,                        -- what customers will pay more
  credited_ore bigint,                       -- what they will get back
  approved_by text,
  approved_at timestamptz,
  state text not null check (state in ('requested', 'approved', 'booked', 'rejected')),
  check (approved_by <> requested_by),
  check ((approved_by is null) = (approved_at is null)),
  check (state not in ('approved', 'booked') or (approved_by is not null and previewed_at is not null)),
  check ((project_code is null) <> (station_id is null)),
  check ((kind = 'clock-error') = (shift_seconds is not null)),
  check ((kind = 'tariff') = (tariff_content is not null)),
  check (from_at < to_at)
);
grant select, insert, update on correction to brikke_batch;
grant select (id, kind, says_nb, says_nn, says_en, state) on correction to brikke_app;

-- The passages it is about, and how far it has come: a worker that dies is followed by one that goes on from here.
create table correction_passage (
  correction_id bigint not null,
  party_id bigint not null,
  passage_id bigint not null,
  month_on date not null,
  vehicle_id bigint not null,
  passed_at timestamptz not null,
  new_party_id bigint,                       -- a clock error puts another row in its place
  new_passage_id bigint,
  new_month_on date,
  done boolean not null default false,
  primary key (party_id, correction_id, passage_id)
);
create index correction_passage_open on correction_passage (correction_id, vehicle_id) where not done;
create index correction_passage_new on correction_passage (new_party_id, new_passage_id) where new_passage_id is not null;
grant select, insert, update on correction_passage to brikke_batch;
grant select on correction_passage to brikke_app;
alter table correction_passage enable row level security;
alter table correction_passage force row level security;
create policy own_rows on correction_passage for select to brikke_app
  using (visible_party(party_id) or visible_party(new_party_id));

-- The twenty whom it concerns most.
create table correction_largest (
  correction_id bigint not null references correction,
  party_id bigint not null,
  amount_ore bigint not null,
  primary key (correction_id, party_id)
);
grant select, insert, delete on correction_largest to brikke_batch;
