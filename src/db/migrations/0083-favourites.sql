-- Why: who acts for very many has some they always come back to, and others they chose but once. What is kept is whom a user has
-- marked and when, never why; a mark gives no right, and shows nobody Altinn does not name.
create table favourite_organisation (
  user_id bigint not null references app_user,
  organisation_number text not null check (organisation_number ~ '^[0-9]{9}$'),
  marked_at timestamptz not null,
  primary key (user_id, organisation_number)
);
grant select, insert, delete on favourite_organisation to brikke_app;
