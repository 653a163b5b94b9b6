-- Why: what the bank says came in, each record once, and which invoice it pays.
create table payment_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  format text not null check (format in ('ocr-giro')),
  transmission_number text not null,
  state text not null check (state in ('closed')),
  declared_count bigint not null,
  declared_sum_ore bigint not null,
  received_at timestamptz not null
);
grant select, insert on payment_file to brikke_batch;

create table payment (
  id bigint generated always as identity primary key,
  file_id bigint not null references payment_file,
  record_number bigint not null,
  issuer_id smallint not null references company,
  bank_ref text not null unique,             -- agreement, assignment, Nets date, transaction: the bank's own key
  kid text not null,
  amount_ore bigint not null check (amount_ore <> 0),   -- negative: a reversal
  paid_on date not null,
  debit_account text,
  -- allocated: all of it found its invoice; partly: some or all was more than owed and is the customer's credit;
  -- queued: waits for a person; reversed: taken back by the bank; reversal: what took it back
  state text not null check (state in ('allocated', 'partly', 'queued', 'reversed', 'reversal')),
  queued_because text check (queued_because in ('unknown-kid', 'invoice-credited', 'invoice-replaced', 'reversal-without-payment', 'decision-undone')),
  party_id bigint,
  unique (file_id, record_number),
  check ((state = 'queued') = (queued_because is not null))
);
create index payment_queued on payment (id) where state = 'queued';
grant select, insert, update (state, queued_because, party_id) on payment to brikke_batch;

create table allocation (
  id bigint generated always as identity primary key,
  payment_id bigint not null references payment,
  invoice_id bigint not null references invoice,
  party_id bigint not null,
  amount_ore bigint not null check (amount_ore > 0),
  decided_by text not null check (decided_by in ('kid', 'person')),
  allocated_at timestamptz not null,
  undone_at timestamptz
);
create unique index one_live_allocation on allocation (payment_id, invoice_id) where undone_at is null;
grant select, insert, update (undone_at) on allocation to brikke_batch;
grant select on allocation to brikke_app;
alter table allocation enable row level security;
alter table allocation force row level security;
create policy own_rows on allocation for select to brikke_app using (visible_party(party_id));

-- What came in beyond what was owed: the customer's, until it is used or refunded.
create table customer_credit (
  id bigint generated always as identity primary key,
  payment_id bigint not null references payment,
  party_id bigint not null,
  agreement_id bigint not null,
  amount_ore bigint not null check (amount_ore > 0),
  made_at timestamptz not null,
  undone_at timestamptz
);
create unique index one_live_credit on customer_credit (payment_id) where undone_at is null;
grant select, insert, update (undone_at) on customer_credit to brikke_batch;
grant select on customer_credit to brikke_app;
alter table customer_credit enable row level security;
alter table customer_credit force row level security;
create policy own_rows on customer_credit for select to brikke_app using (visible_party(party_id));

create view audit.import_file as
  select id * 2 as id, 'passage' as kind, sha256, declared_count - correction_count as declared_count, null::bigint as declared_sum_ore, state from passage_file
  union all
  select id * 2 + 1, 'payment', sha256, declared_count, declared_sum_ore, state from payment_file;
create view audit.rejected_record as
  select id, file_id * 2 as file_id, line_number, reason, null::bigint as amount_ore from rejected_line;
create view audit.passage as
  select p.id, p.file_id * 2 as file_id, p.charger_id::text as source, p.sequence::text as source_ref, s.code as station,
         c.hour_group, p.passed_at, v.country || ' ' || v.plate as plate, t.tag_number as tag_id,
         case when p.erased then 'erased' when u.state is not null then u.state
              when c.id is not null then 'charged' else 'received' end as state,
         p.received_at
  from passage p
  left join station s on s.id = p.station_id
  left join vehicle v on v.id = p.vehicle_id
  left join tag t on t.id = p.tag_id
  left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                    and c.reverses is null and c.reversed_by is null
  left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
  union all
  select w.id, w.file_id * 2, w.charger_id::text, w.sequence::text, s.code, null, w.passed_at,
         v.country || ' ' || v.plate, w.tag_number, w.state, w.received_at
  from passage_waiting w join station s on s.id = w.station_id left join vehicle v on v.id = w.vehicle_id;
create view audit.payment as select id, file_id * 2 + 1 as file_id, record_number, bank_ref, kid, amount_ore from payment;
create view audit.allocation as select id, payment_id, invoice_id, amount_ore from allocation where undone_at is null;

grant select on all tables in schema audit to brikke_auditor, brikke_batch;
