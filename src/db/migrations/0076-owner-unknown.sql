-- Why: where nobody finds the owner, a person decides: never charged, asked for again, or handed to the collector abroad.
alter table passage_waiting
  drop constraint passage_waiting_state_check,
  add constraint passage_waiting_state_check check (state in ('waiting-for-owner', 'other-issuer', 'withdrawn', 'rejected'));

-- What was decided of a line, by whom and why. What the rule hands to the collector by itself has no row.
create table owner_decision (
  id bigint generated always as identity primary key,
  charger_id smallint not null,
  sequence bigint not null,
  decision text not null check (decision in ('rejected', 'asked-again', 'handed-abroad')),
  decided_by text not null,
  decided_because text not null check (decided_because <> ''),
  decided_at timestamptz not null
);
create index owner_decision_by_line on owner_decision (charger_id, sequence);
grant select, insert on owner_decision to brikke_batch;
