import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** What an issuer decides of its invoices, from `data/invoicing.json`. */
export type InvoicingTerms = {
  readonly dueDays: readonly IssuersDueDays[]
}

type IssuersDueDays = Dated<number> & { readonly issuer: string }

const dueDays = z.strictObject({
  issuer: z.string(),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
  days: z.int().min(1),
})

export function parseInvoicingTerms(json: unknown): InvoicingTerms {
  const parsed = z.strictObject({ dueDays: z.array(dueDays) }).parse(json)
  return {
    dueDays: parsed.dueDays.map(({ issuer, from, to, source, days }) => ({
      issuer,
      from,
      ...(to === undefined ? {} : { to }),
      source,
      value: days,
    })),
  }
}

/** An issuer's own row goes before the one for all. */
export function dueDaysOn(terms: InvoicingTerms, issuerCode: string, day: Day): number {
  const found = valueOn(ofIssuer(terms, issuerCode), day) ?? valueOn(ofIssuer(terms, 'all'), day)
  if (!found) throw new Error(`no due days known for ${issuerCode} on ${day}`)
  return found.value
}

function ofIssuer(terms: InvoicingTerms, issuer: string): readonly IssuersDueDays[] {
  return terms.dueDays.filter((row) => row.issuer === issuer)
}
