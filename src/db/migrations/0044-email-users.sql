-- Why: who has no electronic identity logs in by e-mail, password and a second factor; and everybody may find an agreement
-- that is theirs by what reaches only them.
alter table app_user
  alter national_id_digest drop not null,
  add email text unique check (email = lower(email)),
  add password_hash text,
  add constraint can_log_in check (national_id_digest is not null or (email is not null and password_hash is not null));

-- Until there is a second factor the session leads to where one is made, and nowhere else.
alter table login_session add secured boolean not null default true;
-- With an electronic identity to be added to a user who came by e-mail.
alter table login_attempt add for_user bigint references app_user;

create table second_factor (
  user_id bigint primary key references app_user,
  kind text not null check (kind in ('sms', 'authenticator')),
  phone text,
  secret_sealed bytea,
  -- The newest step an authenticator's code was taken of: none is taken twice.
  last_step bigint not null default 0,
  set_at timestamptz not null,
  check ((kind = 'sms') = (phone is not null)),
  check ((kind = 'authenticator') = (secret_sealed is not null))
);
grant select, insert, update, delete on second_factor to brikke_app;
grant select on second_factor to brikke_batch;

-- Between a password and what must follow. The cookie of the asking browser holds the token, the table its digest.
create table email_attempt (
  token_digest bytea primary key,
  purpose text not null check (purpose in ('register', 'log-in', 'forgotten')),
  email text not null,
  -- Null where no user has the address; the browser is not told.
  user_id bigint references app_user,
  password_hash text,
  return_to text not null,
  -- The code has been typed: what it was for may be done.
  proven boolean not null default false,
  begun_at timestamptz not null
);
create index email_attempt_by_time on email_attempt (begun_at);
grant select, insert, update, delete on email_attempt to brikke_app;

-- A code that was sent somewhere, and is typed where it was asked for: bound to the asker, the address and what it is for.
create table proof_code (
  asker bytea not null,
  purpose text not null check (purpose in ('register', 'log-in', 'forgotten', 'second-factor', 'confirm-email', 'contact-email', 'contact-phone', 'find-by-email', 'find-by-number')),
  -- Where it was sent, or what it is for where that is no address: an agreement's id.
  address text not null,
  code_digest text not null,
  tries smallint not null default 0,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (asker, purpose)
);
grant select, insert, update, delete on proof_code to brikke_app;

-- How often something was tried in vain, and from when it may be tried again. The key is a digest.
create table try_limit (
  key text primary key,
  failures int not null,
  allowed_at timestamptz not null,
  last_at timestamptz not null
);
grant select, insert, update, delete on try_limit to brikke_app;

alter table user_agreement drop constraint user_agreement_proof_check,
  add constraint user_agreement_proof_check check (proof in ('national-id', 'email', 'letter')),
  -- Undoes the link, from the mail that told of it: the digest of what stands in its address.
  add undo_digest bytea unique,
  add undo_until timestamptz;

