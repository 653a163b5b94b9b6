-- Why: what comes of the date alone runs by itself: each job once a business day, however many workers there are, and
-- again when the one that did it died.
create table scheduled_run (
  job text not null check (job ~ '^[a-z]+(-[a-z]+)*$'),
  business_on date not null,
  started_at timestamptz not null,           -- of the last try
  finished_at timestamptz,
  tries integer not null default 1 check (tries > 0),
  try_again_at timestamptz,                  -- it failed
  outcome text,                              -- what it did, or why it failed
  primary key (job, business_on),
  check (finished_at is null or (try_again_at is null and outcome is not null))
);
grant select, insert, update (started_at, finished_at, tries, try_again_at, outcome) on scheduled_run to brikke_batch;
