import type { Queryable } from '#db/connection.ts'
import type { Choice } from './representation.ts'

/** A session goes on under another token. False: it is gone, or somebody has changed it meanwhile. */
export async function moveSession(
  db: Queryable,
  move: {
    readonly from: Buffer
    readonly to: Buffer
    readonly csrfToken: string
    readonly sealedIdToken: string | undefined
    /** Undefined: oneself. */
    readonly acting: Choice | undefined
    readonly now: number
  },
): Promise<boolean> {
  const { from, to, csrfToken, sealedIdToken, acting, now } = move
  const moved = await db`
    update login_session
    set token_digest = ${to}, csrf_token = ${csrfToken}, id_token_hint = ${sealedIdToken ?? null},
        acting_organisation_number = ${acting?.organisationNumber ?? null}, acting_name = ${acting?.name ?? null},
        acting_because = ${acting?.because ?? null}, rights_asked_at = ${acting ? now : null}, acting_withdrawn = false
    where token_digest = ${from}`
  return moved.count === 1
}

/** Altinn has said so again. */
export async function saveRightsAsked(
  db: Queryable,
  tokenDigest: Buffer,
  of: { readonly because: string; readonly now: number },
): Promise<void> {
  await db`
    update login_session set rights_asked_at = ${of.now}, acting_because = ${of.because}
    where token_digest = ${tokenDigest} and acting_organisation_number is not null and not acting_withdrawn`
}

/** From now on the session is the person's own. */
export async function saveWithdrawn(db: Queryable, tokenDigest: Buffer): Promise<void> {
  await db`
    update login_session set acting_withdrawn = true
    where token_digest = ${tokenDigest} and acting_organisation_number is not null`
}

/** What log-out needs, and whom Altinn is asked about: sealed with the session's own token. */
export async function readSealedIdToken(db: Queryable, tokenDigest: Buffer): Promise<string | undefined> {
  const [row] = await db<{ sealed: string | null }[]>`
    select id_token_hint as sealed from login_session where token_digest = ${tokenDigest}`
  return row?.sealed ?? undefined
}
