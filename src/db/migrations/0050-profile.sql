-- Why: customers keep their own e-mail, telephone, address and language; an address to be reached by counts once it has answered.
grant update (email, phone, street, postal_code, place, country, language) on party to brikke_app;
create policy own_change on party for update to brikke_app using (visible_party(id)) with check (visible_party(id));

-- A code is on its way to an e-mail address or a telephone. One for each at a time: a new one takes the place of the last.
create table contact_code (
  party_id bigint not null references party,
  channel text not null check (channel in ('e-mail', 'phone')),
  value text not null,                       -- what it is sent to
  code_digest text not null,                 -- of the code, in the session that asked
  session_digest text not null,
  asked_at timestamptz not null,             -- the machine's, as all of log-in
  tries smallint not null default 0,
  primary key (party_id, channel)
);
grant select, insert, update, delete on contact_code to brikke_app;
grant select on contact_code to brikke_batch;
alter table contact_code enable row level security;
alter table contact_code force row level security;
create policy own_rows on contact_code to brikke_app using (visible_party(party_id)) with check (visible_party(party_id));
