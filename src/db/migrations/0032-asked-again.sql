-- Why: nothing issued ever changes. What turns out not to be paid after all is asked for by an invoice of its own.
drop function raise_reminders(bigint[], bigint[], bigint[], bigint[], bigint[], date);
revoke update (amount_ore) on collection_claim from brikke_batch;

-- Neither line is a charge: the charges stand on the first invoice.
alter table invoice_line
  drop constraint invoice_line_check,
  add constraint of_a_charge_or_asked_before check ((charge_id is null) = (kind in ('reminded', 'asked-again')));

-- What a new invoice asks for that was paid once, or paid out.
create table asked_again (
  line_id bigint primary key references invoice_line,
  invoice_id bigint not null references invoice,              -- that asks for it now
  party_id bigint not null,
  of_invoice_id bigint references invoice,                    -- that it was paid on; replaced since, so it asks for nothing
  first_invoice_id bigint references invoice,                 -- that the customer knows it by
  of_refund_id bigint unique references refund,               -- paid out of a payment that the bank took back
  amount_ore bigint not null check (amount_ore > 0),
  check (num_nonnulls(of_invoice_id, of_refund_id) = 1),
  check ((of_invoice_id is null) = (first_invoice_id is null))
);
create index asked_again_by_invoice on asked_again (invoice_id);
create index asked_again_of_invoice on asked_again (of_invoice_id);
grant select, insert on asked_again to brikke_batch;
grant select on asked_again to brikke_app;
alter table asked_again enable row level security;
alter table asked_again force row level security;
create policy own_rows on asked_again for select to brikke_app using (visible_party(party_id));
create index refund_owed_back on refund (id) where owed_back_ore > 0;
