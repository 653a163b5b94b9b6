-- Why: a customer whose claim is with a debt collector is told so on the invoice, and whom to pay.
grant select (invoice_id, reminder_id, party_id, state, closed_at) on collection_claim to brikke_app;
alter table collection_claim enable row level security;
alter table collection_claim force row level security;
create policy own_rows on collection_claim for select to brikke_app using (visible_party(party_id));
