-- Why: a payment on an invoice that takes none is made its customer's credit by a person, and who did it is kept.
alter table payment_decision
  drop constraint payment_decision_decided_check,
  drop constraint payment_decision_check,
  add constraint payment_decision_decided_check check (decided in ('allocated', 'credited', 'undone')),
  add constraint payment_decision_check check ((decided = 'undone') = (invoice_id is null));
