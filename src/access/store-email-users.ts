import type { ReachedParty } from '#customers/contact.ts'
import type { Queryable, Tx } from '#db/connection.ts'

export type EmailAttempt = {
  readonly purpose: 'register' | 'log-in' | 'forgotten'
  readonly email: string
  readonly userId: number | undefined
  readonly passwordHash: string | undefined
  readonly returnTo: string
  readonly proven: boolean
}

export async function saveEmailAttempt(
  db: Queryable,
  tokenDigest: Buffer,
  attempt: Omit<EmailAttempt, 'proven'> & { readonly now: number },
): Promise<void> {
  const { purpose, email, userId, passwordHash, returnTo, now } = attempt
  await db`
    insert into email_attempt (token_digest, purpose, email, user_id, password_hash, return_to, begun_at)
    values (${tokenDigest}, ${purpose}, ${email}, ${userId ?? null}, ${passwordHash ?? null}, ${returnTo}, ${now})`
}

export async function readEmailAttempt(
  db: Queryable,
  tokenDigest: Buffer,
  begunAfter: number,
): Promise<EmailAttempt | undefined> {
  const [row] = await db<(EmailAttempt & { userId: number | null; passwordHash: string | null })[]>`
    select purpose, email, user_id as "userId", password_hash as "passwordHash", return_to as "returnTo", proven
    from email_attempt where token_digest = ${tokenDigest} and begun_at > ${begunAfter}`
  return row && { ...row, userId: row.userId ?? undefined, passwordHash: row.passwordHash ?? undefined }
}

export async function saveAttemptProven(db: Queryable, tokenDigest: Buffer): Promise<void> {
  await db`update email_attempt set proven = true where token_digest = ${tokenDigest}`
}

export async function deleteEmailAttempt(db: Queryable, tokenDigest: Buffer): Promise<void> {
  await db`delete from email_attempt where token_digest = ${tokenDigest}`
}

/** Attempts and codes nobody can use any more, and tries that no longer count. */
export async function deleteOutlivedAttempts(
  db: Queryable,
  at: { begunBefore: number; triedBefore: number; now: number },
): Promise<void> {
  await db`delete from email_attempt where begun_at <= ${at.begunBefore}`
  await db`delete from proof_code where expires_at <= ${at.now}`
  await db`delete from try_limit where last_at <= ${at.triedBefore}`
}

/** Whose address it is. Without a password: they have an electronic identity by now. */
export async function readEmailUser(
  db: Queryable,
  email: string,
): Promise<{ id: number; passwordHash: string | undefined } | undefined> {
  const [user] = await db<{ id: number; passwordHash: string | null }[]>`
    select id, password_hash as "passwordHash" from app_user where email = ${email}`
  return user && { id: user.id, passwordHash: user.passwordHash ?? undefined }
}

/** Nothing happens where the address has a user already. */
export async function insertEmailUser(
  db: Queryable,
  user: { email: string; passwordHash: string; now: number },
): Promise<void> {
  await db`
    insert into app_user (email, password_hash, name, first_login_at)
    values (${user.email}, ${user.passwordHash}, '', ${user.now}) on conflict (email) do nothing`
}

/** A new password ends every session, and every log-in that was begun: whoever had the old one is out. */
export async function savePassword(db: Queryable, userId: number, passwordHash: string): Promise<void> {
  await db`update app_user set password_hash = ${passwordHash} where id = ${userId}`
  await endAll(db, userId)
}

async function endAll(db: Queryable, userId: number): Promise<void> {
  await db`delete from login_session where user_id = ${userId}`
  await db`delete from email_attempt where user_id = ${userId}`
}

export type SecondFactor = {
  readonly kind: 'sms' | 'authenticator'
  readonly phone: string | null
  readonly secretSealed: Buffer | null
  readonly lastStep: number
}

export async function readSecondFactor(db: Queryable, userId: number): Promise<SecondFactor | undefined> {
  const [factor] = await db<SecondFactor[]>`
    select kind, phone, secret_sealed as "secretSealed", last_step as "lastStep" from second_factor
    where user_id = ${userId} for update`
  return factor
}

