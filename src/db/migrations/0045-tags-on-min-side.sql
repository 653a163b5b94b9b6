-- Why: customers order, move and give up tags themselves, and make and end agreements: as the pages' role, of their own only.

-- A page says what is due in its own transaction; which slots there are is nobody's secret.
grant select on due_slot to brikke_app;
grant insert on due_later to brikke_app;

-- Numbers of agreements made here. One that a portfolio brought is passed over.
create table agreement_series (
  issuer_id smallint primary key references company,
  last_number bigint not null
);
grant select, insert, update on agreement_series to brikke_batch;
create function take_agreement_number(of_issuer smallint) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  taken bigint;
begin
  insert into agreement_series (issuer_id, last_number) values (of_issuer, 5000000) on conflict do nothing;
  loop
    update agreement_series set last_number = last_number + 1 where issuer_id = of_issuer returning last_number into taken;
    if not exists (select from agreement where issuer_id = of_issuer and agreement_number = of_issuer || taken::text) then
      return of_issuer || taken::text;
    end if;
  end loop;
end $$;
revoke execute on function take_agreement_number(smallint) from public;
grant execute on function take_agreement_number(smallint) to brikke_app, brikke_batch;

grant insert (public_id, party_id, issuer_id, agreement_number, kind, main_agreement_id, valid_from, terms_version),
      update (valid_to, detailed_invoice, invoice_reference, invoiced_per) on agreement to brikke_app;
create policy own_new on agreement for insert to brikke_app with check (visible_party(party_id));
create policy own_change on agreement for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- Yes or no, and never whose.
create function vehicle_held_by_another(of_vehicle bigint, but_party bigint, since timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from tag_assignment
                 where vehicle_id = of_vehicle and party_id <> but_party and valid && tstzrange(since, null))
$$;
revoke execute on function vehicle_held_by_another(bigint, bigint, timestamptz) from public;
grant execute on function vehicle_held_by_another(bigint, bigint, timestamptz) to brikke_app, brikke_batch;

-- A tag is whose vehicle it was in last: also while it waits for the next one.
create function tag_is_visible_partys(of_tag bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select visible_party(party_id) from tag_assignment
                   where tag_id = of_tag order by lower(valid) desc nulls last limit 1), false)
$$;
revoke execute on function tag_is_visible_partys(bigint) from public;
grant execute on function tag_is_visible_partys(bigint) to brikke_app;

-- A page may hold a vehicle for its transaction, and asks for one that is new to be looked up. Nothing more is its to say.
grant insert (country, plate, category, total_weight_kg), update (asked_at) on vehicle to brikke_app;

-- What is printed on a tag tells nothing of whose it is; what becomes of it is its holder's to say.
grant update (state) on tag to brikke_app;
alter table tag enable row level security;
alter table tag force row level security;
create policy all_rows on tag for select to brikke_app using (true);
create policy own_change on tag for update to brikke_app using (tag_is_visible_partys(id)) with check (true);

grant insert (agreement_id, party_id, vehicle_id, tag_id, valid), update (valid), delete on tag_assignment to brikke_app;
create policy own_new on tag_assignment for insert to brikke_app with check (
  visible_party(party_id) and exists (select from agreement a where a.id = agreement_id and a.party_id = tag_assignment.party_id));
create policy own_change on tag_assignment for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));
create policy own_end on tag_assignment for delete to brikke_app using (visible_party(party_id));

alter table tag_move add column party_id bigint references party;
update tag_move m set party_id = (select a.party_id from tag_assignment a
                                  where a.tag_id = m.tag_id and a.vehicle_id = m.to_vehicle_id order by a.id limit 1);
grant select, insert on tag_move to brikke_app;
alter table tag_move enable row level security;
alter table tag_move force row level security;
create policy own_rows on tag_move for select to brikke_app using (visible_party(party_id));
create policy own_new on tag_move for insert to brikke_app with check (visible_party(party_id));

alter table tag_theft add column party_id bigint references party;
update tag_theft t set party_id = (select a.party_id from tag_assignment a
                                   where a.tag_id = t.tag_id and lower(a.valid) <= lower(t.during) order by lower(a.valid) desc limit 1);
grant select, insert on tag_theft to brikke_app;
alter table tag_theft enable row level security;
alter table tag_theft force row level security;
create policy own_rows on tag_theft for select to brikke_app using (visible_party(party_id));
create policy own_new on tag_theft for insert to brikke_app with check (visible_party(party_id));

grant insert on vehicle_sale to brikke_app;
create policy own_new on vehicle_sale for insert to brikke_app with check (visible_party(party_id));

grant insert, update (valid), delete on cost_centre to brikke_app;
create policy own_new on cost_centre for insert to brikke_app with check (
  visible_party(party_id) and exists (select from agreement a where a.id = agreement_id and a.party_id = cost_centre.party_id));
