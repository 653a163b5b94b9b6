/** The first ones cost nothing: anybody mistypes. */
const FREE_TRIES = 3
const FIRST_DELAY_MS = 5_000
const LONGEST_DELAY_MS = 60 * 60_000
/** After so long without a try one begins anew. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000

/**
 * How long one must wait after so many tries in vain: twice as long for each. It grows, and never locks for good: to
 * lock another out of their own would be an attack as well.
 */
export function delayAfter(failures: number): number {
  if (failures < FREE_TRIES) return 0
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(failures - FREE_TRIES, 20), LONGEST_DELAY_MS)
}
