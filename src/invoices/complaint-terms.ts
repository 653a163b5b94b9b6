import { z } from 'zod'

/** How long a customer has to complain of what an invoice charges, from `data/complaints.json`. */
export type ComplaintTerms = {
  readonly within: readonly { readonly terms: string; readonly days: number }[]
}

export function parseComplaintTerms(json: unknown): ComplaintTerms {
  return shape.parse(json)
}

/**
 * By the version of the terms that the invoice was issued under: what binds the customer does not change with the day it
 * is printed on. Undefined where we do not know the words of those terms, or no terms bind (an owner without agreement).
 */
export function complainWithin(terms: ComplaintTerms, version: string | null): number | undefined {
  return terms.within.find((row) => row.terms === version)?.days
}

const shape = z.strictObject({
  within: z.array(
    z.strictObject({
      terms: z.iso.date(),
      from: z.iso.date(),
      source: z.string().min(1),
      days: z.int().min(1),
    }),
  ),
})
