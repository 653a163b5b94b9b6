import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'

/** Where a toll charger's passages of a day have come to. Numbers of passages, where nothing else is said. */
export type DayCounts = {
  readonly day: Day
  readonly charger: string
  /** By the answers to the files of the day: lines less duplicates and corrections, and what replaced a line. */
  readonly in: number
  readonly charged: number
  readonly free: number
  readonly held: number
  /** Lines that were refused, and passages that staff have rejected. */
  readonly rejected: number
  /** Withdrawn or replaced by the toll charger, or by a correction for many. */
  readonly withdrawn: number
  readonly toRate: number
  readonly waitingForOwner: number
  readonly otherIssuer: number
  /** Lines of a file that is still being answered. */
  readonly unanswered: number
  /** Of the charged: stands on an invoice or in a file to the collector abroad. */
  readonly invoiced: number
  readonly chargedOre: Ore
  /** With what has been taken back since, once both stand on invoices. */
  readonly invoicedOre: Ore
  readonly notYetOre: Ore
  /** Charges made on the day, and what the ledger has of them. */
  readonly madeOre: Ore
  readonly postedOre: Ore
}

export const DIFFERENCES = {
  'no-outcome': 'passages that are nowhere: not charged, free, held, waiting or due',
  'two-outcomes': 'passages that are charged twice, or charged and not charged',
  'passage-gone': 'passages that replaced a line, and are stored nowhere',
  'ended-yet-charged': 'passages that stand no longer, and are charged',
  stuck: 'passages whose owner has not been asked for since a day',
  'file-differs': 'files that are answered otherwise than they are stored',
  'invoiced-otherwise':
    'passages whose invoices and what is not yet invoiced are another sum than their charges',
  'booked-otherwise': 'charges that the ledger has not, or has otherwise',
  'sum-differs': 'passages that the counts do not account for',
} as const

export type DifferenceKind = keyof typeof DIFFERENCES

export type Difference = {
  readonly day: Day
  readonly charger: string
  readonly kind: DifferenceKind
  readonly count: number
  /** The first of them: passages, but files of `file-differs` and charges of `booked-otherwise`. */
  readonly ids: readonly number[]
}

/**
 * What nobody has found one by one and the counts say all the same. Whatever is counted twice or not at all, for
 * whatever reason, comes out here: the other kinds say which, this says that there are no more.
 */
export function sumDifferences(
  counts: readonly DayCounts[],
  found: readonly Difference[],
): readonly Difference[] {
  return counts.flatMap((of) => {
    const { day, charger } = of
    const countOf = (kind: DifferenceKind) =>
      found.find((d) => d.kind === kind && d.day === day && d.charger === charger)?.count ?? 0
    const nowhere = countOf('no-outcome') + countOf('two-outcomes') + countOf('passage-gone')
    const missing = of.in - accountedFor(of) - nowhere
    const wrong =
      (missing !== 0 && countOf('file-differs') === 0) ||
      (of.chargedOre !== of.invoicedOre + of.notYetOre && countOf('invoiced-otherwise') === 0) ||
      (of.madeOre !== of.postedOre && countOf('booked-otherwise') === 0)
    return wrong ? [{ day, charger, kind: 'sum-differs' as const, count: Math.abs(missing), ids: [] }] : []
  })
}

export function accountedFor(of: DayCounts): number {
  const { charged, free, held, rejected, withdrawn, toRate, waitingForOwner, otherIssuer, unanswered } = of
  return charged + free + held + rejected + withdrawn + toRate + waitingForOwner + otherIssuer + unanswered
}

export function notYet({ charged, invoiced }: DayCounts): number {
  return charged - invoiced
}

/** A day of which only charges or only passages are known. */
export function emptyCounts(day: Day, charger: string): DayCounts {
  const none = ore(0)
  return {
    day,
    charger,
    in: 0,
    charged: 0,
    free: 0,
    held: 0,
    rejected: 0,
    withdrawn: 0,
    toRate: 0,
    waitingForOwner: 0,
    otherIssuer: 0,
    unanswered: 0,
    invoiced: 0,
    chargedOre: none,
    invoicedOre: none,
    notYetOre: none,
    madeOre: none,
    postedOre: none,
  }
}
