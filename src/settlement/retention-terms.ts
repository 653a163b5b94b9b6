import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { addDays, addMonths } from '#core/oslo.ts'

/** What is kept because the law says how long, and so kept no longer. */
export const RETENTION_KINDS = ['books', 'passages', 'bank-files', 'settlements', 'agreements'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** From `data/retention.json`. */
export type RetentionTerms = readonly (Dated<Keeping> & { readonly kind: RetentionKind })[]

/** Counted from the end of the accounting year, which is the calendar's. */
export type Keeping = { readonly yearsAfterYearEnd: number; readonly monthsMore: number }

const shape = z.strictObject({
  kinds: z.array(
    z.strictObject({
      kind: z.enum(RETENTION_KINDS),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      source: z.string().min(1),
      yearsAfterYearEnd: z.int().min(0),
      monthsMore: z.int().min(0).max(11).default(0),
    }),
  ),
})

export function parseRetentionTerms(json: unknown): RetentionTerms {
  return shape.parse(json).kinds.map(({ kind, from, to, source, yearsAfterYearEnd, monthsMore }) => ({
    kind,
    from,
    ...(to === undefined ? {} : { to }),
    source,
    value: { yearsAfterYearEnd, monthsMore },
  }))
}

/** The last day something of a day is kept, that day included. Undefined: no rule is known for it, so it is not up to us. */
export function keptUntil(terms: RetentionTerms, kind: RetentionKind, day: Day): Day | undefined {
  const rows = terms.filter((row) => row.kind === kind)
  const keeping = valueOn(rows, day)?.value
  if (!keeping) return undefined
  const yearAfter = `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}-01-01`
  const firstDayOver = addMonths(yearAfter, keeping.yearsAfterYearEnd * 12 + keeping.monthsMore)
  return addDays(firstDayOver, -1)
}