export async function saveSecondFactor(
  db: Queryable,
  factor: { userId: number; now: number } & SecondFactor,
): Promise<void> {
  const { userId, kind, phone, secretSealed, lastStep, now } = factor
  await db`
    insert into second_factor (user_id, kind, phone, secret_sealed, last_step, set_at)
    values (${userId}, ${kind}, ${phone}, ${secretSealed}, ${lastStep}, ${now})
    on conflict (user_id) do update
    set kind = excluded.kind, phone = excluded.phone, secret_sealed = excluded.secret_sealed,
        last_step = excluded.last_step, set_at = excluded.set_at`
}

/** Where the user is told of what was changed. */
export async function readUserEmail(db: Queryable, userId: number): Promise<string | undefined> {
  const [user] = await db<{ email: string | null }[]>`select email from app_user where id = ${userId}`
  return user?.email ?? undefined
}

/**
 * Who logs in by e-mail logs in by another address from now on; other sessions than the asking one end, and every log-in and
 * new password that was begun. Returns the address before; undefined: nothing changed, for the customer is not the user's
 * own, they do not log in by e-mail, or another user has the address.
 */
export async function saveUserEmail(
  db: Queryable,
  of: { readonly userId: number; readonly partyId: number; readonly email: string; readonly keep: Buffer },
): Promise<string | undefined> {
  const [changed] = await db<{ before: string }[]>`
    update app_user u set email = ${of.email}
    from (select id, email from app_user where id = ${of.userId} for update) b
    where u.id = b.id and u.party_id = ${of.partyId} and u.password_hash is not null and u.email <> ${of.email}
      and not exists (select from app_user other where other.email = ${of.email})
    returning b.email as before`
  if (!changed) return undefined
  await db`delete from login_session where user_id = ${of.userId} and token_digest <> ${of.keep}`
  await db`delete from email_attempt where user_id = ${of.userId}`
  return changed.before
}

/** False: a code of that step, or a later one, has been taken. */
export async function saveLastStep(db: Queryable, userId: number, step: number): Promise<boolean> {
  const saved = await db`
    update second_factor set last_step = ${step} where user_id = ${userId} and last_step < ${step}`
  return saved.count === 1
}

/** The session goes on under another token, with all doors open; the user's others end. */
export async function saveSecured(
  db: Queryable,
  move: { from: Buffer; to: Buffer; csrfToken: string; userId: number },
): Promise<boolean> {
  await db`delete from login_session where user_id = ${move.userId} and token_digest <> ${move.from}`
  const moved = await db`
    update login_session set token_digest = ${move.to}, csrf_token = ${move.csrfToken}, secured = true
    where token_digest = ${move.from} and user_id = ${move.userId}`
  return moved.count === 1
}

/**
 * An electronic identity takes the place of password and second factor, and ends what was begun with them. The customer
 * they are becomes known by its number, where no other is. False: it is another user's already.
 */
export async function saveElectronicIdentity(
  db: Queryable,
  of: {
    readonly userId: number
    readonly nationalIdDigest: string
    /** Who has that number as a customer. */
    readonly partyId: number | undefined
    /** What the identity provider calls them. */
    readonly name: string | undefined
  },
): Promise<boolean> {
  const added = await db`
    update app_user set national_id_digest = ${of.nationalIdDigest}, password_hash = null,
                        party_id = coalesce(party_id, ${of.partyId ?? null})
    where id = ${of.userId} and national_id_digest is null
      and not exists (select from app_user other where other.national_id_digest = ${of.nationalIdDigest})`
  if (added.count !== 1) return false
  await db`select give_number_to_own_party(${of.userId}, ${of.name ?? null})`
  await db`delete from second_factor where user_id = ${of.userId}`
  await endAll(db, of.userId)
  return true
}

/** Lost: every session of the user ends with it. */
export async function deleteSecondFactor(tx: Tx, userId: number): Promise<void> {
  await tx`delete from second_factor where user_id = ${userId}`
  await tx`delete from login_session where user_id = ${userId}`
}

/** By every way the customers are reached that a user is or has linked, the user's own first. */
export async function readReachedOf(tx: Tx, userId: number): Promise<readonly ReachedParty[]> {
  return tx<ReachedParty[]>`
    select party_id as "partyId", name, email, phone, street, postal_code as "postalCode", place, country, language
    from reached_of_user(${userId})`
}

/** Until then nobody changes how those customers are reached and where they are paid. */
export async function pauseChangesOf(
  tx: Tx,
  userId: number,
  at: { readonly now: number; readonly until: number },
): Promise<void> {
  await tx`select pause_changes_of_user(${userId}, ${at.until}, ${at.now})`
}
