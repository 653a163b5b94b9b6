-- Why: a customer asks a company something in writing, with attachments; staff answer, and the customer sees who looked.
create table customer_case (
  id bigint generated always as identity (start with 10001) primary key,  -- the case's number
  public_id uuid not null unique,
  party_id bigint not null references party,
  company_id smallint not null references company,
  topic text not null check (topic in ('tag', 'vehicle', 'agreement', 'invoice', 'payment', 'passage', 'complaint', 'other')),
  subject text not null check (length(subject) between 1 and 200),
  language text not null check (language in ('nb', 'nn', 'en')),
  -- Open: the company's turn. Answered: the customer's. A customer who writes again opens it.
  state text not null check (state in ('open', 'answered', 'closed')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  seen_at timestamptz not null,              -- by the customer, the last time
  -- What it began from.
  invoice_id bigint references invoice,
  passage_id bigint,
  tag_id bigint references tag,
  unique (id, party_id),
  check ((state = 'closed') = (closed_at is not null)),
  check (num_nonnulls(invoice_id, passage_id, tag_id) <= 1)
);
create index customer_case_by_party on customer_case (party_id, id);
create index customer_case_open on customer_case (company_id, id) where state = 'open';
grant select, insert, update (state, closed_at) on customer_case to brikke_batch;
grant select, insert, update (state, closed_at, seen_at) on customer_case to brikke_app;
alter table customer_case enable row level security;
alter table customer_case force row level security;
create policy own_rows on customer_case for select to brikke_app using (visible_party(party_id));
create policy own_new on customer_case for insert to brikke_app with check (visible_party(party_id) and state = 'open');
-- A customer opens a case again by writing in it, and never answers or closes it.
create policy own_change on customer_case for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

create table case_message (
  id bigint generated always as identity primary key,
  case_id bigint not null,
  party_id bigint not null,
  author text not null check (author in ('customer', 'company')),
  staff text,                                -- who of the company wrote it
  body text not null check (body <> ''),
  written_at timestamptz not null,
  foreign key (case_id, party_id) references customer_case (id, party_id),
  check ((author = 'company') = (staff is not null))
);
create index case_message_by_case on case_message (case_id, id);
grant select, insert on case_message to brikke_batch;
-- The customer is answered by the company, not by a person.
grant select (id, case_id, party_id, author, body, written_at), insert (case_id, party_id, author, body, written_at)
  on case_message to brikke_app;
alter table case_message enable row level security;
alter table case_message force row level security;
create policy own_rows on case_message for select to brikke_app using (visible_party(party_id));
create policy own_new on case_message for insert to brikke_app with check (visible_party(party_id) and author = 'customer');

-- Kept from the moment it is chosen, so that it need not be chosen anew; without a message it is not sent yet.
create table case_attachment (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  party_id bigint not null references party,
  message_id bigint references case_message,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('pdf', 'png', 'jpeg', 'heic')),
  size_bytes bigint not null check (size_bytes > 0),
  state text not null check (state in ('pending', 'clean', 'infected')),
  uploaded_at timestamptz not null,
  scanned_at timestamptz,
  check ((state = 'pending') = (scanned_at is null))
);
create index case_attachment_by_message on case_attachment (message_id);
create index case_attachment_by_party on case_attachment (party_id);
create index case_attachment_pending on case_attachment (id) where state = 'pending';
create index case_attachment_unsent on case_attachment (uploaded_at) where message_id is null;
grant select, delete, update (state, scanned_at) on case_attachment to brikke_batch;
grant select, insert, delete, update (message_id) on case_attachment to brikke_app;
alter table case_attachment enable row level security;
alter table case_attachment force row level security;
create policy own_rows on case_attachment for select to brikke_app using (visible_party(party_id));
create policy own_new on case_attachment for insert to brikke_app
  with check (visible_party(party_id) and message_id is null and state = 'pending');
-- Sent once, with a message of the customer's own; until then it can be taken away.
create policy own_sent on case_attachment for update to brikke_app using (visible_party(party_id) and message_id is null)
  with check (visible_party(party_id) and exists (
    select from case_message m where m.id = message_id and m.party_id = case_attachment.party_id and m.author = 'customer'));
create policy own_gone on case_attachment for delete to brikke_app using (visible_party(party_id) and message_id is null);

create table attachment_content (
  attachment_id bigint primary key references case_attachment on delete cascade,
  party_id bigint not null,
  content bytea not null
);
grant select on attachment_content to brikke_batch;
grant select, insert on attachment_content to brikke_app;
alter table attachment_content enable row level security;
alter table attachment_content force row level security;
create policy own_rows on attachment_content for select to brikke_app using (visible_party(party_id));
create policy own_new on attachment_content for insert to brikke_app with check (visible_party(party_id) and exists (
  select from case_attachment a where a.id = attachment_id and a.party_id = attachment_content.party_id and a.message_id is null));

-- Who looked at a customer, and why: with a case or a reason. Never changed.
create table staff_access (
  id bigint generated always as identity primary key,
  staff text not null,
  company_id smallint not null references company,
  role text not null,
  party_id bigint not null references party,
  case_id bigint references customer_case,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  check (case_id is not null or length(reason) >= 10)
);
create index staff_access_by_party on staff_access (party_id, at);
grant select, insert on staff_access to brikke_batch;
-- The customer sees which company and in which role, not whose name.
grant select (id, company_id, role, party_id, case_id, reason, at) on staff_access to brikke_app;
alter table staff_access enable row level security;
alter table staff_access force row level security;
create policy own_rows on staff_access for select to brikke_app using (visible_party(party_id));

create view audit.staff_access as select id, staff, party_id, case_id, reason, at from staff_access;
grant select on audit.staff_access to brikke_auditor, brikke_batch;
