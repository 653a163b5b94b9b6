import { exampleOf, meets } from './price.ts'
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
  const running: Running[] = []
  for (const one of priced) {
    const { cap } = one.day
    if (!cap || one.left === 0 || one.countedBefore) continue
    const limit = cap.limits[one.price.class]
    if (limit === undefined || !meets(cap.requires, stretch, one.passage)) continue
    const count = countOf(running, cap.countKey, before)
    if (count.number >= limit) {
      free(one, { step: 'cap-reached', group: cap.group, limit, ...exampleOf(cap) })
    } else {
      count.number++
      one.counted = { group: cap.group, key: count.key, number: count.number, limit }
    }
  }
}

type Running = { readonly key: string; number: number }

/** A vehicle has few: to look through them costs less than to keep them by their keys. */
function countOf(running: Running[], key: string, before: CapCounts): Running {
  for (const one of running) if (one.key === key) return one
  const begun = { key, number: before.get(key) ?? 0 }
  running.push(begun)
  return begun
}
