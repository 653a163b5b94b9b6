-- Why: an invoice goes out by one channel after the other until one reaches the customer, and the customer chooses the order.
create table delivery (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice,
  party_id bigint not null,
  turn smallint not null check (turn > 0),
  channel text not null check (channel in ('avtalegiro', 'efaktura', 'ehf', 'e-mail', 'post')),
  state text not null check (state in (
    'chosen', 'handed-over', 'delivered', 'opened', 'bounced', 'unopened', 'returned', 'refused')),
  chosen_at timestamptz not null,
  handed_at timestamptz,
  answered_at timestamptz,
  because text,
  followed_at timestamptz,                   -- failed, and what follows is decided
  unique (invoice_id, turn),
  check (state = 'chosen' or handed_at is not null or answered_at is not null)
);
-- One at a time: two who choose at once leave one.
create unique index delivery_under_way on delivery (invoice_id) where state in ('chosen', 'handed-over', 'delivered', 'opened');
create index delivery_chosen on delivery (channel, id) where state = 'chosen';
create index delivery_handed_over on delivery (channel, handed_at) where state = 'handed-over';
create index delivery_failed on delivery (id)
  where state in ('bounced', 'unopened', 'returned', 'refused') and followed_at is null;
grant select, insert, update (state, handed_at, answered_at, because, followed_at) on delivery to brikke_batch;
grant select, update (state, answered_at) on delivery to brikke_app;
alter table delivery enable row level security;
alter table delivery force row level security;
create policy own_rows on delivery for select to brikke_app using (visible_party(party_id));
-- A page can say one thing only: the customer has opened it.
create policy own_opened on delivery for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id) and state = 'opened');

-- In which order the customer wants them. No row: as the issuer has it.
create table channel_choice (
  party_id bigint not null references party,
  agreement_id bigint not null references agreement,
  channels text[] not null check (
    channels <@ array['avtalegiro', 'efaktura', 'ehf', 'e-mail', 'post']::text[] and cardinality(channels) > 0),
  also_mail boolean not null,                -- a mail too that says an invoice has come, when it went by another channel
  chosen_at timestamptz not null,
  primary key (agreement_id)
);
grant select, insert, update (channels, also_mail, chosen_at) on channel_choice to brikke_batch, brikke_app;
alter table channel_choice enable row level security;
alter table channel_choice force row level security;
create policy own_rows on channel_choice for select to brikke_app using (visible_party(party_id));
create policy own_new on channel_choice for insert to brikke_app with check (
  visible_party(party_id) and exists (select from agreement a where a.id = agreement_id and a.party_id = channel_choice.party_id));
create policy own_change on channel_choice for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- Who can be reached by what others answer for: eFaktura's agreements, and the receivers of EHF.
create table channel_reach (
  party_id bigint not null references party,
  channel text not null check (channel in ('efaktura', 'ehf')),
  receiver text not null,                    -- eFaktura identifier, or participant identifier
  known_at timestamptz not null,
  ended_at timestamptz,
  primary key (party_id, channel)
);
grant select, insert, update (receiver, known_at, ended_at) on channel_reach to brikke_batch;
grant select on channel_reach to brikke_app;
alter table channel_reach enable row level security;
alter table channel_reach force row level security;
create policy own_rows on channel_reach for select to brikke_app using (visible_party(party_id));

-- Min side says what a customer can be reached by.
grant select on mandate to brikke_app;
alter table mandate enable row level security;
alter table mandate force row level security;
create policy own_rows on mandate for select to brikke_app using (visible_party(party_id));

-- A file to the printer: kept as it was made, so that a crash between here and there sends the same again.
create table print_file (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  file_number bigint not null,
  content text not null,
  letter_count bigint not null check (letter_count > 0),
  made_at timestamptz not null,
  delivered_at timestamptz,
  unique (issuer_id, file_number)
);
grant select, insert, update (delivered_at) on print_file to brikke_batch;

create table print_letter (
  delivery_id bigint primary key references delivery,         -- the letter's number
  print_file_id bigint not null references print_file,
  party_id bigint not null,
  name text not null,                                         -- of the PDF in the folder
  sha256 text not null,
  pages bytea,                                                -- null once the printer has them
  street text,                                                -- where it was sent: a letter that came back says that this is wrong
  postal_code text,
  place text,
  country text not null
);
create index print_letter_by_file on print_letter (print_file_id);
grant select, insert, update (pages) on print_letter to brikke_batch;

create table returned_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  row_count bigint not null,
  received_at timestamptz not null
);
grant select, insert on returned_file to brikke_batch;

create table returned_letter (
  file_id bigint not null references returned_file,
  line_number bigint not null,
  letter_number bigint not null,
  reason text not null,
  returned_on date not null,
  outcome text not null check (outcome in ('returned', 'already-returned', 'unknown-letter')),
  primary key (file_id, line_number)
);
grant select, insert on returned_letter to brikke_batch;

-- Terms 2.9: no way is left to reach the customer. Over when the address is another than the one letters came back from.
create table missing_address (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  invoice_id bigint not null references invoice,
  address text not null,                     -- as it was; empty: there was none
  found_at timestamptz not null,
  mended_at timestamptz
);
create unique index missing_address_open on missing_address (party_id) where mended_at is null;
grant select, insert, update (mended_at) on missing_address to brikke_batch;
grant select on missing_address to brikke_app;
alter table missing_address enable row level security;
alter table missing_address force row level security;
create policy own_rows on missing_address for select to brikke_app using (visible_party(party_id));
