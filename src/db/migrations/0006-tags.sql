-- Why: vehicles, tags, and which tag sits in which vehicle under which agreement, and when.
create table vehicle (
  id bigint generated always as identity primary key,
  country text not null,
  plate text not null,                       -- canonical
  -- As the vehicle register has it; null where it is not known (foreign, or not asked yet).
  category text,                             -- M1, N1, N2, L3e …
  total_weight_kg int,
  energy text check (energy in ('petrol', 'diesel', 'plugin-hybrid', 'electric', 'hydrogen', 'gas', 'other')),
  euro_class int,
  make text,
  model text,
  asked_at timestamptz,
  unique (country, plate)
);
grant select, insert, update on vehicle to brikke_batch;
grant select on vehicle to brikke_app;

create table tag (
  id bigint generated always as identity primary key,
  tag_number text not null unique,
  issuer_id smallint not null references company,
  kind text not null check (kind in ('light', 'heavy')),
  state text not null check (state in ('ordered', 'shipped', 'active', 'waiting', 'settled', 'lost', 'stolen', 'damaged', 'returned'))
);
grant select, insert, update on tag to brikke_batch;
grant select on tag to brikke_app;

-- A vehicle under an agreement, from when to when, with its tag or (not mounted yet) without.
create table tag_assignment (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references agreement,
  party_id bigint not null,
  vehicle_id bigint not null references vehicle,
  tag_id bigint references tag,
  valid tstzrange not null check (not isempty(valid)),
  portfolio_ref text unique,
  -- One tag in one vehicle, one vehicle under one agreement, at a time (I16).
  constraint one_vehicle_per_tag exclude using gist (tag_id with =, valid with &&) where (tag_id is not null),
  constraint one_agreement_per_vehicle exclude using gist (vehicle_id with =, valid with &&)
);
create index tag_assignment_by_agreement on tag_assignment (agreement_id);
-- The exclusion constraints' indexes answer one tag or vehicle well, but not twenty thousand at once.
create index tag_assignment_by_tag on tag_assignment (tag_id);
create index tag_assignment_by_vehicle on tag_assignment (vehicle_id);
grant select, insert, update on tag_assignment to brikke_batch;
grant select on tag_assignment to brikke_app;
alter table tag_assignment enable row level security;
alter table tag_assignment force row level security;
create policy own_rows on tag_assignment for select to brikke_app using (visible_party(party_id));

create view audit.tag_assignment as
  select a.id, t.tag_number as tag_id, v.country || ' ' || v.plate as plate, a.agreement_id, a.valid
  from tag_assignment a join vehicle v on v.id = a.vehicle_id left join tag t on t.id = a.tag_id;
