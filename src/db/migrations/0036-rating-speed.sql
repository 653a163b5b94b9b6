-- Why: whose a read tag was took four look-ups: the tag, its assignments, the vehicle's plate, the agreement. A tag's number and
-- a vehicle's plate never change, so an assignment may carry them, and two are left. Written here, so that no writer forgets.
alter table tag_assignment add column tag_number text, add column plate text;

create function name_assignment() returns trigger language plpgsql as $$
begin
  new.tag_number := (select tag_number from tag where id = new.tag_id);
  new.plate := (select country || ' ' || plate from vehicle where id = new.vehicle_id);
  return new;
end $$;
create trigger names_it before insert or update of tag_id, vehicle_id on tag_assignment
  for each row execute function name_assignment();

update tag_assignment a set tag_number = t.tag_number, plate = v.country || ' ' || v.plate
from tag_assignment b join vehicle v on v.id = b.vehicle_id left join tag t on t.id = b.tag_id
where b.id = a.id;
alter table tag_assignment alter plate set not null;
create index tag_assignment_by_number on tag_assignment (tag_number);

-- The slot of a key follows from the number it ends in, 64 together: a worker's vehicles are then neighbours in the tables.
update due d set slot = substring(d.key from '\d+$')::bigint / 64 % s.slots
from (select kind, count(*) as slots from due_slot group by kind) s where s.kind = d.kind;
-- Nothing asks for one row of a key: a number of its own only made the index larger.
alter table due drop column id;
create index due_by_key on due (kind, slot, key);
