-- Why: customers name the account they are paid back to; who has lost the second factor comes in by letter; and a person
-- who became a customer by the pages has a sealed national identity number like the others.
alter table payout_account
  add changed_by_user bigint references app_user,          -- the customer, or who acts for them
  -- Undoes the change, from the message that told of it: the digest of what stands in its address.
  add undo_digest bytea unique,
  add undo_until timestamptz,
  add check (num_nulls(changed_by_user, undo_digest, undo_until) in (0, 3)),
  add check (changed_by_user is null or (changed_by is null and verified_how = 'logged-in'));
grant insert (party_id, account_number, changed_at, changed_by_user, verified_at, verified_how, undo_digest, undo_until),
      update (ended_at) on payout_account to brikke_app;
create policy own_new on payout_account for insert to brikke_app
  with check (visible_party(party_id) and changed_by_user is not null);
create policy own_end on payout_account for update to brikke_app
  using (visible_party(party_id)) with check (visible_party(party_id));

alter table change_pause
  drop constraint change_pause_because_check,
  add constraint change_pause_because_check
    check (because in ('agreement-linked', 'payout-account-changed', 'second-factor-lost'));
grant insert (party_id, until_at, because, begun_at) on change_pause to brikke_app;
create policy own_new on change_pause for insert to brikke_app with check (visible_party(party_id));

-- One click from the message that told of it: the account before holds again. The pause goes its time.
create function undo_payout_account(digest bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  undone payout_account;
begin
  update payout_account set ended_at = at
  where undo_digest = digest and undo_until > at and ended_at is null returning * into undone;
  if undone.id is null then return false; end if;
  insert into payout_account (party_id, account_number, changed_at, changed_by, verified_at, verified_how, verified_by)
  select party_id, account_number, changed_at, changed_by, verified_at, verified_how, verified_by
  from payout_account where party_id = undone.party_id and id < undone.id order by id desc limit 1;
  -- Whoever changed it may sit there still.
  delete from login_session where user_id = undone.changed_by_user;
  return true;
end $$;

alter table proof_code
  drop constraint proof_code_purpose_check,
  add constraint proof_code_purpose_check check (purpose in (
    'register', 'log-in', 'forgotten', 'second-factor', 'confirm-email', 'contact-email', 'contact-phone', 'find-by-email',
    'find-by-number', 'payout-account', 'lost-factor')),
  -- Takes a code back before it is typed, from the message that told of it.
  add undo_digest bytea unique;

-- How the customers that a user is, or has linked, are reached: the user's own first. Asked by a log-in that has its
-- password and lacks its second factor, and so sees nobody's rows.
create function reached_of_user(of_user bigint)
returns table (party_id bigint, name text, email text, phone text, street text, postal_code text, place text, country text, language text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, p.email, p.phone, p.street, p.postal_code, p.place, p.country, p.language
  from party p
  where p.id = (select u.party_id from app_user u where u.id = of_user)
     or p.id in (select l.party_id from user_agreement l where l.user_id = of_user and l.revoked_at is null)
  order by p.id = (select u.party_id from app_user u where u.id = of_user) desc nulls last, p.id
$$;

-- Whoever came in without the second factor moves neither the customer's mail nor their money for a while.
create function pause_changes_of_user(of_user bigint, until timestamptz, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into change_pause (party_id, until_at, because, begun_at)
  select r.party_id, until, 'second-factor-lost', at from reached_of_user(of_user) r on conflict do nothing
$$;

alter table app_user add national_id_sealed bytea;

create or replace function make_own_party(of_user bigint, new_public_id uuid, contact jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known app_user;
  made bigint;
begin
  select * into known from app_user where id = of_user for update;
  if known.id is null then raise exception 'no such user: %', of_user; end if;
  if known.party_id is not null then return known.party_id; end if;
  insert into party (public_id, kind, name, national_id_digest, national_id_sealed, email, phone, street, postal_code, place, country, language)
  values (new_public_id, 'person', contact ->> 'name', known.national_id_digest, known.national_id_sealed, contact ->> 'email',
          contact ->> 'phone', contact ->> 'street', contact ->> 'postalCode', contact ->> 'place', contact ->> 'country',
          contact ->> 'language')
  on conflict (national_id_digest) do nothing
  returning id into made;
  -- Somebody imported the same person in between.
  if made is null then select id into made from party where national_id_digest = known.national_id_digest; end if;
  -- Who came by e-mail is called nothing until now.
  update app_user set party_id = made, name = case when name = '' then contact ->> 'name' else name end where id = of_user;
  return made;
end $$;

-- Of parties that were made before users had a sealed number.
create function seal_own_party(of_user bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
  update party p set national_id_sealed = u.national_id_sealed
  from app_user u
  where u.id = of_user and p.id = u.party_id and p.national_id_sealed is null and p.national_id_digest = u.national_id_digest
$$;

revoke execute on function undo_payout_account(bytea, timestamptz), reached_of_user(bigint),
  pause_changes_of_user(bigint, timestamptz, timestamptz), seal_own_party(bigint) from public;
grant execute on function undo_payout_account(bytea, timestamptz), reached_of_user(bigint),
  pause_changes_of_user(bigint, timestamptz, timestamptz), seal_own_party(bigint) to brikke_app;
