import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { addDays, sameDayLater } from '#core/oslo.ts'

/** When an issuer sends an invoice: by how much it has grown to, and by how long it has waited. */
export type InvoiceTrigger = {
  /** A sum this high is invoiced this often. No days: at once. */
  readonly steps: readonly { readonly atLeast: Ore; readonly every: Interval }[]
  /** How long the oldest charge waits at the most, however little it is. */
  readonly latest: Interval
}

export type Interval = { readonly days: number } | { readonly months: number }

export type Uninvoiced = {
  readonly sum: Ore
  readonly oldestOn: Day
  /** Undefined: never. */
  readonly lastInvoicedOn: Day | undefined
}

/**
 * The day what is uninvoiced becomes an invoice, be it past; undefined where nothing is to be paid. «Monthly» counts
 * from the last invoice, and before the first one from the oldest charge: nobody gets two within the month.
 */
export function invoiceOn(
  { sum, oldestOn, lastInvoicedOn }: Uninvoiced,
  by: InvoiceTrigger,
): Day | undefined {
  if (sum <= 0) return undefined
  const reached = by.steps.filter(({ atLeast }) => sum >= atLeast)
  const days = reached.map(({ every }) => dayAfter(lastInvoicedOn ?? oldestOn, every))
  return [dayAfter(oldestOn, by.latest), ...days].reduce((a, b) => (a < b ? a : b))
}

export function dayAfter(day: Day, interval: Interval): Day {
  return 'days' in interval ? addDays(day, interval.days) : sameDayLater(day, interval.months)
}
