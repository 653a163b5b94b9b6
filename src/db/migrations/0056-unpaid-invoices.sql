-- Why: paying an invoice wrote it anew in every index it has, because an index named its state, and because its page was full.

-- What is unpaid and has a day to be paid by: what dunning looks through. A row goes when its invoice is settled, so it stays
-- as small as what is owed, however many invoices there have been. `verify` compares it with the invoices (I14c).
create table unpaid_invoice (
  invoice_id bigint primary key,
  party_id bigint not null,
  due_on date not null
);
grant select, insert, delete on unpaid_invoice to brikke_batch;
insert into unpaid_invoice (invoice_id, party_id, due_on)
select id, party_id, due_on from invoice
where state in ('sent', 'partly-paid') and kind <> 'credit-note' and due_on is not null
order by id;
drop index invoice_unpaid;

-- Room for each row once more: an invoice that is paid, and a balance that moves, stay on their page, and no index is told.
alter table invoice set (fillfactor = 48);
alter table balance set (fillfactor = 50);

-- Both keys were looked up for each payment, a file and a company being the same for thousands: I13c says it of all at once.
alter table payment drop constraint payment_file_id_fkey, drop constraint payment_issuer_id_fkey;
