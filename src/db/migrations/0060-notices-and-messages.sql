-- Why: customers choose what they are told of and how, and find again on Min side what was sent to them.
create table notice_choice (
  party_id bigint not null references party,
  event text not null check (event in ('invoice', 'low-balance', 'payment-failed', 'tag-not-read', 'unusual-charge')),
  channel text not null check (channel in ('e-mail', 'sms')),
  wanted boolean not null,
  chosen_at timestamptz not null,
  primary key (party_id, event, channel)
);
grant select on notice_choice to brikke_batch;
grant select, insert, update (wanted, chosen_at) on notice_choice to brikke_app;
alter table notice_choice enable row level security;
alter table notice_choice force row level security;
create policy own_rows on notice_choice for select to brikke_app using (visible_party(party_id));
create policy own_new on notice_choice for insert to brikke_app with check (visible_party(party_id));
create policy own_change on notice_choice for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- Of a message that its customer may read here too; null for codes and for what only a certain address may learn.
alter table outbox
  add party_id bigint references party,
  add seen_at timestamptz;
create index outbox_by_party on outbox (party_id, id) where party_id is not null;
grant select (id, party_id, kind, subject, body, language, written_at, seen_at), update (seen_at) on outbox to brikke_app;
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own_messages on outbox for select to brikke_app using (visible_party(party_id));
create policy own_new on outbox for insert to brikke_app with check (party_id is null or visible_party(party_id));
create policy own_seen on outbox for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));
