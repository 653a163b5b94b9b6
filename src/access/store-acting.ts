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

/** Whom the session's user has chosen. */
export async function saveActedFor(
  db: Queryable,
  tokenDigest: Buffer,
  of: { organisationNumber: string; now: number },
) {
  await db`
    insert into acted_for (user_id, organisation_number, last_at)
    select user_id, ${of.organisationNumber}, ${of.now} from login_session where token_digest = ${tokenDigest}
    on conflict (user_id, organisation_number) do update set last_at = excluded.last_at`
}

/** Those a user has chosen, the latest first. */
export async function readActedFor(db: Queryable, userId: number): Promise<readonly string[]> {
  const rows = await db<{ number: string }[]>`
    select organisation_number as number from acted_for where user_id = ${userId} order by last_at desc limit ${SHOWN}`
  return rows.map(({ number }) => number)
}

/** As many as one takes in at a glance. */
const SHOWN = 3

type Favourite = { readonly userId: number; readonly organisationNumber: string }

export async function saveFavourite(
  db: Queryable,
  { userId, organisationNumber, now }: Favourite & { readonly now: number },
): Promise<void> {
  await db`
    insert into favourite_organisation (user_id, organisation_number, marked_at)
    values (${userId}, ${organisationNumber}, ${now}) on conflict do nothing`
}

export async function deleteFavourite(
  db: Queryable,
  { userId, organisationNumber }: Favourite,
): Promise<void> {
  await db`
    delete from favourite_organisation where user_id = ${userId} and organisation_number = ${organisationNumber}`
}

/** Those a user has marked, in the order they were. */
export async function readFavourites(db: Queryable, userId: number): Promise<readonly string[]> {
  const rows = await db<{ number: string }[]>`
    select organisation_number as number from favourite_organisation where user_id = ${userId}
    order by marked_at, organisation_number`
  return rows.map(({ number }) => number)
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
