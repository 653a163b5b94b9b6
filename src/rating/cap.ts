import { meets } from './price.ts'
import { free, type Priced } from './priced.ts'
import type { Stretch } from './stretch.ts'

/** How many paid passages a stretch has by cap key and Oslo month: `<key>|<month>`. */
export type CapCounts = ReadonlyMap<string, number>

export const NOTHING_COUNTED: CapCounts = new Map()

/** What counts together: a cap group (or station) in an Oslo calendar month. */
export function countKey(capKey: string, monthOn: string): string {
  return `${capKey}|${monthOn}`
}

/**
 * The monthly cap: paid passages count, in order; beyond the limit of the passage's class nothing is paid. One count
 * over both classes; a class without a limit is neither counted nor capped. What the hour rule freed does not count.
 */
export function applyCaps(stretch: Stretch, priced: readonly Priced[], before: CapCounts): void {
  const counts = new Map<string, number>()
  for (const one of priced) {
    const { cap } = one.day
    const limit = cap?.limits[one.price.class]
    if (
      !cap ||
      limit === undefined ||
      one.left === 0 ||
      one.countedBefore ||
      !meets(cap.requires, stretch, one.passage)
    )
      continue
    const key = countKey(cap.key, one.monthOn)
    const count = counts.get(key) ?? before.get(key) ?? 0
    if (count >= limit) {
      free(one, (took) => ({ step: 'cap-reached', group: cap.group, limit, ...took }))
    } else {
      counts.set(key, count + 1)
      one.counted = { group: cap.group, key, number: count + 1, limit }
    }
  }
}
