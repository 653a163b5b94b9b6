import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import type { Interval, InvoiceTrigger } from './invoice-trigger.ts'

/** What an issuer decides of its invoices, from `data/invoicing.json`. */
export type InvoicingTerms = {
  readonly dueDays: readonly OfIssuer<number>[]
  readonly triggers: readonly (OfIssuer<InvoiceTrigger> & { readonly of: InvoicedWhom })[]
  /** How long a sum owed to the customer is carried before it becomes a credit note. */
  readonly creditAfter: readonly OfIssuer<Interval>[]
}

/** Those with an agreement, by its issuer; owners without, by the toll charger. */
export type InvoicedWhom = 'agreements' | 'owners'

type OfIssuer<Value> = Dated<Value> & { readonly issuer: string }

export function parseInvoicingTerms(json: unknown): InvoicingTerms {
  const { dueDays, triggers, creditAfter } = schema.parse(json)
  return {
    dueDays: dueDays.map(({ days, ...row }) => dated(row, days)),
    triggers: triggers.map(({ of, steps, latest, ...row }) => {
      const value = { steps: steps.map((s) => ({ atLeast: ore(s.atLeastOre), every: s.every })), latest }
      return { ...dated(row, value), of }
    }),
    creditAfter: creditAfter.map(({ after, ...row }) => dated(row, after)),
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

function rowOn<Value>(rows: readonly OfIssuer<Value>[], issuerCode: string, day: Day) {
  const of = (issuer: string) =>
    valueOn(
      rows.filter((row) => row.issuer === issuer),
      day,
    )
  return of(issuerCode) ?? of('all')
}

const row = { issuer: z.string(), from: z.iso.date(), to: z.iso.date().optional(), source: z.string() }
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

type Row = { issuer: string; from: string; to?: string | undefined; source: string }

function dated<Value>({ issuer, from, to, source }: Row, value: Value): OfIssuer<Value> {
  return { issuer, from, ...(to === undefined ? {} : { to }), source, value }
}
