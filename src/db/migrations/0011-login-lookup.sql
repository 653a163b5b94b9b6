-- Why: at log-in the pages' role must learn which parties a proven national identity is; row level security shows it none.
create function parties_by_national_id(digest text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select id from party where national_id_digest = digest
$$;
revoke execute on function parties_by_national_id(text) from public;
grant execute on function parties_by_national_id(text) to brikke_app;
