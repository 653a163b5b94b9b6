-- Why: who came by e-mail and adds an electronic identity stays the customer they are, and becomes known by its number.
-- Their own customer gets the number where no other has it; the name is then the identity provider's, where it tells one,
-- for what somebody has typed is not to pass for known (src/tags/holding.ts).
create function give_number_to_own_party(of_user bigint, told_name text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update party p set national_id_digest = u.national_id_digest, name = coalesce(told_name, p.name)
  from app_user u
  where u.id = of_user and p.id = u.party_id and p.kind = 'person' and p.national_id_digest is null
    and u.national_id_digest is not null
    and not exists (select from party other where other.national_id_digest = u.national_id_digest)
$$;
revoke execute on function give_number_to_own_party(bigint, text) from public;
grant execute on function give_number_to_own_party(bigint, text) to brikke_app;

-- A code has come back from it. Another address than the present one: the present one is not confirmed, for it came with a
-- portfolio.
alter table party add confirmed_email text;
grant update (confirmed_email) on party to brikke_app;

-- Who becomes a customer by the pages has confirmed their address on the way.
create or replace function make_own_party(of_user bigint, new_public_id uuid, contact jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known app_user;
  made bigint;
begin
  select * into known from app_user where id = of_user for update;
  if known.id is null then raise exception 'no such user: %', of_user; end if;
  if known.party_id is not null then return known.party_id; end if;
  insert into party (public_id, kind, name, national_id_digest, national_id_sealed, email, confirmed_email, phone, street, postal_code,
                     place, country, language)
  values (new_public_id, 'person', contact ->> 'name', known.national_id_digest, known.national_id_sealed, contact ->> 'email',
          contact ->> 'email', contact ->> 'phone', contact ->> 'street', contact ->> 'postalCode', contact ->> 'place', contact ->> 'country',
          contact ->> 'language')
  on conflict (national_id_digest) do nothing
  returning id into made;
  -- Somebody imported the same person in between.
  if made is null then select id into made from party where national_id_digest = known.national_id_digest; end if;
  -- Who came by e-mail is called nothing until now.
  update app_user set party_id = made, name = case when name = '' then contact ->> 'name' else name end where id = of_user;
  return made;
end $$;

create or replace function make_organisation_party(number text, new_public_id uuid, contact jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into party (public_id, kind, name, organisation_number, email, confirmed_email, phone, street, postal_code, place, country,
                     language)
  values (new_public_id, 'organisation', contact ->> 'name', number, contact ->> 'email', contact ->> 'email',
          contact ->> 'phone',
          contact ->> 'street', contact ->> 'postalCode', contact ->> 'place', contact ->> 'country', contact ->> 'language')
  on conflict (organisation_number) do nothing;
  return party_of_organisation(number);
end $$;
