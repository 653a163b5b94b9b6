-- Why: whoever writes a plate has its vehicle on a ferry account and sees where it sails. The customer whose toll agreement the
-- vehicle is on is told, once, by the worker: a page may not read another's agreement.
alter table ferry_vehicle add column holder_told_at timestamptz;   -- null: not looked for yet; set also where there is nobody to tell
update ferry_vehicle set holder_told_at = lower(valid);
create index ferry_vehicle_holder_untold on ferry_vehicle (id) where holder_told_at is null;
grant update (holder_told_at) on ferry_vehicle to brikke_batch;