-- After a link by another proof than the national identity number: until then contact data and payout account stay as
-- they are (whoever linked falsely must not be able to move the customer's mail and money).
create table change_pause (
  party_id bigint not null references party,
  until_at timestamptz not null,
  because text not null check (because in ('agreement-linked')),
  begun_at timestamptz not null,
  ended_at timestamptz,
  primary key (party_id, begun_at)
);
grant select on change_pause to brikke_app, brikke_batch;
alter table change_pause enable row level security;
alter table change_pause force row level security;
create policy own_rows on change_pause for select to brikke_app using (visible_party(party_id));

-- What stands on an address: told in full only in the mail to that very address.
create function agreements_on_email(address text, at timestamptz)
returns table (agreement_id bigint, party_id bigint, agreement_number text, issuer_name text, may_link boolean, is_business boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.party_id, a.agreement_number, c.name,
         p.kind = 'person' and p.national_id_digest is null, p.kind = 'organisation'
  from party p join agreement a on a.party_id = p.id join company c on c.id = a.issuer_id
  where lower(p.email) = address and (a.valid_to is null or a.valid_to > at)
  order by a.id
$$;

-- By an agreement's number and the plate of a vehicle under it: a person's, whose national identity number is not known.
create function agreement_by_number(number text, plate_there text, at timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select min(a.id) from agreement a join party p on p.id = a.party_id
  where a.agreement_number = number and p.kind = 'person' and p.national_id_digest is null and p.street is not null
    and (a.valid_to is null or a.valid_to > at)
    and exists (select from tag_assignment t join vehicle v on v.id = t.vehicle_id
                where t.agreement_id = a.id and t.valid @> at and v.plate = plate_there)
  having count(*) = 1
$$;

-- Where a letter about such an agreement goes.
create function address_of_agreement(of_agreement bigint)
returns table (agreement_id bigint, party_id bigint, agreement_number text, name text, email text, phone text, street text,
               postal_code text, place text, country text, language text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, p.id, a.agreement_number, p.name, p.email, p.phone, p.street, p.postal_code, p.place, p.country, p.language
  from agreement a join party p on p.id = a.party_id
  where a.id = of_agreement and p.kind = 'person' and p.national_id_digest is null
$$;

-- Links what was proven, pauses what may be changed, and says whom to tell: every way the customer could be reached before.
create function link_agreements(of_user bigint, agreement_ids bigint[], by_proof text, at timestamptz, pause_until timestamptz, undo bytea[])
returns table (agreement_id bigint, party_id bigint, agreement_number text, name text, email text, phone text, street text, postal_code text,
               place text, country text, language text)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if by_proof not in ('email', 'letter') then raise exception 'no such proof: %', by_proof; end if;
  return query
  with linked as (
    insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at, undo_digest, undo_until)
    select of_user, a.id, a.party_id, by_proof, at, undo[g.place_in], pause_until
    from unnest(agreement_ids) with ordinality as g (id, place_in)
    join agreement a on a.id = g.id join party p on p.id = a.party_id
    where p.kind = 'person' and p.national_id_digest is null
    on conflict (user_id, agreement_id) where revoked_at is null do nothing
    returning party_id, agreement_id),
  paused as (
    insert into change_pause (party_id, until_at, because, begun_at)
    select distinct party_id, pause_until, 'agreement-linked', at from linked on conflict do nothing)
  select a.id, p.id, a.agreement_number, p.name, p.email, p.phone, p.street, p.postal_code, p.place, p.country, p.language
  from linked l join agreement a on a.id = l.agreement_id join party p on p.id = l.party_id order by a.id;
end $$;

-- One click from the mail that told of it: the link is gone, and what waited for it may change again.
create function undo_link(digest bytea, at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  undone user_agreement;
begin
  update user_agreement set revoked_at = at
  where undo_digest = digest and revoked_at is null and undo_until > at returning * into undone;
  if undone.id is null then return null; end if;
  -- Whoever linked may sit there still.
  delete from login_session where user_id = undone.user_id;
  return (select agreement_number from agreement where id = undone.agreement_id);
end $$;

-- Whether contact data and payout account of a party must stay as they are, and until when.
create function changes_paused_until(of_party bigint, at timestamptz) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select max(until_at) from change_pause where party_id = of_party and until_at > at and ended_at is null
$$;
revoke execute on function agreements_on_email(text, timestamptz), address_of_agreement(bigint), agreement_by_number(text, text, timestamptz),
  link_agreements(bigint, bigint[], text, timestamptz, timestamptz, bytea[]), undo_link(bytea, timestamptz),
  changes_paused_until(bigint, timestamptz) from public;
grant execute on function agreements_on_email(text, timestamptz), address_of_agreement(bigint), agreement_by_number(text, text, timestamptz),
  link_agreements(bigint, bigint[], text, timestamptz, timestamptz, bytea[]), undo_link(bytea, timestamptz) to brikke_app;
grant execute on function changes_paused_until(bigint, timestamptz) to brikke_app, brikke_batch;
