-- Why: an address that a letter came back from may be right all the same; who says so, and why, is kept.
alter table missing_address
  add confirmed_by text,
  add confirmed_because text check (confirmed_because <> ''),
  add check ((confirmed_by is null) = (confirmed_because is null));
grant update (confirmed_by, confirmed_because) on missing_address to brikke_batch;
