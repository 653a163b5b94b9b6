-- Why: passages debited months late park their agreement until somebody has looked, and what replaced a row is found from it.
alter table agreement_hold
  drop constraint agreement_hold_reason_check,
  add constraint agreement_hold_reason_check check (reason in ('passage-storm', 'price-jump', 'late-charges'));

-- Ids lie as they were written, but for rows that took another's place: those are few, and in a month that was full already.
create index passage_moved on passage (id) where replaces_passage_id is not null;

-- A price that stays the same may have another reason by now. What is to be paid is never written over.
grant update (because, hour_group, window_start) on charge to brikke_batch;

-- A daily control that found something is done, and yet it must be seen that it did.
alter table scheduled_run add differences int not null default 0 check (differences >= 0);
grant update (differences) on scheduled_run to brikke_batch;
