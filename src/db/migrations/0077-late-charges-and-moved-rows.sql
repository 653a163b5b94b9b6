-- Why: passages debited months late park their agreement until somebody has looked, and what replaced a row is found from it.
alter table agreement_hold
  drop constraint agreement_hold_reason_check,
  add constraint agreement_hold_reason_check check (reason in ('passage-storm', 'price-jump', 'late-charges'));
