-- Why: what was taken back from the bank while an invoice was on hold is claimed anew when the hold is released.
alter table claim drop constraint claim_invoice_id_key;
-- Never two claims for one invoice at the bank at once.
create unique index one_live_claim_per_invoice on claim (invoice_id) where deletion_id is null;
create index claim_by_invoice on claim (invoice_id);
