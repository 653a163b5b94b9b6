-- Why: what the debt collector gives up must end: credited and booked, or asked for by us again.

alter table collection_claim
  drop constraint collection_claim_state_check,
  add constraint collection_claim_state_check check (state in ('in-collection', 'part-paid', 'paid', 'withdrawn', 'credited', 'taken-back')),
  drop constraint collection_claim_check,
  add constraint collection_claim_check check ((state in ('in-collection', 'part-paid')) = (closed_at is null)),
  drop constraint collection_claim_invoice_id_key;
-- What was taken back may be handed over once more.
create unique index collection_claim_of_invoice on collection_claim (invoice_id) where state <> 'taken-back';

create table claim_decision (
  id bigint generated always as identity primary key,
  claim_id bigint not null references collection_claim,
  party_id bigint not null,
  decided text not null check (decided in ('credited', 'taken-back', 'undone')),
  because text not null check (because <> ''),
  amount_ore bigint not null check (amount_ore > 0),          -- open then; of an undone one, what it had been
  credit_note_id bigint references invoice,
  charge_id bigint,                                           -- owed again: on the next invoice
  staff_id bigint not null references staff_member,
  decided_at timestamptz not null,
  check ((decided = 'credited') = (credit_note_id is not null)),
  check (charge_id is null or decided = 'undone')
);
create index claim_decision_of_claim on claim_decision (claim_id, id);
grant select, insert on claim_decision to brikke_batch;
