-- Why: what an owner without agreement is charged is parked too, and a passage of what is parked can be rejected.

-- Agreement 0 is none, as in the ledger: each toll charger invoices the owner by itself, and parks by itself.
alter table agreement_hold
  drop constraint agreement_hold_pkey,
  add charger_id smallint not null default 0,
  add primary key (party_id, agreement_id, charger_id, month_on, reason),
  add check ((agreement_id = 0) = (charger_id <> 0));

-- Nothing about it looked wrong by itself: what it is charged to is parked.
alter table passage_hold
  drop constraint passage_hold_reason_check,
  add constraint passage_hold_reason_check
    check (reason in ('same-plate-twice', 'impossible-travel-time', 'after-reported-sale', 'complaint', 'parked')),
  add check (reason <> 'parked' or state = 'rejected');

-- Terms 5.9: when an agreement with deletion was made an ordinary one. What passed before may follow passages that are erased.
alter table agreement add deleted_passages_until timestamptz;

-- Who decided of an exemption, as of everything that somebody asks for (docs/decisions/032). Null: before it was asked.
alter table exemption
  add decided_by text,
  add ended_by text,
  add ended_at timestamptz,
  add check ((ended_by is null) = (ended_at is null));
