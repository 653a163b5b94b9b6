-- Why: what is due stands in arrays since 0054, and whether work on a tag or its vehicles waits is asked of the arrays.
create or replace function is_tag_work_waiting(of_tag bigint, of_vehicles bigint[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from due
    where (kind = 're-attribute'
           and keys && (array['tag ' || of_tag] || array(select 'vehicle ' || v.id from unnest(of_vehicles) as v (id))))
       or (kind = 'rate' and keys && of_vehicles::text[]))
$$;
