-- Why: the key of a posting began with its party, and so was written all over its index, though nobody looks a month's postings up by
-- the party. What is booked is numbered as it comes: begun with that, the key is written where it was written last. The one that asks
-- by the party asks for credit, which few have. Built at once: nothing is booked for as long as that takes.
create index posting_of_credit on posting (party_id) where 'customer-credit' in (from_account, to_account);
alter table posting drop constraint posting_pkey;
alter table posting add primary key (ref_id, kind, party_id, month_on);

-- ANALYZE reads 300 rows for each of the commonest values it may keep: with the hundred that is usual, some 30 000 of each of the tables
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
