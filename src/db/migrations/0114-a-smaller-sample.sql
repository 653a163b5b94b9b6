-- Why: ANALYZE reads 300 rows for each of the commonest values it may keep: with the hundred that is usual, some 30 000 of each of the tables
-- that grow with every passage, each time they have grown by a tenth; a twentieth of all there was to do went there. Thirty tell the
-- planner as much: there are 60 stations, a dozen companies, and of parties and vehicles only how many. What is noted as due is
-- never asked for by its keys.
do $$
declare
  name text;
begin
  for name in
    select format('alter table %I alter %I set statistics 30', c.relname, a.attname)
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and not a.attisdropped and a.attnum > 0 and coalesce(a.attstattarget, -1) < 0
      and (c.relname in ('passage', 'charge', 'posting', 'passage_key', 'rating_checkpoint', 'balance', 'due')
        or c.relispartition and c.relkind = 'r' and c.relname ~ '^(passage|charge|posting)_[0-9]{4}_[0-9]{2}$')
    order by c.relname, a.attnum
  loop
    execute name;
  end loop;
end $$;
alter table due alter keys set statistics 0, alter from_at set statistics 0;
