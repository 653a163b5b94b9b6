import type { Language } from '#core/language.ts'
import type { Queryable, Tx } from '#db/connection.ts'

export type Attempt = {
  readonly stateDigest: Buffer
  readonly nonce: string
  readonly codeVerifier: string
  readonly returnTo: string
  readonly begunAt: number
}

export async function saveAttempt(db: Queryable, attempt: Attempt): Promise<void> {
  await db`
    insert into login_attempt (state_digest, nonce, code_verifier, return_to, begun_at)
    values (${attempt.stateDigest}, ${attempt.nonce}, ${attempt.codeVerifier}, ${attempt.returnTo}, ${attempt.begunAt})`
}

/** Taken, not read: the same way back cannot be walked twice, not even at the same moment. */
export async function takeAttempt(db: Queryable, stateDigest: Buffer): Promise<Attempt | undefined> {
  const [row] = await db<Attempt[]>`
    delete from login_attempt where state_digest = ${stateDigest}
    returning state_digest as "stateDigest", nonce, code_verifier as "codeVerifier", return_to as "returnTo",
              begun_at as "begunAt"`
  return row
}

export async function forgetAttempts(db: Queryable, begunBefore: number): Promise<void> {
  await db`delete from login_attempt where begun_at < ${begunBefore}`
}

/** The user of a national identity number, made at the first log-in. A provider that tells no name takes none away. */
export async function saveUser(
  tx: Tx,
  user: { nationalIdDigest: string; name: string; machineNow: number },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into app_user as u (national_id_digest, name, first_login_at)
    values (${user.nationalIdDigest}, ${user.name}, ${user.machineNow})
    on conflict (national_id_digest) do update set name = coalesce(nullif(excluded.name, ''), u.name)
    returning id`
  if (!row) throw new Error('a user was neither made nor found')
  return row.id
}

export type NewSession = {
  readonly tokenDigest: Buffer
  readonly userId: number
  readonly csrfToken: string
  readonly issuer: string
  readonly sid: string | null
  readonly sealedIdToken: string
  readonly acr: string
  readonly language: Language | null
  readonly machineNow: number
}

export async function saveSession(tx: Tx, session: NewSession): Promise<void> {
  await tx`
    insert into login_session (token_digest, user_id, csrf_token, identity_provider, provider_sid, id_token_hint, acr,
                               language, started_at, last_seen_at)
    values (${session.tokenDigest}, ${session.userId}, ${session.csrfToken}, ${session.issuer}, ${session.sid},
            ${session.sealedIdToken}, ${session.acr}, ${session.language}, ${session.machineNow}, ${session.machineNow})`
}

/** Never backwards: two requests of one browser may arrive in the other order. */
export async function touchSession(db: Queryable, digest: Buffer, machineNow: number): Promise<void> {
  await db`
    update login_session set last_seen_at = greatest(last_seen_at, ${machineNow}) where token_digest = ${digest}`
}

export async function saveSessionLanguage(db: Queryable, digest: Buffer, language: Language): Promise<void> {
  await db`update login_session set language = ${language} where token_digest = ${digest}`
}

/** The sealed ID token of the session ended, where there was one. */
export async function deleteSession(db: Queryable, digest: Buffer): Promise<string | null | undefined> {
  const [row] = await db<{ id_token_hint: string | null }[]>`
    delete from login_session where token_digest = ${digest} returning id_token_hint`
  return row?.id_token_hint
}

export async function deleteSessionsBySid(db: Queryable, issuer: string, sid: string): Promise<number> {
  const ended = await db`
    delete from login_session where identity_provider = ${issuer} and provider_sid = ${sid}`
  return ended.count
}

export async function deleteSessionsNotSeen(
  db: Queryable,
  before: { started: number; seen: number },
): Promise<void> {
  await db`delete from login_session where started_at <= ${before.started} or last_seen_at <= ${before.seen}`
}
