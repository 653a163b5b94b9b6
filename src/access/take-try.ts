import { keyedDigest } from '#core/seal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { allowedFromBlock, delayAfter, FORGOTTEN_AFTER_MS } from './delay.ts'
import { deleteLimit, openLimit, readLimit, saveLimit } from './store-limits.ts'

/** What is counted: tries of one thing, at one address or number. */
export type Tried = {
  readonly what: string
  readonly at: string
  readonly digestKeyHex: string
  /** The block of addresses it comes from (arrival.ts): all its tries, of whatever, are counted together. */
  readonly from?: string | undefined
}

type MayTry = { readonly mayTry: true } | { readonly mayTry: false; readonly waitMs: number }

/**
 * A try, or the wait before the next. Counted before it is made, so that many at the same moment are counted as many;
 * one that succeeds is forgotten (`forgetTries`). The table holds neither address nor number.
 */
export async function takeTry(db: Db, tried: Tried, now: number): Promise<MayTry> {
  const key = keyOf(tried)
  return inTransaction(db, async (tx) => {
    // Always before what is tried: two that wait for each other would wait for ever.
    const from = tried.from === undefined ? MAY : await takeFromBlock(tx, { ...tried, from: tried.from }, now)
    if (!from.mayTry) return from
    await openLimit(tx, key, now)
    const limit = await readLimit(tx, key)
    if (!limit) return { mayTry: false, waitMs: delayAfter(Number.MAX_SAFE_INTEGER) }
    if (limit.allowedAt > now) return { mayTry: false, waitMs: limit.allowedAt - now }
    const failures = (now - limit.lastAt >= FORGOTTEN_AFTER_MS ? 0 : limit.failures) + 1
    await saveLimit(tx, { key, failures, allowedAt: now + delayAfter(failures), now })
    return MAY
  })
}

const MAY: MayTry = { mayTry: true }

async function takeFromBlock(
  tx: Tx,
  { from, digestKeyHex }: Tried & { from: string },
  now: number,
): Promise<MayTry> {
  const key = keyOf({ what: 'from', at: from, digestKeyHex })
  await openLimit(tx, key, now)
  const limit = await readLimit(tx, key)
  const allowedAt = limit && limit.failures > 0 ? limit.allowedAt : 0
  if (allowedAt > now) return { mayTry: false, waitMs: allowedAt - now }
  await saveLimit(tx, { key, failures: 1, allowedAt: allowedFromBlock(allowedAt, now), now })
  return MAY
}

export async function forgetTries(db: Db, tried: Tried): Promise<void> {
  await deleteLimit(db, keyOf(tried))
}

function keyOf({ what, at, digestKeyHex }: Tried): string {
  return keyedDigest(digestKeyHex, `try:${what}:${at}`)
}
