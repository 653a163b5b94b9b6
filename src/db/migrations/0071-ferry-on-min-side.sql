-- Why: customers open ferry accounts, change their vehicles and cards, and end them, as the pages' role and of their own only.

-- What a customer asks by a page to pay ahead. The pages' role makes no invoices: the worker does, within seconds.
create table ferry_prepayment_order (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  agreement_id bigint not null references ferry_account,
  party_id bigint not null references party,
  because text not null check (because in ('opening', 'difference', 'top-up')),
  amount_ore bigint not null check (amount_ore > 0),
  ordered_at timestamptz not null,
  invoice_id bigint unique references ferry_prepayment     -- null: not made yet
);
create index ferry_prepayment_order_to_issue on ferry_prepayment_order (id) where invoice_id is null;
create index ferry_prepayment_order_by_agreement on ferry_prepayment_order (agreement_id);
grant select, insert, delete, update (invoice_id) on ferry_prepayment_order to brikke_batch;
grant select, insert (public_id, agreement_id, party_id, because, amount_ore, ordered_at), delete on ferry_prepayment_order to brikke_app;
alter table ferry_prepayment_order enable row level security;
alter table ferry_prepayment_order force row level security;
create policy own_rows on ferry_prepayment_order for select to brikke_app using (visible_party(party_id));
create policy own_new on ferry_prepayment_order for insert to brikke_app with check (
  visible_party(party_id) and exists (select from ferry_account a where a.agreement_id = ferry_prepayment_order.agreement_id
                                                                    and a.party_id = ferry_prepayment_order.party_id));
-- An account that ends asks for nothing more.
create policy own_end on ferry_prepayment_order for delete to brikke_app using (visible_party(party_id) and invoice_id is null);

-- An account begins by waiting for its money. What comes in, and what is drawn, is not a page's to say; nor when it opens.
grant insert (agreement_id, party_id, kind, state, agreed_ore), update (state, ended_at, closes_at) on ferry_account to brikke_app;
create policy own_new on ferry_account for insert to brikke_app with check (
  visible_party(party_id) and state = 'waiting'
  and exists (select from agreement a where a.id = agreement_id and a.party_id = ferry_account.party_id and a.kind = 'ferry'));
create policy own_end on ferry_account for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id) and state = 'ended');

grant insert (agreement_id, party_id, country, plate, length_cm, zero_emission, tag_number, tag_issuer, valid), update (valid)
  on ferry_vehicle to brikke_app;
create policy own_new on ferry_vehicle for insert to brikke_app with check (
  visible_party(party_id) and exists (select from ferry_account a where a.agreement_id = ferry_vehicle.agreement_id
                                                                    and a.party_id = ferry_vehicle.party_id));
create policy own_change on ferry_vehicle for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- A card is ordered and blocked by its holder; the posting day draws its fee and releases it.
grant insert (card_number, vehicle_id, agreement_id, party_id, state, fee_ore, ordered_at), update (state, blocked_at) on ferry_card to brikke_app;
grant usage on sequence ferry_card_number to brikke_app;
create policy own_new on ferry_card for insert to brikke_app with check (
  visible_party(party_id) and state = 'ordered'
  and exists (select from ferry_vehicle v where v.id = vehicle_id and v.agreement_id = ferry_card.agreement_id
                                            and v.party_id = ferry_card.party_id));
create policy own_block on ferry_card for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id) and state = 'blocked');

-- Yes or no of each asked for, and never whose: whether the vehicle, or the tag, is on a ferry account, and whether the tag is
-- one of ours that sits in another vehicle.
create function ferry_vehicles_taken(of_countries text[], of_plates text[], of_tags text[], since timestamptz)
returns table (place int, by_plate boolean, by_tag boolean, tag_elsewhere boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.place::int,
         exists (select from ferry_vehicle v
                 where v.country = a.country and v.plate = a.plate and v.valid && tstzrange(since, null)),
         exists (select from ferry_vehicle v where v.tag_number = a.tag and v.valid && tstzrange(since, null)),
         exists (select from tag n join tag_assignment s on s.tag_id = n.id join vehicle v on v.id = s.vehicle_id
                 where n.tag_number = a.tag and s.valid @> since and (v.country, v.plate) <> (a.country, a.plate))
  from unnest(of_countries, of_plates, of_tags) with ordinality as a (country, plate, tag, place)
$$;
revoke execute on function ferry_vehicles_taken(text[], text[], text[], timestamptz) from public;
grant execute on function ferry_vehicles_taken(text[], text[], text[], timestamptz) to brikke_app, brikke_batch;
