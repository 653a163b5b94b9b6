-- Why: a tag whose theft was reported before it left its vehicle with the notice stands on there, so that no other can be ordered (docs/decisions/044).
-- From the notice on the vehicle stands under the same agreement by its plate: whose a passage is stays as it was. Not those that a
-- portfolio calls stolen, which says itself where they are. A deposit is as it is: who reported then was not told that it is lost.
create temp table stolen_in_vehicle on commit drop as
  select a.id, a.agreement_id, a.party_id, a.vehicle_id, a.valid, f.received_at
  from tag_assignment a
  join tag t on t.id = a.tag_id and t.state = 'stolen'
  join tag_theft f on f.tag_id = a.tag_id and upper_inf(f.during) and f.police_reference <> 'portfolio'
  where coalesce(upper(a.valid), 'infinity') > f.received_at;
delete from tag_assignment a using stolen_in_vehicle s where a.id = s.id and lower(s.valid) >= s.received_at;
update tag_assignment a set valid = s.valid * tstzrange(null, s.received_at) from stolen_in_vehicle s where a.id = s.id;
insert into tag_assignment (agreement_id, party_id, vehicle_id, valid)
  select agreement_id, party_id, vehicle_id, valid * tstzrange(received_at, null) from stolen_in_vehicle order by id;
