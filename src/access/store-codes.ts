import type { Queryable } from '#db/connection.ts'

/** What a code is for: typed anywhere else it is none. */
export type Purpose =
  | 'register'
  | 'log-in'
  | 'forgotten'
  | 'second-factor'
  | 'confirm-email'
  | 'contact-email'
  | 'contact-phone'
  | 'find-by-email'
  | 'find-by-number'
  | 'payout-account'
  | 'lost-factor'

/** A new one takes the place of the one before. */
export async function saveCode(
  db: Queryable,
  code: {
    asker: Buffer
    purpose: Purpose
    address: string
    digest: string
    now: number
    expiresAt: number
    /** Of what takes the code back before it is typed. */
    undoDigest: Buffer | undefined
  },
): Promise<void> {
  const { asker, purpose, address, digest, now, expiresAt, undoDigest = null } = code
  await db`
    insert into proof_code (asker, purpose, address, code_digest, begun_at, expires_at, undo_digest)
    values (${asker}, ${purpose}, ${address}, ${digest}, ${now}, ${expiresAt}, ${undoDigest})
    on conflict (asker, purpose) do update
    set address = excluded.address, code_digest = excluded.code_digest, tries = 0, begun_at = excluded.begun_at,
        expires_at = excluded.expires_at, undo_digest = excluded.undo_digest`
}

/** Counts the try, whatever comes of it. */
export async function tryCode(
  db: Queryable,
  of: { asker: Buffer; purpose: Purpose },
): Promise<{ address: string; digest: string; tries: number; expiresAt: number } | undefined> {
  const [row] = await db<{ address: string; digest: string; tries: number; expiresAt: number }[]>`
    update proof_code set tries = least(tries + 1, 1000) where asker = ${of.asker} and purpose = ${of.purpose}
    returning address, code_digest as digest, tries, expires_at as "expiresAt"`
  return row
}

/** True for the first: a code is used once, also by two requests at the same moment. */
export async function deleteCode(
  db: Queryable,
  of: { asker: Buffer; purpose: Purpose; digest: string },
): Promise<boolean> {
  const gone = await db`
    delete from proof_code where asker = ${of.asker} and purpose = ${of.purpose} and code_digest = ${of.digest}`
  return gone.count === 1
}

/** When it was sent, while it may be typed. */
export async function readCodeBegun(
  db: Queryable,
  of: { asker: Buffer; purpose: Purpose; now: number },
): Promise<number | undefined> {
  const [row] = await db<{ begunAt: number }[]>`
    select begun_at as "begunAt" from proof_code
    where asker = ${of.asker} and purpose = ${of.purpose} and expires_at > ${of.now}`
  return row?.begunAt
}

/** True: there was a code to take back. */
export async function deleteCodeUndone(db: Queryable, undoDigest: Buffer): Promise<boolean> {
  const gone = await db`delete from proof_code where undo_digest = ${undoDigest}`
  return gone.count === 1
}

/** Where the last code went, while it may be typed. */
export async function readCodeAddress(
  db: Queryable,
  of: { asker: Buffer; purpose: Purpose; now: number },
): Promise<string | undefined> {
  const [row] = await db<{ address: string }[]>`
    select address from proof_code
    where asker = ${of.asker} and purpose = ${of.purpose} and expires_at > ${of.now}`
  return row?.address
}
