-- Why: e-invoices go out of the house as well: who takes them is asked and remembered, and a refusal ends a message.

-- What the outbox may hold. A message that is refused is over: sent again it would be refused again.
alter table outbox drop constraint outbox_kind_check;
alter table outbox
  add constraint outbox_kind_check check (kind in (
    'mail', 'sms', 'letter', 'ehf', 'efaktura', 'webhook', 'passage-file-answer')),
  add refused_at timestamptz,
  add constraint outbox_sent_or_refused check (sent_at is null or refused_at is null);
drop index outbox_unsent;
create index outbox_unsent on outbox (next_try_at) where sent_at is null and refused_at is null;

-- Which e-invoices an organisation receives, as the network's register last said. Null: it has never answered.
create table e_invoice_receiver (
  organisation_number text primary key,
  receives text[] check (receives <@ array['invoice', 'credit-note', 'reminder']),
  answered_at timestamptz,
  ask_again_at timestamptz not null,
  check ((receives is null) = (answered_at is null))
);
grant select, insert, update on e_invoice_receiver to brikke_batch;
grant select on e_invoice_receiver to brikke_app;

-- When a person was last looked up in eFaktura. Under what name their bank takes it is in `channel_reach`.
create table efaktura_question (
  party_id bigint primary key references party,
  answered_at timestamptz,                   -- null: it has never answered
  ask_again_at timestamptz not null
);
grant select, insert, update on efaktura_question to brikke_batch;
