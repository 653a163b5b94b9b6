-- Why: who has no agreement yet becomes a customer by a page: the party is made, or what it lacked is filled in.
-- The party a user is, made from what the user table knows of them: a page cannot give anybody another's identity.
create function make_own_party(of_user bigint, new_public_id uuid, contact jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known app_user;
  made bigint;
begin
  select * into known from app_user where id = of_user for update;
  if known.id is null then raise exception 'no such user: %', of_user; end if;
  if known.party_id is not null then return known.party_id; end if;
  insert into party (public_id, kind, name, national_id_digest, email, phone, street, postal_code, place, country, language)
  values (new_public_id, 'person', contact ->> 'name', known.national_id_digest, contact ->> 'email', contact ->> 'phone',
          contact ->> 'street', contact ->> 'postalCode', contact ->> 'place', contact ->> 'country', contact ->> 'language')
  on conflict (national_id_digest) do nothing
  returning id into made;
  -- Somebody imported the same person in between.
  if made is null then select id into made from party where national_id_digest = known.national_id_digest; end if;
  -- Who came by e-mail is called nothing until now.
  update app_user set party_id = made, name = case when name = '' then contact ->> 'name' else name end where id = of_user;
  return made;
end $$;

create function make_organisation_party(number text, new_public_id uuid, contact jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into party (public_id, kind, name, organisation_number, email, phone, street, postal_code, place, country, language)
  values (new_public_id, 'organisation', contact ->> 'name', number, contact ->> 'email', contact ->> 'phone',
          contact ->> 'street', contact ->> 'postalCode', contact ->> 'place', contact ->> 'country', contact ->> 'language')
  on conflict (organisation_number) do nothing;
  return party_of_organisation(number);
end $$;
revoke execute on function make_own_party(bigint, uuid, jsonb), make_organisation_party(text, uuid, jsonb) from public;
grant execute on function make_own_party(bigint, uuid, jsonb), make_organisation_party(text, uuid, jsonb) to brikke_app;

grant update (email, phone, street, postal_code, place, country) on party to brikke_app;
create policy fill_in_own on party for update to brikke_app using (visible_party(id)) with check (visible_party(id));