create policy own_change on cost_centre for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));
create policy own_end on cost_centre for delete to brikke_app using (visible_party(party_id));

grant update (ended_because, ended_at, returned_ore) on tag_deposit to brikke_app;
create policy own_change on tag_deposit for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- To whoever makes and posts the tags: kept as it was made, so that the same goes again.
create table tag_order_file (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  content text not null,
  order_count int not null check (order_count > 0),
  made_at timestamptz not null,
  delivered_at timestamptz
);
create index tag_order_file_undelivered on tag_order_file (id) where delivered_at is null;
grant select, insert, update (delivered_at) on tag_order_file to brikke_batch;
grant usage on sequence tag_order_file_id_seq to brikke_batch;

-- A tag asked for, for a vehicle under an agreement. It has no number before it is shipped.
create table tag_order (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  party_id bigint not null references party,
  agreement_id bigint not null references agreement,
  vehicle_id bigint not null references vehicle,
  kind text not null check (kind in ('light', 'heavy')),
  -- What the vehicle register said when it was ordered; «pending»: it did not answer, and is asked again.
  register text not null check (register in ('found', 'unknown', 'pending', 'foreign')),
  terms_version text not null,                             -- accepted by the order
  ordered_at timestamptz not null,
  file_id bigint references tag_order_file,
  shipped_at timestamptz,
  tag_id bigint references tag,
  ended_at timestamptz,                                    -- taken back before it was shipped
  check (num_nulls(shipped_at, tag_id) in (0, 2)),
  check (shipped_at is null or file_id is not null),
  check (ended_at is null or shipped_at is null)
);
create unique index one_open_order_per_vehicle on tag_order (vehicle_id) where shipped_at is null and ended_at is null;
create index tag_order_to_send on tag_order (id) where file_id is null and ended_at is null;
create index tag_order_by_party on tag_order (party_id);
grant select, insert, update (file_id, shipped_at, tag_id, ended_at) on tag_order to brikke_batch;
grant select, insert (public_id, party_id, agreement_id, vehicle_id, kind, register, terms_version, ordered_at), update (ended_at)
  on tag_order to brikke_app;
alter table tag_order enable row level security;
alter table tag_order force row level security;
create policy own_rows on tag_order for select to brikke_app using (visible_party(party_id));
create policy own_new on tag_order for insert to brikke_app with check (
  visible_party(party_id) and exists (select from agreement a where a.id = agreement_id and a.party_id = tag_order.party_id));
create policy own_change on tag_order for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- What a customer did with a vehicle or a tag, and what was before: shown on the receipt, and undone from.
create table tag_change (
  id bigint generated always as identity primary key,
  public_id uuid not null unique,
  party_id bigint not null references party,
  agreement_id bigint not null references agreement,
  kind text not null check (kind in ('moved', 'mounted', 'kept', 'settled', 'sold', 'lost', 'stolen', 'damaged', 'returned')),
  tag_id bigint references tag,
  vehicle_id bigint references vehicle,
  to_vehicle_id bigint references vehicle,
  holds_from timestamptz not null,
  made_at timestamptz not null,
  -- What held from `holds_from` on, until it was done: [{agreementId, vehicleId, tagId, to}].
  before jsonb not null,
  tag_state_before text,
  deposit_id bigint references tag_deposit,
  returned_ore bigint not null default 0 check (returned_ore >= 0),
  ended_agreements bigint[] not null default '{}',         -- supplementary ones that ended with it
  undone_at timestamptz,
  check (holds_from <= made_at),
  check (undone_at >= made_at)
);
create index tag_change_by_party on tag_change (party_id);
grant select, insert, update (undone_at) on tag_change to brikke_batch, brikke_app;
alter table tag_change enable row level security;
alter table tag_change force row level security;
create policy own_rows on tag_change for select to brikke_app using (visible_party(party_id));
create policy own_new on tag_change for insert to brikke_app with check (
  visible_party(party_id) and exists (select from agreement a where a.id = agreement_id and a.party_id = tag_change.party_id));
create policy own_change on tag_change for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

-- A receipt says when the prices that follow from it are worked out. Yes or no.
create function is_tag_work_waiting(of_tag bigint, of_vehicles bigint[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from due where kind = 're-attribute' and key = 'tag ' || of_tag)
      or exists (select from due, unnest(of_vehicles) as v (id)
                 where (kind = 're-attribute' and key = 'vehicle ' || v.id) or (kind = 'rate' and key = v.id::text))
$$;
revoke execute on function is_tag_work_waiting(bigint, bigint[]) from public;
grant execute on function is_tag_work_waiting(bigint, bigint[]) to brikke_app, brikke_batch;
