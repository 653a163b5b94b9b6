import type { Language } from '#core/language.ts'
import type { Queryable, Tx } from '#db/connection.ts'

export type Attempt = {
  readonly nonce: string
  readonly codeVerifier: string
  readonly returnTo: string
  readonly begunAt: number
  /** Who came by e-mail, and adds an electronic identity. */
  readonly forUser: number | null
}

export async function saveAttempt(db: Queryable, stateDigest: Buffer, attempt: Attempt): Promise<void> {
  const { nonce, codeVerifier, returnTo, begunAt, forUser } = attempt
  await db`
    insert into login_attempt (state_digest, nonce, code_verifier, return_to, begun_at, for_user)
    values (${stateDigest}, ${nonce}, ${codeVerifier}, ${returnTo}, ${begunAt}, ${forUser})`
}

/** Read and gone: an attempt is used once, also by two requests at the same moment. */
export async function takeAttempt(db: Queryable, stateDigest: Buffer): Promise<Attempt | undefined> {
  const [attempt] = await db<Attempt[]>`
    delete from login_attempt where state_digest = ${stateDigest}
    returning nonce, code_verifier as "codeVerifier", return_to as "returnTo", begun_at as "begunAt", for_user as "forUser"`
  return attempt
}

export async function saveUser(
  db: Queryable,
  user: {
    nationalIdDigest: string
    nationalIdSealed?: Buffer
    name: string
    partyId: number | undefined
    now: number
  },
): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    insert into app_user (national_id_digest, national_id_sealed, name, party_id, first_login_at)
    values (${user.nationalIdDigest}, ${user.nationalIdSealed ?? null}, ${user.name}, ${user.partyId ?? null}, ${user.now})
    on conflict (national_id_digest) do update
    -- The seal has a new nonce every time, and one number under it.
    set name = excluded.name, national_id_sealed = coalesce(app_user.national_id_sealed, excluded.national_id_sealed),
        -- Who came by e-mail stays the customer they are, though another was made with their number.
        party_id = case when app_user.email is null then coalesce(excluded.party_id, app_user.party_id)
                        else coalesce(app_user.party_id, excluded.party_id) end
    returning id`
  if (!row) throw new Error('a user was neither made nor found')
  await db`select seal_own_party(${row.id})`
  return row.id
}

export type NewSession = {
  readonly tokenDigest: Buffer
  readonly userId: number
  readonly csrfToken: string
  readonly issuer: string
  readonly sid: string | undefined
  /** Undefined: no identity provider stands behind it. */
  readonly sealedIdToken: string | undefined
  readonly acr: string
  readonly language: Language
  readonly mayAct: boolean
  /** Absent: yes, as with an electronic identity. */
  readonly secured?: boolean
  readonly now: number
}

export async function saveSession(db: Queryable, session: NewSession): Promise<void> {
  await db`
    insert into login_session (token_digest, user_id, csrf_token, identity_provider, provider_sid, id_token_hint, acr,
                               language, may_act, secured, started_at, last_seen_at)
    values (${session.tokenDigest}, ${session.userId}, ${session.csrfToken}, ${session.issuer}, ${session.sid ?? null},
            ${session.sealedIdToken ?? null}, ${session.acr}, ${session.language}, ${session.mayAct}, ${session.secured ?? true}, ${session.now}, ${session.now})`
}

export async function touchSession(db: Queryable, tokenDigest: Buffer, now: number): Promise<void> {
  await db`update login_session set last_seen_at = ${now} where token_digest = ${tokenDigest} and last_seen_at < ${now}`
}

export async function saveSessionLanguage(
  db: Queryable,
  tokenDigest: Buffer,
  language: Language,
): Promise<void> {
  await db`update login_session set language = ${language} where token_digest = ${tokenDigest}`
}

/** Ends a session, and returns what log-out at the identity provider asks for. */
export async function deleteSession(
  db: Queryable,
  tokenDigest: Buffer,
): Promise<{ sealedIdToken: string | null } | undefined> {
  const [row] = await db<{ sealedIdToken: string | null }[]>`
    delete from login_session where token_digest = ${tokenDigest} returning id_token_hint as "sealedIdToken"`
  return row
}

export async function deleteSessionsBySid(
  db: Queryable,
  provider: { issuer: string; sid: string },
): Promise<number> {
  const gone = await db`
    delete from login_session where identity_provider = ${provider.issuer} and provider_sid = ${provider.sid}`
  return gone.count
}

/** What nobody can use any more. */
export async function deleteOutlived(
  db: Queryable,
  before: { startedAt: number; lastSeenAt: number; begunAt: number },
): Promise<void> {
  await db`
    delete from login_session where started_at <= ${before.startedAt} or last_seen_at <= ${before.lastSeenAt}`
  await db`delete from login_attempt where begun_at <= ${before.begunAt}`
  // The session that showed such a form is over.
  await db`delete from form_answer where answered_at <= ${before.startedAt}`
}

/** Writes what the staged portfolio lines change; `import-staff.ts` has decided which. */
export async function saveStagedStaff(tx: Tx): Promise<void> {
  await tx`
    update staff_member m set company_id = s.company_id, name = s.name, email = s.email, role = s.role
    from portfolio_staff s where s.staff_id = m.id and s.outcome = 'updated'`
  await tx`
    insert into staff_member (company_id, name, email, role, portfolio_ref)
    select company_id, name, email, role, ref from portfolio_staff where outcome = 'created' order by line`
}
