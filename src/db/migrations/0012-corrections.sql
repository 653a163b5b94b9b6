-- Why: what a passage was can turn out wrong: it is withdrawn, replaced, or found to be another's. Its row stays.
alter table passage
  add ended_because text check (ended_because in ('withdrawn', 'replaced', 're-attributed')),  -- null: it stands
  add replaces_passage_id bigint,
  add plate_read boolean not null default true,               -- false: the vehicle is the read tag's
  add tag_number text,                                        -- read, but not known to be a tag of ours
  add tag_of_another_vehicle boolean not null default false,  -- terms 2.2
  add as_if_tag_read boolean not null default false,          -- terms 3.4
  add check (not erased or tag_number is null);
update passage set plate_read = false where read_by = 'tag' and plate_certainty is null;
-- Ids grow as rows are written, so where they lie says enough. A withdrawn line knows nothing but its id.
create index passage_by_id on passage using brin (id) with (pages_per_range = 16);
-- A read tag is nearly always in its own vehicle, and found by that. These are the others.
create index passage_by_tag on passage (tag_id)
  where tag_id is not null and (tag_of_another_vehicle or read_by = 'plate' or agreement_id is null);
create index passage_by_unknown_tag on passage (tag_number) where tag_number is not null;

alter table passage_waiting
  add replaces_passage_id bigint,
  add plate_read boolean not null default true,
  add as_if_tag_read boolean not null default false,
  drop constraint passage_waiting_state_check,
  add check (state in ('waiting-for-owner', 'other-issuer', 'withdrawn'));
update passage_waiting set plate_read = false where read_by = 'tag' and plate_certainty is null;
create index passage_waiting_by_vehicle on passage_waiting (vehicle_id);
create index passage_waiting_by_tag on passage_waiting (tag_number) where tag_number is not null;

-- Of the corrections of one line the highest sequence decides, whichever came first: it is applied, the others superseded.
alter table passage_correction
  drop constraint passage_correction_state_check,
  add check (state in ('received', 'waiting-for-line', 'applied', 'superseded', 'too-late'));
create index passage_correction_open on passage_correction (state, id) where state in ('received', 'waiting-for-line');
create index passage_correction_by_line on passage_correction (charger_id, corrects_sequence);

-- The key leads to the passage that stands for its line now.
grant update (passage_id) on passage_key to brikke_batch;

-- When a tag was moved, from where and to where. The assignments say what holds; this says what was done.
create table tag_move (
  id bigint generated always as identity primary key,
  tag_id bigint not null references tag,
  from_vehicle_id bigint not null references vehicle,
  to_vehicle_id bigint not null references vehicle,
  holds_from timestamptz not null,
  moved_at timestamptz not null,
  check (holds_from <= moved_at)
);
grant select, insert on tag_move to brikke_batch;
-- One that a move leaves no time at all.
grant delete on tag_assignment to brikke_batch;

-- Terms 2.6: stolen and reported to the police, from when to when. Nobody pays by the tag meanwhile.
create table tag_theft (
  id bigint generated always as identity primary key,
  tag_id bigint not null references tag,
  during tstzrange not null check (not isempty(during)),
  police_reference text not null,
  received_at timestamptz not null,
  exclude using gist (tag_id with =, during with &&)
);
grant select, insert, update on tag_theft to brikke_batch;

-- Terms 2.8: sold, and the issuer told. What passes afterwards is not the seller's.
create table vehicle_sale (
  id bigint generated always as identity primary key,
  vehicle_id bigint not null references vehicle,
  agreement_id bigint not null references agreement,
  party_id bigint not null references party,
  notice_at timestamptz not null,
  unique (vehicle_id, agreement_id, notice_at)
);
grant select, insert on vehicle_sale to brikke_batch;
grant select on vehicle_sale to brikke_app;
alter table vehicle_sale enable row level security;
alter table vehicle_sale force row level security;
create policy own_rows on vehicle_sale for select to brikke_app using (visible_party(party_id));

create index agreement_by_main on agreement (main_agreement_id) where main_agreement_id is not null;

-- re-attribute: what holds a tag, a vehicle or an agreement's vehicles has changed; the key is `tag 9`, `vehicle 12`,
-- `agreement 3`. take-back: an erased passage has ended, and no vehicle leads rating to its charge; the key is the passage.
insert into due_slot (kind, slot) select kind, generate_series(0, 3) from unnest(array['re-attribute', 'take-back']) as k (kind);

-- A file declares its passages: a row that came by a correction, or is written anew under another party, is none of them.
create or replace view audit.passage as
  select p.id, case when k.id is null and p.ended_because is distinct from 're-attributed' then p.file_id * 2 end as file_id,
         p.charger_id::text as source,
         p.sequence::text || case when p.ended_because = 're-attributed' then ' until ' || p.id else '' end as source_ref,
         s.code as station, c.hour_group, p.passed_at, v.country || ' ' || v.plate as plate, t.tag_number as tag_id,
         case when p.ended_because is not null then 'withdrawn' when p.erased then 'erased' when u.state is not null then u.state
              when c.id is not null then 'charged' else 'received' end as state,
         p.received_at
  from passage p
  left join passage_correction k on k.charger_id = p.charger_id and k.sequence = p.sequence
  left join station s on s.id = p.station_id
  left join vehicle v on v.id = p.vehicle_id
  left join tag t on t.id = p.tag_id
  left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                    and c.reverses is null and c.reversed_by is null
  left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
  union all
  select w.id, case when k.id is null then w.file_id * 2 end, w.charger_id::text, w.sequence::text, s.code, null, w.passed_at,
         v.country || ' ' || v.plate, w.tag_number, w.state, w.received_at
  from passage_waiting w
  left join passage_correction k on k.charger_id = w.charger_id and k.sequence = w.sequence
  join station s on s.id = w.station_id left join vehicle v on v.id = w.vehicle_id;
