-- Why: a customer tops up the ferry account from a page. The pages' role writes no invoice, so what is asked waits here for
-- the worker. And a ferry trip that is charged says on its invoice where and when it was, as a passage does.
create table ferry_top_up (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references ferry_account,
  party_id bigint not null references party,
  amount_ore bigint not null check (amount_ore > 0),
  asked_at timestamptz not null,
  answered_at timestamptz,
  invoice_id bigint references invoice,                    -- null when it is answered: the account had ended
  check (invoice_id is null or answered_at is not null)
);
create index ferry_top_up_waiting on ferry_top_up (id) where answered_at is null;
create index ferry_top_up_by_agreement on ferry_top_up (agreement_id);
grant select, update (answered_at, invoice_id) on ferry_top_up to brikke_batch;
grant select, insert (agreement_id, party_id, amount_ore, asked_at) on ferry_top_up to brikke_app;
alter table ferry_top_up enable row level security;
alter table ferry_top_up force row level security;
create policy own_rows on ferry_top_up for select to brikke_app using (visible_party(party_id));
create policy own_new on ferry_top_up for insert to brikke_app with check (visible_party(party_id) and exists (
  select from ferry_account a
  where a.agreement_id = ferry_top_up.agreement_id and a.party_id = ferry_top_up.party_id and a.ended_at is null));

-- Of a ferry trip; of all else null.
alter table charge add column leg_name text, add column departs_at timestamptz, add column plate text;
