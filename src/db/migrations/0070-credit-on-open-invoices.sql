-- Why: what a customer gets to good lowers what an invoice still asks for: nobody is reminded of what they do not owe (terms 3.4).

-- False: used when the invoice was made, and shown on it.
alter table credit_use add after_issue boolean not null default false;
create index credit_use_of_invoice on credit_use (invoice_id);
