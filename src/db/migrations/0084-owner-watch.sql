-- Why: a car is sold and nobody says so. What it passes is the seller's to pay until we are told (terms 2.8), but where and when
-- somebody else drives is not the seller's to see, whatever was read. So the register is asked now and then whether a
-- vehicle under an agreement has got another owner (docs/decisions/035).
create table owner_watch (
  vehicle_id bigint primary key references vehicle,
  -- Who owned it then is known to the register; nothing of it is kept here.
  asked_at timestamptz not null
);
create index owner_watch_by_time on owner_watch (asked_at);
grant select, insert, update, delete on owner_watch to brikke_batch;
-- A page puts a vehicle there, and reads nothing of it.
grant insert on owner_watch to brikke_app;

insert into owner_watch (vehicle_id, asked_at)
select a.vehicle_id, coalesce((select business_at + (now() - set_at) from business_clock), now())
from tag_assignment a where upper_inf(a.valid) group by a.vehicle_id;

-- sold: it has got another owner since, and is hidden whatever was read.
alter table unproven_holding
  drop constraint unproven_holding_owner_check,
  add constraint unproven_holding_owner_check check (owner in ('another', 'unknown', 'unasked', 'sold'));
create index unproven_holding_sold on unproven_holding (vehicle_id) where owner = 'sold';

create or replace function place_is_hidden(of_party bigint, of_vehicle bigint, read text, at timestamptz) returns boolean
language sql stable as $$
  select exists (select from unproven_holding h
                 where h.vehicle_id = of_vehicle and h.party_id = of_party
                   and h.from_at <= at and at < coalesce(h.to_at, 'infinity')
                   and (read = 'plate' or h.owner = 'sold'))
$$;
