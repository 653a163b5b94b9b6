-- Why: a ferry trip that is charged says on its invoice where and when it was, and with which vehicle, as a passage does.
-- Of all else they are null.
alter table charge add column leg_name text, add column departs_at timestamptz, add column plate text;
