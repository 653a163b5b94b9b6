/** The first ones cost nothing: anybody mistypes. */
const FREE_TRIES = 3
const FIRST_DELAY_MS = 5_000
const LONGEST_DELAY_MS = 60 * 60_000
/** After so long without a try one begins anew. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000

/** An hour's tries from one address or block: an office behind one shares them. */
export const FROM_ONE_BLOCK_MAX = 50
const FROM_ONE_BLOCK_WITHIN_MS = 60 * 60_000

/**
 * When the next try from a block is allowed, after one now: all of an hour's at once, then one as each of them leaks away.
 * `allowedAt` is what the try before left; 0 where there was none.
 */
export function allowedFromBlock(allowedAt: number, now: number): number {
  const each = FROM_ONE_BLOCK_WITHIN_MS / FROM_ONE_BLOCK_MAX
  return Math.max(allowedAt, now - (FROM_ONE_BLOCK_MAX - 1) * each) + each
}

/**
 * How long one must wait after so many tries in vain: twice as long for each. It grows, and never locks for good: to
 * lock another out of their own would be an attack as well.
 */
export function delayAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(failures - FREE_TRIES, 20), LONGEST_DELAY_MS)
}
