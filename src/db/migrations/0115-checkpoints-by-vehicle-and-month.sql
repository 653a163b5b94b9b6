-- Why: of a vehicle the checkpoints of a month and later are asked for. With party and agreement between the two in the key, the index
-- was looked into once more for each party that might stand there. Built at once: nothing is rated for as long as that takes.
alter table rating_checkpoint drop constraint rating_checkpoint_pkey;
alter table rating_checkpoint add primary key (vehicle_id, month_on, party_id, agreement_id);
