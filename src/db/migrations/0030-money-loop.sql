-- Why: what a bank takes back after the reminder is asked for by the reminder; claims are settled when something happened
-- to them, and not looked through all the time; and a block is lifted by who set it.

-- A reminder is raised by what the invoice before it turned out not to have been paid, by a line of the same amount and
-- with new days to pay. Nobody may change an invoice's total else: hence a function of the owner's, and no grant.
create function raise_reminders(line_ids bigint[], from_ids bigint[], to_ids bigint[], ores bigint[], keep_due bigint[], today date)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from unnest(from_ids, to_ids, ores) as m (from_id, to_id, ore)
             left join invoice f on f.id = m.from_id and f.replaced_by = m.to_id
             left join invoice r on r.id = m.to_id and r.kind = 'reminder'
             where f.id is null or r.id is null or m.ore is null or m.ore <= 0) then
    raise exception 'only a reminder is raised, by more than nothing, for the invoice it replaced';
  end if;
  update invoice i set
    carried_ore = i.carried_ore + c.carried,
    total_ore = i.total_ore + c.raised,
    state = case when i.state = 'paid' then 'partly-paid' else i.state end,
    due_on = case when i.kind <> 'reminder' or i.replaced_by is not null or i.id = any (keep_due) then i.due_on
                  else greatest(i.due_on, today + (i.due_on - i.issued_on)) end
  from (select id, sum(carried) as carried, sum(raised) as raised from (
          select from_id as id, ore as carried, 0 as raised from unnest(from_ids, ores) as m (from_id, ore)
          union all select to_id, 0, ore from unnest(to_ids, ores) as m (to_id, ore)) m group by id) c
  where i.id = c.id;
  insert into invoice_line (id, invoice_id, party_id, charger_name, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
  select l.id, i.id, i.party_id, i.issuer_name, 'reminded', l.ore, l.ore, 0, 0
  from unnest(line_ids, to_ids, ores) as l (id, invoice_id, ore) join invoice i on i.id = l.invoice_id;
end $$;
revoke execute on function raise_reminders from public;
grant execute on function raise_reminders to brikke_batch;
grant update (amount_ore) on collection_claim to brikke_batch;

-- `settle`: money moved on a reminder, or on an invoice that has one. The key is the invoice.
insert into due_slot (kind, slot) select 'settle', generate_series(0, 3);
insert into due (kind, slot, key, from_at)
select 'settle', abs(hashtext(i.id::text) % 4), i.id::text, i.issued_at from invoice i
where (i.state = 'replaced-by-reminder' and i.total_ore > i.allocated_ore + i.carried_ore)
   or exists (select from collection_claim k where k.reminder_id = i.id);

-- `portfolio`: the issuer's own file says so, and only it ends it. `system`: a rule here, and the rule ends it.
alter table agreement_block
  add set_by text not null default 'system' check (set_by in ('portfolio', 'system')),
  drop constraint agreement_block_agreement_id_because_during_excl,
  add exclude using gist (agreement_id with =, because with =, set_by with =, during with &&);
update agreement_block b set set_by = 'portfolio'
where not (because = 'debt-collection' and exists (
  select from collection_claim k where k.agreement_id = b.agreement_id and k.handed_at <= lower(b.during)));
