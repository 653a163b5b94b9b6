-- Why: a customer with a user of their own has a password and a second factor before what is theirs: neither their mailbox
-- nor a letter opens it past those. And a link is undone as a whole, for a page shows by customer.
create index app_user_by_party on app_user (party_id) where party_id is not null;

-- Whose agreements somebody may link who shows less than an electronic identity.
create function may_be_linked(of_party bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from party p where p.id = of_party and p.kind = 'person' and p.national_id_digest is null)
     and not exists (select from app_user u where u.party_id = of_party)
$$;
revoke execute on function may_be_linked(bigint) from public;

create or replace function agreements_on_email(address text, at timestamptz)
returns table (agreement_id bigint, party_id bigint, agreement_number text, issuer_name text, may_link boolean, is_business boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.party_id, a.agreement_number, c.name, may_be_linked(p.id), p.kind = 'organisation'
  from party p join agreement a on a.party_id = p.id join company c on c.id = a.issuer_id
  where lower(p.email) = address and (a.valid_to is null or a.valid_to > at)
  order by a.id
$$;

create or replace function agreement_by_number(number text, plate_there text, at timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select min(a.id) from agreement a join party p on p.id = a.party_id
  where a.agreement_number = number and p.street is not null and may_be_linked(p.id)
    and (a.valid_to is null or a.valid_to > at)
    and exists (select from tag_assignment t join vehicle v on v.id = t.vehicle_id
                where t.agreement_id = a.id and t.valid @> at and v.plate = plate_there)
  having count(*) = 1
$$;

create or replace function link_agreements(of_user bigint, agreement_ids bigint[], by_proof text, at timestamptz, pause_until timestamptz, undo bytea[])
returns table (agreement_id bigint, party_id bigint, agreement_number text, name text, email text, phone text, street text, postal_code text,
               place text, country text, language text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if by_proof not in ('email', 'letter') then raise exception 'no such proof: %', by_proof; end if;
  return query
  with linked as (
    insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at, undo_digest, undo_until)
    select of_user, a.id, a.party_id, by_proof, at, undo[g.place_in], pause_until
    from unnest(agreement_ids) with ordinality as g (id, place_in) join agreement a on a.id = g.id
    where may_be_linked(a.party_id)
    on conflict (user_id, agreement_id) where revoked_at is null do nothing
    returning party_id, agreement_id),
  paused as (
    insert into change_pause (party_id, until_at, because, begun_at)
    select distinct party_id, pause_until, 'agreement-linked', at from linked on conflict do nothing)
  select a.id, p.id, a.agreement_number, p.name, p.email, p.phone, p.street, p.postal_code, p.place, p.country, p.language
  from linked l join agreement a on a.id = l.agreement_id join party p on p.id = l.party_id order by a.id;
end $$;

-- One click from a message that told of it: what that user has linked of that customer is gone, all of it, and they are
-- logged out. Returns the agreements' numbers, or nothing where the click comes too late.
drop function undo_link(bytea, timestamptz);
create function undo_link(digest bytea, at timestamptz) returns text[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  clicked user_agreement;
  gone bigint[];
begin
  select * into clicked from user_agreement
  where undo_digest = digest and revoked_at is null and undo_until > at for update;
  if clicked.id is null then return null; end if;
  with undone as (
    update user_agreement set revoked_at = at
    where user_id = clicked.user_id and party_id = clicked.party_id and proof <> 'national-id' and revoked_at is null
    returning agreement_id)
  select array_agg(agreement_id) into gone from undone;
  -- Whoever linked may sit there still.
  delete from login_session where user_id = clicked.user_id;
  return (select array_agg(agreement_number order by id) from agreement where id = any (gone));
end $$;
revoke execute on function undo_link(bytea, timestamptz) from public;
grant execute on function undo_link(bytea, timestamptz) to brikke_app;
