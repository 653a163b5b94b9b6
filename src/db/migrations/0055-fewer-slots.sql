-- Why: vehicles had sixteen slots, so that a day's files were rated in sixteen transactions of some hundred vehicles, each with the
-- cost of thirty statements. In eight they are more together; a slot has twice the parts instead.
delete from due_slot where kind = 'rate' and slot >= 8;

create temporary table noted on commit drop as
select k.kind, k.run % s.slots as slot, k.run / s.slots % 128 as part, k.key, k.from_at
from (select kind, key, from_at, coalesce(substring(key from '\d+$')::bigint, 0) / 64 as run from due_key) k
join (select kind, count(*) as slots from due_slot group by kind) s on s.kind = k.kind;
delete from due;
insert into due (kind, slot, part, keys, from_at)
select kind, slot, part, array_agg(key order by from_at), array_agg(from_at order by from_at) from noted group by kind, slot, part;
update due_slot set last_part = -1;
