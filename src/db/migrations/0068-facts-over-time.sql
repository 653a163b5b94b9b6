-- Why: what is known of a vehicle changes (re-plated weight, another fuel, documents), and a passage is priced by what held when it passed.
create table vehicle_facts_before (
  vehicle_id bigint not null references vehicle,
  until_at timestamptz not null,             -- the first instant at which they were others
  category text,
  total_weight_kg int,
  energy text,
  euro_class int,
  category_documented boolean not null,
  documented_by text,                        -- who took the documents for what came after; null: the register said so
  primary key (vehicle_id, until_at)
);
grant select, insert on vehicle_facts_before to brikke_batch;
grant select on vehicle_facts_before to brikke_app;

-- The register is asked again with time.
create index vehicle_by_asked on vehicle (asked_at nulls first);
