-- Why: holders see on their pages which of their trips wait to be posted; and a ferry trip that is charged says on its invoice where and when it was, and with which vehicle, as a passage does.
-- Of all else they are null.
alter table charge add column leg_name text, add column departs_at timestamptz, add column plate text;

grant select on ferry_trip_received to brikke_app;
alter table ferry_trip_received enable row level security;
alter table ferry_trip_received force row level security;
create policy own_rows on ferry_trip_received for select to brikke_app using (exists (
  select from ferry_account a where a.agreement_id = ferry_trip_received.agreement_id and visible_party(a.party_id)));
