-- Why: receipts come by the hundred thousand. What waits for the posting day stands in a narrow table of its own, so that a
-- trip's state changes without its indexes, and no key is looked up for each row of a file.
alter table ferry_trip drop constraint ferry_trip_file_id_fkey;
drop index ferry_trip_by_party;
drop index ferry_trip_received;
drop index ferry_trip_queued;
create index ferry_trip_with_reason on ferry_trip (id) where reason is not null;
alter table ferry_trip set (fillfactor = 60);

create table ferry_trip_received (
  agreement_id bigint not null,
  trip_id bigint not null,
  received_at timestamptz not null,
  primary key (agreement_id, trip_id)
);
grant select, insert, delete on ferry_trip_received to brikke_batch;
insert into ferry_trip_received (agreement_id, trip_id, received_at)
select agreement_id, id, received_at from ferry_trip where state = 'received';
