-- Why: an invoice's lines are written before its number is taken, so that runs beside each other wait for each other as
-- short as can be; and by the million a foreign key looks up one row at a time what `verify` compares in one go.
alter table invoice_line drop constraint invoice_line_invoice_id_fkey;
alter table allocation drop constraint allocation_payment_id_fkey, drop constraint allocation_invoice_id_fkey;
-- Invoices are copied in with their ids.
grant usage on sequence invoice_id_seq to brikke_batch;

-- Few invoices are ever replaced: no entry for each of the others, made anew whenever it is paid.
alter table invoice drop constraint invoice_replaced_by_key;
create unique index invoice_replaced_by on invoice (replaced_by) where replaced_by is not null;
