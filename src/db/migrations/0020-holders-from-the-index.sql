-- Why: asked for twenty thousand tags at once, the planner took the exclusion constraints' own indexes, which are five
-- times as slow to look one up in. Where a number is above nought it always is, and the planner cannot know it of a
-- number it is yet to read: it takes the plain indexes.
alter table tag_assignment drop constraint one_vehicle_per_tag;
alter table tag_assignment add constraint one_vehicle_per_tag
  exclude using gist (tag_id with =, valid with &&) where (tag_id > 0);
alter table tag_assignment drop constraint one_agreement_per_vehicle;
alter table tag_assignment add constraint one_agreement_per_vehicle
  exclude using gist (vehicle_id with =, valid with &&) where (vehicle_id > 0);
alter table tag_assignment add check (tag_id > 0), add check (vehicle_id > 0);
