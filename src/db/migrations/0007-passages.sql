-- Why: passages as they were delivered, each exactly once, found to belong to an agreement or an owner, and answered.
create table station (
  id int generated always as identity primary key,
  charger_id smallint not null references company,
  code text not null,
  project_code text not null,
  name text not null,
  road text,
  latitude double precision,
  longitude double precision,
  nvdb_id bigint,
  source text not null,
  example boolean not null,
  unique (charger_id, code)
);
grant select, insert, update on station to brikke_batch;
grant select on station to brikke_app;

create table passage_file (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  charger_id smallint references company,    -- null: refused before its charger was known
  file_number text,
  sha256 text,
  -- receiving never outlives its transaction: a file is open when its frame has held to the last line.
  state text not null check (state in ('receiving', 'open', 'closed', 'refused')),
  declared_count bigint not null default 0,
  accepted_count bigint not null default 0,
  duplicate_count bigint not null default 0,
  rejected_count bigint not null default 0,
  correction_count bigint not null default 0,  -- of the accepted ones, C and W lines
  refused_because text,
  refused_at_line bigint,
  -- How far the lines are stored: a worker that dies is followed by one that goes on from here.
  next_chunk int not null default 0,
  received_at timestamptz not null,
  closed_at timestamptz,
  check (state <> 'refused' or refused_because is not null),
  check (state not in ('open', 'closed') or (charger_id is not null and sha256 is not null)),
  check (state <> 'closed' or accepted_count + duplicate_count + rejected_count = declared_count)
);
create index passage_file_open on passage_file (id) where state = 'open';
grant select, insert, update on passage_file to brikke_batch;
grant select, insert, update on passage_file to brikke_app;

-- The file as it came, sealed, until every line is answered; then only its hash, counts and answer remain.
create table passage_file_chunk (
  file_id bigint not null references passage_file,
  chunk_number int not null,
  first_line bigint not null,
  sealed bytea not null,
  primary key (file_id, chunk_number)
);
alter table passage_file_chunk alter column sealed set storage external;
grant select, insert, delete on passage_file_chunk to brikke_batch;
grant insert, delete, select (file_id) on passage_file_chunk to brikke_app;

create table passage_file_answer (
  file_id bigint not null references passage_file,
  chunk_number int not null,
  lines text not null,
  primary key (file_id, chunk_number)
);
grant select, insert on passage_file_answer to brikke_batch;
grant select on passage_file_answer to brikke_app;

create table rejected_line (
  id bigint generated always as identity primary key,
  file_id bigint not null references passage_file,
  line_number bigint not null,
  reason text not null,
  unique (file_id, line_number)
);
grant select, insert on rejected_line to brikke_batch;

create sequence passage_id increment by 1000;
grant usage on sequence passage_id to brikke_batch;

-- Charger and sequence are never used again. The digest is keyed: it tells the same content, and nothing of it.
create table passage_key (
  charger_id smallint not null,
  sequence bigint not null,
  content_digest text not null,
  passage_id bigint,                         -- null: the line was a correction
  file_id bigint not null,
  primary key (charger_id, sequence)
);
grant select, insert on passage_key to brikke_batch;

create table passage (
  id bigint not null,
  month_on date not null,                    -- Oslo month of the passage
  party_id bigint not null,
  agreement_id bigint,                       -- null: charged to the registered owner
  vehicle_id bigint,
  tag_id bigint,
  file_id bigint not null,
  charger_id smallint not null,
  sequence bigint not null,
  station_id int,
  lane text,
  passed_at timestamptz,
  read_by text check (read_by in ('tag', 'plate')),
  plate_certainty smallint,
  class_seen smallint check (class_seen in (1, 2)),
  picture_ref text,
  received_at timestamptz not null,
  erased boolean not null default false,
  -- Terms 5.9: what is erased is gone: no place, time, plate or tag.
  check (erased = (passed_at is null)),
  check (not erased or (vehicle_id is null and tag_id is null and station_id is null and lane is null and picture_ref is null)),
  primary key (party_id, id, month_on)
) partition by range (month_on);
create index passage_by_vehicle on passage (vehicle_id, passed_at);
grant select, insert, update on passage to brikke_batch;
grant select on passage to brikke_app;
alter table passage enable row level security;
alter table passage force row level security;
create policy own_rows on passage for select to brikke_app using (visible_party(party_id));

-- Accepted, but not yet anybody's: another issuer's tag, or an owner the register has not answered for.
create table passage_waiting (
  id bigint primary key,                     -- becomes the passage's id
  state text not null check (state in ('waiting-for-owner', 'other-issuer')),
  month_on date not null,
  vehicle_id bigint,
  tag_number text,
  file_id bigint not null,
  charger_id smallint not null,
  sequence bigint not null,
  station_id int not null,
  lane text not null,
  passed_at timestamptz not null,
  read_by text not null check (read_by in ('tag', 'plate')),
  plate_certainty smallint,
  class_seen smallint,
  picture_ref text,
  received_at timestamptz not null,
  next_try_at timestamptz,
  tries int not null default 0,
  check ((state = 'waiting-for-owner') = (next_try_at is not null))
);
create index passage_waiting_next on passage_waiting (next_try_at) where state = 'waiting-for-owner';
grant select, insert, update, delete on passage_waiting to brikke_batch;

-- C and W lines: stored and answered here; they take effect with re-rating. One whose line is unknown waits.
create table passage_correction (
  id bigint generated always as identity primary key,
  charger_id smallint not null,
  sequence bigint not null,
  corrects_sequence bigint not null,
  kind text not null check (kind in ('replacement', 'withdrawal')),
  state text not null check (state in ('received', 'waiting-for-line')),
  file_id bigint not null,
  sealed_line bytea not null,
  received_at timestamptz not null,
  unique (charger_id, sequence)
);
grant select, insert, update on passage_correction to brikke_batch;
