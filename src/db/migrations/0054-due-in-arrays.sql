-- Why: a day's files make every vehicle due some times over, and a row for each cost more to write and to take away than what it
-- said. What is noted at once is now one row for each part of a slot, with the keys in an array. All rows of a key are in one slot,
-- and in one part of it; what is taken is whole parts.
alter table due rename to due_before;
create table due (
  id bigint generated always as identity,     -- the oldest is taken first
  kind text not null,
  slot smallint not null,
  part smallint not null,
  keys text[] not null,
  from_at timestamptz[] not null,             -- of each key
  primary key (kind, slot, part, id),
  check (cardinality(keys) > 0 and cardinality(keys) = cardinality(from_at))
);
-- Short-lived: compressing them costs more than the room they take.
alter table due alter keys set storage external, alter from_at set storage external;
grant select, insert, delete on due to brikke_batch;
grant insert on due to brikke_app;

alter table due_slot drop column last_key, add column last_part smallint not null default -1;  -- the last part that was taken

insert into due (kind, slot, part, keys, from_at)
select d.kind, d.slot, substring(d.key from '\d+$')::bigint / 64 / s.slots % 64, array_agg(d.key), array_agg(d.from_at)
from due_before d join (select kind, count(*) as slots from due_slot group by kind) s on s.kind = d.kind
group by 1, 2, 3;
drop table due_before;

-- What is due, key by key, for those who look.
create view due_key as
  select d.kind, d.slot, d.part, k.key, k.from_at from due d cross join unnest(d.keys, d.from_at) as k (key, from_at);
grant select on due_key to brikke_batch;
