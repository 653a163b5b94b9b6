-- Why: payments and their allocations are copied in with their ids, and what was put on an invoice is found by it.
grant usage on sequence payment_id_seq, allocation_id_seq to brikke_batch;
create index allocation_by_invoice on allocation (invoice_id);
