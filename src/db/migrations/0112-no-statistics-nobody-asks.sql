-- Why: ANALYZE sorted thousands of values of columns that no query filters, joins, groups or orders by: a twentieth of what
-- PostgreSQL does while passages come in. The planner does without these; what it weighs has its statistics as before.
-- Without `only`: the months that stand have it too.
alter table passage
  alter lane set statistics 0, alter picture_ref set statistics 0, alter plate_certainty set statistics 0,
  alter class_seen set statistics 0, alter plate_read set statistics 0;
alter table charge
  alter because set statistics 0, alter hour_group set statistics 0, alter window_start set statistics 0,
  alter tariff_ore set statistics 0, alter vat_percent set statistics 0, alter vat_ore set statistics 0,
  alter leg_name set statistics 0, alter departs_at set statistics 0, alter plate set statistics 0;
alter table posting
  alter amount_ore set statistics 0;
alter table passage_key
  alter content_digest set statistics 0;
-- A checkpoint is found by its key: what it counted after is asked for then, of the one.
alter table rating_checkpoint
  alter rated_to set statistics 0, alter resume_at set statistics 0, alter open_until set statistics 0,
  alter counts_before set statistics 0, alter counts_after set statistics 0;

-- As it was, and a new month is analyzed as its table says: the server itself copies no targets to a partition.
create or replace function ensure_month(month date) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  parent text;
  part text;
  targets text;
begin
  if extract(day from month) <> 1 then raise exception 'not the first of a month: %', month; end if;
  foreach parent in array array['passage', 'charge', 'posting'] loop
    part := parent || to_char(month, '_YYYY_MM');
    if to_regclass(part) is null then
      perform pg_advisory_xact_lock(7301003);
      -- Asked of the catalogue itself: the name look-up above may remember that there was none before the lock was ours.
      if not exists (select from pg_class where relname = part and relnamespace = 'public'::regnamespace) then
        execute format('create table %I (like %I including defaults including constraints)', part, parent);
        select string_agg(format('alter %I set statistics %s', attname, attstattarget), ', ') into targets
        from pg_attribute where attrelid = parent::regclass and attstattarget >= 0 and not attisdropped;
        if targets is not null then execute format('alter table %I %s', part, targets); end if;
        execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                       parent, part, month, month + interval '1 month');
      end if;
    end if;
  end loop;
end $$;
