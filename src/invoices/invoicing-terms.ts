import { z } from 'zod'
import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import type { Interval, InvoiceTrigger } from './invoice-trigger.ts'
import { type OfIssuer, ofIssuer, row, rowOn } from './issuer-terms.ts'

/** What an issuer decides of its invoices, from `data/invoicing.json`. */
export type InvoicingTerms = {
  readonly dueDays: readonly OfIssuer<number>[]
  readonly triggers: readonly (OfIssuer<InvoiceTrigger> & { readonly of: InvoicedWhom })[]
  /** How long a sum owed to the customer is carried before it becomes a credit note. */
  readonly creditAfter: readonly OfIssuer<Interval>[]
}

/** Those with an agreement, by its issuer; owners without, by the toll charger. */
export type InvoicedWhom = 'agreements' | 'owners'

export function parseInvoicingTerms(json: unknown): InvoicingTerms {
  const { dueDays, triggers, creditAfter } = schema.parse(json)
  return {
    dueDays: dueDays.map(({ days, ...row }) => ofIssuer(row, days)),
    triggers: triggers.map(({ of, steps, latest, ...row }) => {
      const value = { steps: steps.map((s) => ({ atLeast: ore(s.atLeastOre), every: s.every })), latest }
      return { ...ofIssuer(row, value), of }
    }),
    creditAfter: creditAfter.map(({ after, ...row }) => ofIssuer(row, after)),
  }
}

/** An issuer's own row goes before the one for all. */
export function dueDaysOn(terms: InvoicingTerms, issuerCode: string, day: Day): number {
  const found = rowOn(terms.dueDays, issuerCode, day)
  if (!found) throw new Error(`no due days known for ${issuerCode} on ${day}`)
  return found.value
}

export function triggerOn(
  terms: InvoicingTerms,
  issuerCode: string,
  day: Day,
  whom: InvoicedWhom,
): InvoiceTrigger {
  const rows = terms.triggers.filter((row) => row.of === whom)
  const found = rowOn(rows, issuerCode, day)
  if (!found) throw new Error(`not known when ${issuerCode} invoices ${whom} on ${day}`)
  return found.value
}

/** Undefined: what is owed to the customer is carried until something is to be paid. */
export function creditAfterOn(terms: InvoicingTerms, issuerCode: string, day: Day): Interval | undefined {
  return rowOn(terms.creditAfter, issuerCode, day)?.value
}

const interval = z.union([
  z.strictObject({ days: z.int().min(0) }),
  z.strictObject({ months: z.int().min(1) }),
])

const schema = z.strictObject({
  dueDays: z.array(z.strictObject({ ...row, days: z.int().min(1) })),
  triggers: z.array(
    z.strictObject({
      ...row,
      of: z.enum(['agreements', 'owners']),
      steps: z.array(z.strictObject({ atLeastOre: z.int().min(1), every: interval })),
      latest: interval,
    }),
  ),
  creditAfter: z.array(z.strictObject({ ...row, after: interval })),
})
