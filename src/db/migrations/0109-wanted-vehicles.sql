-- Why: who has bought a vehicle that stands under the seller's agreement asks for it, and the one who has that agreement is told.
-- Who wanted what is kept no longer than that.
create table wanted_vehicle (
  id bigint generated always as identity primary key,
  vehicle_id bigint not null references vehicle,
  party_id bigint not null references party,               -- who asks for it
  asked_at timestamptz not null,
  unique (vehicle_id, party_id)
);
create index wanted_vehicle_by_party on wanted_vehicle (party_id);
grant select, update (asked_at), delete on wanted_vehicle to brikke_batch; -- without an update it may not be locked
grant insert (vehicle_id, party_id, asked_at) on wanted_vehicle to brikke_app;
alter table wanted_vehicle enable row level security;
alter table wanted_vehicle force row level security;
create policy own_new on wanted_vehicle for insert to brikke_app with check (visible_party(party_id));
