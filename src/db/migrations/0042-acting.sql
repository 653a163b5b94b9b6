-- Why: one is oneself, and may act for an organisation. Altinn says for which, and its answer is at most minutes old.
-- The person somebody is as a customer: known also while they have no agreement.
alter table app_user add party_id bigint references party;

alter table login_session
  -- Whether Altinn named an organisation at log-in, or did not say: then there is something to choose from.
  add may_act boolean not null default false,
  add acting_organisation_number text check (acting_organisation_number ~ '^[0-9]{9}$'),
  add acting_name text,
  add acting_because text
    check (acting_because in ('general-manager', 'chair', 'sole-trader', 'delegated')),
  -- When Altinn last said so.
  add rights_asked_at timestamptz,
  -- The right is gone. What is left is the name, to tell it.
  add acting_withdrawn boolean not null default false,
  add constraint acting_is_whole check (
    (acting_organisation_number is null) = (acting_name is null)
    and (acting_organisation_number is null) = (acting_because is null)
    and (acting_organisation_number is null) = (rights_asked_at is null)
    and (acting_organisation_number is not null or not acting_withdrawn));

-- Which party an organisation is: row level security shows the pages' role none before it acts for one.
create function party_of_organisation(number text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select id from party where organisation_number = number and kind = 'organisation'
$$;
revoke execute on function party_of_organisation(text) from public;
grant execute on function party_of_organisation(text) to brikke_app;

-- Of the organisations somebody may act for, the one an invoice is addressed to. Others' invoices are nobody's here.
create function organisation_of_invoice(public_id uuid, numbers text[]) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select p.organisation_number from invoice i join party p on p.id = i.party_id
  where i.public_id = organisation_of_invoice.public_id and p.organisation_number = any (numbers)
$$;
revoke execute on function organisation_of_invoice(uuid, text[]) from public;
grant execute on function organisation_of_invoice(uuid, text[]) to brikke_app;
