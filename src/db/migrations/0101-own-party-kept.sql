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
