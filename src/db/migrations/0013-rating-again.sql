-- Why: prices that depend on a stretch's other passages: where rating may go on, who is exempt, which foreign M1 is documented.

-- After a batch each stretch has one row per Oslo month: an instant at which nothing was open, and what its caps had
-- counted by then and at the end. Derived: rating from the stretch's first passage gives the same. The key begins with
-- what a worker has in hand, and holds the distribution key.
create table rating_checkpoint (
  vehicle_id bigint not null,
  party_id bigint not null,
  agreement_id bigint not null,              -- 0: the owner's stretch
  month_on date not null,
  rated_to timestamptz not null,             -- the last passage it knows of
  resume_at timestamptz not null,            -- no hour window and no pair was open just before this passage
  open_until timestamptz not null,           -- from later than this on, nothing rated can change
  counts_before text not null,               -- paid passages by cap key, just before resume_at: `key=number`, by tabs
  counts_after text not null,                -- and after rated_to
  primary key (vehicle_id, party_id, agreement_id, month_on)
) with (fillfactor = 70);
grant select, insert, update, delete on rating_checkpoint to brikke_batch;
grant select on rating_checkpoint to brikke_app;
alter table rating_checkpoint enable row level security;
alter table rating_checkpoint force row level security;
create policy own_rows on rating_checkpoint for select to brikke_app using (visible_party(party_id));

-- Terms 5.9: what rating goes on from where the passages are erased. Keyed digests; nothing tells a place, a day or a plate.
create table erased_memory (
  party_id bigint not null,
  digest text not null,
  offset_ms int,                             -- a window: how far into its five minutes it was opened
  opener_id bigint,
  paid_ore bigint,
  counted int,                               -- a cap: how many are paid
  expires_on date not null,
  primary key (party_id, digest),
  check ((counted is null) = (offset_ms is not null))
);
create index erased_memory_expires on erased_memory (expires_on);
grant select, insert, update, delete on erased_memory to brikke_batch;

-- Granted by application to a vehicle with its tag; after a change of tag it has lapsed (terms: fritak).
create table exemption (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  agreement_id bigint not null references agreement,
  vehicle_id bigint not null references vehicle,
  tag_id bigint not null references tag,
  kind text not null check (kind in ('emergency', 'scheduled-bus', 'disabled-permit')),
  charger_id smallint not null references company,   -- the company that decided; it holds in every ring
  decided_at timestamptz not null,
  -- From the day after the decision, never earlier.
  valid tstzrange not null check (lower(valid) > decided_at),
  exclude using gist (vehicle_id with =, kind with =, valid with &&)
);
create index exemption_by_vehicle on exemption (vehicle_id);
grant select, insert, update on exemption to brikke_batch;
grant select on exemption to brikke_app;
alter table exemption enable row level security;
alter table exemption force row level security;
create policy own_rows on exemption for select to brikke_app using (visible_party(party_id));

alter table vehicle add category_documented boolean not null default false;

-- The invoice run looks charges up by their customer, where the primary key begins.
drop index charge_by_agreement;

-- What is booked once is the key; a surrogate beside it would be one index more on the largest table.
alter table posting drop constraint posting_pkey;
alter table posting drop constraint posting_party_id_kind_ref_id_month_on_key;
alter table posting add primary key (party_id, kind, ref_id, month_on);

-- Written by the million and read one at a time: kept as it was written, which costs half of what jsonb does.
alter table charge alter because type json using because::json;

-- Due, but not before an instant: plate-only passages wait some days at some chargers. Moved into due when ripe.
create table due_later (
  kind text not null,
  key text not null,
  from_at timestamptz not null,
  not_before timestamptz not null,
  primary key (kind, key, from_at, not_before)
);
create index due_later_ripe on due_later (not_before);
grant select, insert, delete on due_later to brikke_batch;

-- Everything rated so far gets its checkpoints.
insert into due (kind, slot, key, from_at)
select 'rate', abs(hashtext(vehicle_id::text) % (select count(*) from due_slot where kind = 'rate')), vehicle_id::text, min(passed_at)
from passage where vehicle_id is not null group by vehicle_id;
