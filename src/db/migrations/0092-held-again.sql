-- Why: a release of parked agreements can be undone, and who did it is kept.
alter table agreement_hold
  add held_again_by text,
  add held_again_because text check (held_again_because <> ''),
  add held_again_at timestamptz,
  add check ((held_again_by is null) = (held_again_at is null) and (held_again_because is null) = (held_again_at is null));
