-- Why: a vehicle that was due five times, once for each file of a day, was rated up to five times. What is due is now
-- taken key by key, all of a key at once, from where the slot's last worker ended; no slot waits behind another.
alter table due drop constraint due_pkey;
alter table due add primary key (kind, slot, key, id);
create sequence due_turn as bigint;
alter table due_slot add column last_key text not null default '';  -- the last key that was taken
alter table due_slot add column turn bigint not null default 0;     -- when that was, among all takings
grant usage on sequence due_turn to brikke_batch;
