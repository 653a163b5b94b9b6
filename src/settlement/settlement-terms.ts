import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** What an issuer keeps of the tolls it collects, from `data/settlement.json`: hundredths of a percent. */
export type SettlementTerms = { readonly commission: readonly Dated<number>[] }

const shape = z.strictObject({
  commission: z.array(
    z.strictObject({
      from: z.iso.date(),
      to: z.iso.date().optional(),
      source: z.string().min(1),
      basisPoints: z.int().min(0).max(10_000),
    }),
  ),
})

export function parseSettlementTerms(json: unknown): SettlementTerms {
  const { commission } = shape.parse(json)
  return {
    commission: commission.map(({ from, to, source, basisPoints }) => ({
      from,
      ...(to === undefined ? {} : { to }),
      source,
      value: basisPoints,
    })),
  }
}

/** By the day of booking. Undefined: no rate is known for it. */
export function commissionOn(terms: SettlementTerms, day: Day): number | undefined {
  return valueOn(terms.commission, day)?.value
}
