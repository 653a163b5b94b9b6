-- Why: that a trip waits for its posting day is told by its row here alone (0073), and its holder is told so too.
grant select on ferry_trip_received to brikke_app;
alter table ferry_trip_received enable row level security;
alter table ferry_trip_received force row level security;
create policy own_rows on ferry_trip_received for select to brikke_app
  using (exists (select from ferry_account a where a.agreement_id = ferry_trip_received.agreement_id and visible_party(a.party_id)));
