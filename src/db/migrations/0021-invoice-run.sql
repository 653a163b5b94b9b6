-- Why: an owner without agreement is invoiced by the toll charger itself: there is no agreement, no number and no terms of one.
alter table invoice
  alter column agreement_id drop not null,
  alter column agreement_number drop not null,
  alter column terms_version drop not null,
  add constraint of_an_agreement_or_of_none check (
    num_nulls(agreement_id, agreement_number, terms_version) in (0, 3) and (agreement_id is distinct from 0));
create index charge_of_owner on charge (party_id) where agreement_id is null;

-- A sum the customer has been owed for long becomes a credit note: it asks for nothing, and no payment is put on it.
alter table invoice
  add constraint credit_note_is_less_than_nothing check (
    (kind = 'credit-note') = (total_ore < 0) and (kind <> 'credit-note' or due_on is null));
alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note'));
