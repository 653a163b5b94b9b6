-- Why: a bank file that is refused holds money we do not know of: somebody is told, and nobody is reminded meanwhile.
create table refused_payment_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  name text not null,                        -- as the bank has it
  issuer_ids smallint[] check (cardinality(issuer_ids) > 0),  -- whose money it tells of; null: nobody can say
  because text not null check (because <> ''),
  detail text,
  state text not null check (state in ('refused', 'taken', 'set-aside')),
  refused_at timestamptz not null,           -- the first time
  settled_at timestamptz,
  staff_id bigint references staff_member,   -- who set it aside, or took that back
  decided_because text check (decided_because <> ''),
  check ((state = 'refused') = (settled_at is null)),
  check (state <> 'set-aside' or (staff_id is not null and decided_because is not null))
);
create index refused_payment_file_waiting on refused_payment_file (id) where state = 'refused';
grant select, insert on refused_payment_file to brikke_batch;
grant update (name, issuer_ids, because, detail, state, settled_at, staff_id, decided_because) on refused_payment_file to brikke_batch;
