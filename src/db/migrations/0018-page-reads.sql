-- Why: Min side explains a price by rating it again, and so reads what rating reads: of the customer's own.
grant select on agreement_block to brikke_app;
alter table agreement_block enable row level security;
alter table agreement_block force row level security;
create policy own_rows on agreement_block for select to brikke_app
  using (exists (select from agreement a where a.id = agreement_id and visible_party(a.party_id)));

grant select on passage_hold to brikke_app;
alter table passage_hold enable row level security;
alter table passage_hold force row level security;
create policy own_rows on passage_hold for select to brikke_app using (visible_party(party_id));
