import type { Language } from '#core/language.ts'
import { type Key, unseal } from '#core/seal.ts'
import type { Queryable } from '#db/connection.ts'
import { isLive, isToBeTouched, type Session, type SessionLimits, tokenDigest } from './session.ts'
import { deleteSession, deleteSessionsBySid, saveSessionLanguage, touchSession } from './store.ts'

/** The session of a cookie, or undefined when there is none any more. */
export async function readSession(
  db: Queryable,
  token: string,
  { machineNow, limits }: { machineNow: number; limits: SessionLimits },
): Promise<Session | undefined> {
  const digest = tokenDigest(token)
  const [row] = await db<SessionRow[]>`
    select s.user_id as "userId", coalesce(nullif(u.name, ''), l.name, '') as name, s.csrf_token as "csrfToken",
           coalesce(l.party_ids, '{}') as "partyIds", s.language, s.acr, s.started_at as "startedAt",
           s.last_seen_at as "lastSeenAt"
    from login_session s
    join app_user u on u.id = s.user_id
    cross join lateral (
      select array_agg(party_id order by party_id) as party_ids, min(name) as name from linked_parties(s.user_id)) l
    where s.token_digest = ${digest}`
  if (!row || !isLive(row, limits, machineNow)) return undefined
  if (isToBeTouched(row, machineNow)) await touchSession(db, digest, machineNow)
  const { startedAt: _, lastSeenAt: __, ...session } = row
  return session
}

/** Logs a browser out. Gives what the identity provider wants to hear to log it out there too. */
export async function endSession(
  db: Queryable,
  token: string,
  { encryptionKey }: { encryptionKey: Key },
): Promise<{ idTokenHint: string } | undefined> {
  const sealed = await deleteSession(db, tokenDigest(token))
  if (!sealed) return undefined
  return { idTokenHint: unseal(encryptionKey, Buffer.from(sealed, 'base64')).toString('utf8') }
}

/** Log-out at the identity provider ends ours: its hidden frame brings no cookie, only issuer and sid. */
export async function endSessionsBySid(db: Queryable, issuer: string, sid: string): Promise<number> {
  return sid === '' ? 0 : deleteSessionsBySid(db, issuer, sid)
}

export async function setSessionLanguage(db: Queryable, token: string, language: Language): Promise<void> {
  await saveSessionLanguage(db, tokenDigest(token), language)
}

type SessionRow = Session & { readonly startedAt: number; readonly lastSeenAt: number }
