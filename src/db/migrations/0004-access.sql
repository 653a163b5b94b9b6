-- Why: who logs in, for how long, and by what proof they see an agreement.
create table app_user (
  id bigint generated always as identity primary key,
  national_id_digest text not null unique,
  name text not null,
  first_login_at timestamptz not null
);
grant select, insert, update on app_user to brikke_app, brikke_batch;

-- The cookie holds the token, the table its digest: a read of the table lets nobody in. Log-in times are the machine's.
create table login_session (
  token_digest bytea primary key,
  user_id bigint not null references app_user,
  csrf_token text not null,
  identity_provider text not null,
  provider_sid text,
  id_token_hint text,
  acr text not null,
  language text check (language in ('nb', 'nn', 'en')),
  started_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index login_session_by_sid on login_session (identity_provider, provider_sid);
grant select, insert, update, delete on login_session to brikke_app;
grant select on login_session to brikke_batch;

-- Between «log in» and the way back from the identity provider.
create table login_attempt (
  state_digest bytea primary key,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  begun_at timestamptz not null
);
grant select, insert, delete on login_attempt to brikke_app;

create table staff_member (
  id bigint generated always as identity primary key,
  company_id smallint not null references company,
  name text not null,
  email text not null unique,
  role text not null check (role in ('reader', 'case-worker', 'finance', 'privacy-officer', 'engineer')),
  portfolio_ref text unique
);
grant select, insert, update on staff_member to brikke_batch;

-- A toll charger's machine that delivers passage files: client credentials, the secret as a digest.
create table api_client (
  client_id text primary key,
  company_id smallint not null references company,
  secret_digest text not null
);
grant select on api_client to brikke_app;
grant select, insert, update on api_client to brikke_batch;
