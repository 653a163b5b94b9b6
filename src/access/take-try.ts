import { keyedDigest } from '#core/seal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { delayAfter, FORGOTTEN_AFTER_MS } from './delay.ts'
import { deleteLimit, openLimit, readLimit, saveLimit } from './store-limits.ts'

/** What is counted: tries of one thing, at one address or number. */
export type Tried = { readonly what: string; readonly at: string; readonly digestKeyHex: string }

/**
 * A try, or the wait before the next. Counted before it is made, so that many at the same moment are counted as many;
 * one that succeeds is forgotten (`forgetTries`). The table holds neither address nor number.
 */
export async function takeTry(
  db: Db,
  tried: Tried,
  now: number,
): Promise<{ readonly mayTry: true } | { readonly mayTry: false; readonly waitMs: number }> {
  const key = keyOf(tried)
  return inTransaction(db, async (tx) => {
    await openLimit(tx, key, now)
    const limit = await readLimit(tx, key)
    if (!limit) return { mayTry: false, waitMs: delayAfter(Number.MAX_SAFE_INTEGER) }
    if (limit.allowedAt > now) return { mayTry: false, waitMs: limit.allowedAt - now }
    const failures = (now - limit.lastAt >= FORGOTTEN_AFTER_MS ? 0 : limit.failures) + 1
    await saveLimit(tx, { key, failures, allowedAt: now + delayAfter(failures), now })
    return { mayTry: true }
  })
}

export async function forgetTries(db: Db, tried: Tried): Promise<void> {
  await deleteLimit(db, keyOf(tried))
}

function keyOf({ what, at, digestKeyHex }: Tried): string {
  return keyedDigest(digestKeyHex, `try:${what}:${at}`)
}
