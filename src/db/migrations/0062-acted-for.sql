-- Why: who acts for many wants those of last time first. What is kept is whom a user has chosen and when, never why.
create table acted_for (
  user_id bigint not null references app_user,
  organisation_number text not null check (organisation_number ~ '^[0-9]{9}$'),
  last_at timestamptz not null,
  primary key (user_id, organisation_number)
);
grant select, insert, update on acted_for to brikke_app;
