-- Why: a passage that can hardly be true, and an agreement that costs far more than it used to, wait for somebody to look.

-- data/suspicion.json as loaded: whoever rates, explains or previews goes by the same limits.
create table suspicion_limits (
  from_on date primary key,
  source text not null,
  value jsonb not null,
  loaded_at timestamptz not null
);
grant select, insert, update, delete on suspicion_limits to brikke_batch;
grant select on suspicion_limits to brikke_app;

-- One that is no longer suspicious, and not decided, goes. What is decided stays decided.
create table passage_hold (
  party_id bigint not null,
  passage_id bigint not null,
  month_on date not null,
  vehicle_id bigint not null,
  reason text not null check (reason in ('same-plate-twice', 'impossible-travel-time', 'after-reported-sale')),
  held_at timestamptz not null,
  state text not null check (state in ('held', 'released', 'rejected')),
  decided_by text,
  decided_because text check (decided_because <> ''),
  decided_at timestamptz,
  primary key (party_id, passage_id, month_on),
  check ((state = 'held') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_because is null) = (decided_at is null))
);
create index passage_hold_open on passage_hold (held_at) where state = 'held';
create index passage_hold_decided on passage_hold (vehicle_id) where state <> 'held';
grant select, insert, update, delete on passage_hold to brikke_batch;

-- Why agreement.parked_because is set. A release holds for its month and reason.
create table agreement_hold (
  party_id bigint not null,
  agreement_id bigint not null,
  month_on date not null,
  reason text not null check (reason in ('passage-storm', 'price-jump')),
  measured bigint not null,                  -- passages of a vehicle in an hour or a day; øre of the month
  limit_was bigint not null,                 -- what it went beyond
  held_at timestamptz not null,
  state text not null check (state in ('held', 'released')),
  decided_by text,
  decided_because text check (decided_because <> ''),
  decided_at timestamptz,
  primary key (party_id, agreement_id, month_on, reason),
  check ((state = 'held') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_because is null) = (decided_at is null))
);
create index agreement_hold_open on agreement_hold (agreement_id) where state = 'held';
grant select, insert, update, delete on agreement_hold to brikke_batch;

alter table uncharged_passage
  drop constraint uncharged_passage_state_check,
  drop constraint uncharged_passage_reason_check,
  add check (state in ('free', 'held', 'rejected')),
  add check (reason in ('exempt-vehicle-type', 'lane-does-not-charge', 'no-tariff', 'unknown-vehicle', 'same-plate-twice',
                        'impossible-travel-time', 'after-reported-sale', 'rejected-by-staff')),
  add check ((state = 'rejected') = (reason = 'rejected-by-staff'));
