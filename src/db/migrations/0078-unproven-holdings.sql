-- Why: anybody may put any plate on an agreement. Who is not shown to own the vehicle pays for its passages, and does not
-- learn from them where somebody else drives (docs/decisions/035).
create table unproven_holding (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  vehicle_id bigint not null references vehicle,
  -- another: the register names somebody else. unknown: it names nobody. unasked: it was silent, and is asked again.
  owner text not null check (owner in ('another', 'unknown', 'unasked')),
  from_at timestamptz not null,
  to_at timestamptz check (to_at >= from_at)
);
create unique index unproven_holding_open on unproven_holding (vehicle_id, party_id) where to_at is null;
create index unproven_holding_by_vehicle on unproven_holding (vehicle_id, party_id, from_at);
create index unproven_holding_to_ask on unproven_holding (id) where owner = 'unasked' and to_at is null;

grant select, insert, update (owner, to_at) on unproven_holding to brikke_batch;
grant select, insert (party_id, vehicle_id, owner, from_at), update (owner, to_at) on unproven_holding to brikke_app;
alter table unproven_holding enable row level security;
alter table unproven_holding force row level security;
create policy own_rows on unproven_holding for select to brikke_app using (visible_party(party_id));
create policy own_new on unproven_holding for insert to brikke_app with check (visible_party(party_id));
create policy own_change on unproven_holding for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- Inlined where it is asked: as whoever asks, and so of their own rows only.
create function place_is_hidden(of_party bigint, of_vehicle bigint, read text, at timestamptz) returns boolean
language sql stable as $$
  select read = 'plate' and exists (select from unproven_holding h
                                    where h.vehicle_id = of_vehicle and h.party_id = of_party
                                      and h.from_at <= at and at < coalesce(h.to_at, 'infinity'))
$$;
