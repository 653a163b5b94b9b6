-- Why: what is due stands in arrays since 0054, and whether work on a tag or its vehicles waits is asked key by key.
create or replace function is_tag_work_waiting(of_tag bigint, of_vehicles bigint[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from due_key d
    where (d.kind = 're-attribute' and d.key = 'tag ' || of_tag)
       or (d.kind = 're-attribute' and d.key in (select 'vehicle ' || v.id from unnest(of_vehicles) as v (id)))
       or (d.kind = 'rate' and d.key in (select v.id::text from unnest(of_vehicles) as v (id))))
$$;
