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
  const running = new Map<string, Running>()
  for (const one of priced) {
    const { cap, monthOn } = one.day
    if (!cap || one.left === 0 || one.countedBefore) continue
    const limit = cap.limits[one.price.class]
    if (limit === undefined || !meets(cap.requires, stretch, one.passage)) continue
    let count = running.get(cap.key)
    if (count?.monthOn !== monthOn) {
      const key = countKey(cap.key, monthOn)
      running.set(cap.key, (count = { monthOn, key, number: before.get(key) ?? 0 }))
    }
    if (count.number >= limit) {
      free(one, { step: 'cap-reached', group: cap.group, limit, ...exampleOf(cap) })
    } else {
      count.number++
      one.counted = { group: cap.group, key: count.key, number: count.number, limit }
    }
  }
}

/** Passages come in order, so a cap has one month at a time. */
type Running = { readonly monthOn: string; readonly key: string; number: number }
