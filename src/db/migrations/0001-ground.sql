-- Why: roles, months as partitions, and the two queues every folder writes to: outbox (the world) and due (downstream).
create extension if not exists btree_gist;

create schema audit;
grant usage on schema audit to brikke_auditor, brikke_batch;
grant usage on schema public to brikke_app, brikke_batch;

-- The parties a page may see rows of: set for one transaction by the page's code, empty otherwise.
create function visible_party(party_id bigint) returns boolean language sql stable as $$
  select party_id = any (string_to_array(nullif(current_setting('brikke.party_ids', true), ''), ',')::bigint[])
$$;

-- Large tables are parted by Oslo month. Batch may add the month it needs without owning the table.
-- Attached rather than created in place, so that readers of other months are not locked out.
create function ensure_month(month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  parent text;
  part text;
begin
  if extract(day from month) <> 1 then raise exception 'not the first of a month: %', month; end if;
  foreach parent in array array['passage', 'charge', 'posting'] loop
    part := parent || to_char(month, '_YYYY_MM');
    if to_regclass(part) is null then
      perform pg_advisory_xact_lock(7301003);
      -- Asked of the catalogue itself: the name look-up above may remember that there was none before the lock was ours.
      if not exists (select from pg_class where relname = part and relnamespace = 'public'::regnamespace) then
        execute format('create table %I (like %I including defaults including constraints)', part, parent);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                       parent, part, month, month + interval '1 month');
      end if;
    end if;
  end loop;
end $$;
revoke execute on function ensure_month(date) from public;
grant execute on function ensure_month(date) to brikke_batch;

-- What must be told to the world: written in the transaction that causes it, delivered at least once.
create table outbox (
  id bigint generated always as identity primary key,
  dedupe_key text not null unique,
  kind text not null check (kind in ('mail', 'sms', 'letter', 'passage-file-answer')),
  ref_id bigint,
  recipient text not null,
  subject text not null,
  body text not null,
  language text not null check (language in ('nb', 'nn', 'en')),
  written_at timestamptz not null,
  next_try_at timestamptz not null,
  tries int not null default 0,
  sent_at timestamptz,
  failed_because text
);
create index outbox_unsent on outbox (next_try_at) where sent_at is null;
grant select, insert, update on outbox to brikke_batch;
grant insert on outbox to brikke_app;

-- What must be done downstream: written by whoever causes it, without ever waiting for whoever does it. A worker claims
-- a slot, so that all rows of one key are one worker's, and deletes what it takes in the transaction that does the work.
create table due (
  id bigint generated always as identity,
  kind text not null,
  slot smallint not null,
  key text not null,
  from_at timestamptz not null,
  primary key (kind, slot, id)
);
grant select, insert, delete on due to brikke_batch;
grant insert on due to brikke_app;

create table due_slot (
  kind text not null,
  slot smallint not null,
  primary key (kind, slot)
);
insert into due_slot (kind, slot) select 'rate', generate_series(0, 15);
-- Locking a row asks for the right to update it; nothing in it ever changes.
grant select, update on due_slot to brikke_batch;

create view audit.outbox as select id, dedupe_key, kind, ref_id, sent_at from outbox;

-- A demo lives in a time of its own. No row: business time is the machine's.
create table business_clock (
  single boolean primary key default true check (single),
  business_at timestamptz not null,
  set_at timestamptz not null
);
grant select on business_clock to brikke_app;
grant select, insert, update on business_clock to brikke_batch;

-- The demo has lived its two months: the next start need not.
create table demo_seeded (single boolean primary key default true check (single));
grant select, insert on demo_seeded to brikke_batch;
