import type { Language } from '#core/language.ts'
import type { Queryable } from '#db/connection.ts'
import type { Right } from './representation.ts'
import { type Acting, isAlive, isWorthTelling, type Session, type SessionLimits } from './session.ts'
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
  const [row] = await db<Row[]>`
    select s.user_id as "userId", u.name, s.language, s.csrf_token as "csrfToken", s.started_at as "startedAt",
           s.last_seen_at as "lastSeenAt", s.may_act as "mayAct", u.party_id as "ownPartyId", s.secured, u.email, s.identity_provider = 'e-mail' as "byEmail", s.acting_withdrawn as withdrawn,
           s.acting_organisation_number as "organisationNumber", s.acting_name as "organisationName",
           s.acting_because as because, s.rights_asked_at as "askedAt",
           case when s.acting_organisation_number is null or s.acting_withdrawn
                then array(select distinct id from (
                             select l.party_id as id from user_agreement l
                             where l.user_id = s.user_id and l.revoked_at is null
                             union select u.party_id where u.party_id is not null
                             union select parties_by_national_id(u.national_id_digest)) own order by id)
                else array_remove(array[party_of_organisation(s.acting_organisation_number)], null) end as "partyIds"
    from login_session s join app_user u on u.id = s.user_id
    where s.token_digest = ${digest}`
  if (!row) return undefined
  const session = sessionOf(row)
  if (!isAlive(session, at.now, at.limits)) {
    await deleteSession(db, digest)
    return undefined
  }
  if (isWorthTelling(session, at.now)) await touchSession(db, digest, at.now)
  return session
}

type Row = Pick<
  Session,
  'userId' | 'name' | 'csrfToken' | 'startedAt' | 'lastSeenAt' | 'mayAct' | 'secured' | 'byEmail' | 'partyIds'
> & {
  readonly language: Language | null
  readonly ownPartyId: number | null
  readonly email: string | null
  readonly withdrawn: boolean
  readonly organisationNumber: string | null
  readonly organisationName: string | null
  readonly because: Right | null
  readonly askedAt: number | null
}

function sessionOf(row: Row): Session {
  const { userId, name, csrfToken, startedAt, lastSeenAt, mayAct, secured, byEmail, partyIds } = row
  return {
    userId,
    name,
    csrfToken,
    startedAt,
    lastSeenAt,
    mayAct,
    secured,
    byEmail,
    partyIds,
    email: row.email ?? undefined,
    language: row.language ?? undefined,
    ownPartyId: row.ownPartyId ?? undefined,
    acting: actingOf(row),
    withdrawnFrom: row.withdrawn ? (row.organisationName ?? undefined) : undefined,
  }
}

function actingOf({ withdrawn, organisationNumber, organisationName, because, askedAt }: Row): Acting {
  if (withdrawn || organisationNumber === null || organisationName === null) return { kind: 'self' }
  if (because === null || askedAt === null) return { kind: 'self' }
  return { kind: 'organisation', name: organisationName, organisationNumber, because, askedAt }
}
