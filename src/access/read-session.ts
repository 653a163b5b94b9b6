import type { Language } from '#core/language.ts'
import type { Queryable } from '#db/connection.ts'
import { isAlive, isWorthTelling, type Session, type SessionLimits } from './session.ts'
import { deleteSession, touchSession } from './store.ts'
import { tokenDigest } from './token.ts'

/** The session of a cookie, or nothing: unknown, too old, or left alone too long. */
export async function readSession(
  db: Queryable,
  token: string | undefined,
  at: { now: number; limits: SessionLimits },
): Promise<Session | undefined> {
  if (token === undefined) return undefined
  const digest = tokenDigest(token)
  const [row] = await db<(Omit<Session, 'language'> & { language: Language | null })[]>`
    select s.user_id as "userId", u.name, s.language, s.csrf_token as "csrfToken", s.started_at as "startedAt",
           s.last_seen_at as "lastSeenAt",
           array(select distinct l.party_id from user_agreement l
                 where l.user_id = s.user_id and l.revoked_at is null order by 1) as "partyIds"
    from login_session s join app_user u on u.id = s.user_id
    where s.token_digest = ${digest}`
  if (!row) return undefined
  const session = { ...row, language: row.language ?? undefined }
  if (!isAlive(session, at.now, at.limits)) {
    await deleteSession(db, digest)
    return undefined
  }
  if (isWorthTelling(session, at.now)) await touchSession(db, digest, at.now)
  return session
}
