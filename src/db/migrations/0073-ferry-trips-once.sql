-- Why: a trip that is posted was written twice, once to say that it waits and once that it waits no more. That it waits is told
-- by its row in ferry_trip_received alone: «received» is a trip of an account, posted unless it waits.
update ferry_trip set state = 'received' where state = 'posted';
alter table ferry_trip
  drop constraint ferry_trip_state_check,
  add constraint ferry_trip_state_check check (state in ('received', 'duplicate', 'superseded', 'cancelled', 'no-account', 'queued', 'rejected')),
  reset (fillfactor);
