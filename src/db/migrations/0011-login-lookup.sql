-- Why: logging in must find one's own agreements before any party is visible to the page: by exact proof, never by search.
create function agreements_of_national_id(digest text) returns table (party_id bigint, agreement_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, a.id from party p join agreement a on a.party_id = p.id
  where p.kind = 'person' and p.national_id_digest = digest
$$;
revoke execute on function agreements_of_national_id(text) from public;
grant execute on function agreements_of_national_id(text) to brikke_app;

-- Whom somebody logged in may see: the live links, and what each is called.
create function linked_parties(of_user_id bigint) returns table (party_id bigint, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name from party p
  where p.id in (select l.party_id from user_agreement l where l.user_id = of_user_id and l.revoked_at is null)
$$;
revoke execute on function linked_parties(bigint) from public;
grant execute on function linked_parties(bigint) to brikke_app;
