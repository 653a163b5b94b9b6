-- Why: a ferry card is made ready and posted by the same office that posts tags. What was sent to it is kept, so that the same
-- goes again where nobody knows whether it came through; a card has been sent when the office says so.
create table ferry_card_file (
  id bigint generated always as identity primary key,
  content text not null,
  card_count int not null check (card_count > 0),
  made_at timestamptz not null,
  delivered_at timestamptz
);
create index ferry_card_file_undelivered on ferry_card_file (id) where delivered_at is null;
grant select, insert, update (delivered_at) on ferry_card_file to brikke_batch;
grant usage on sequence ferry_card_file_id_seq to brikke_batch;

alter table ferry_card
  add column file_id bigint references ferry_card_file,
  add column sent_at timestamptz,
  add check (file_id is null or released_at is not null),
  add check (sent_at is null or file_id is not null);
create index ferry_card_to_send on ferry_card (id) where file_id is null and state = 'released';
grant update (file_id, sent_at) on ferry_card to brikke_batch;
