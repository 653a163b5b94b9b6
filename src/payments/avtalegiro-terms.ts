import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** When the bank takes claims, from `data/avtalegiro.json`. */
export type AvtaleGiroTerms = {
  /** Who we are to the bank, eight digits. Undefined: no agreement, and nothing is claimed. */
  readonly sender?: string
  readonly claims: readonly Dated<ClaimTerms>[]
}

export type ClaimTerms = {
  /** Calendar days from delivery to due, at least. */
  readonly daysAhead: number
  /** Minute of the Oslo day before which a file is delivered the same day. */
  readonly deliveredByMinute: number
  /** From delivery to due, at most. */
  readonly monthsAhead: number
}

const claims = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
  daysAhead: z.int().min(1),
  deliveredBy: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  monthsAhead: z.int().min(1),
})

const file = z.strictObject({
  sender: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  claims: z.array(claims),
})

export function parseAvtaleGiroTerms(json: unknown): AvtaleGiroTerms {
  const parsed = file.parse(json)
  return {
    ...(parsed.sender === undefined ? {} : { sender: parsed.sender }),
    claims: parsed.claims.map(({ from, to, source, daysAhead, deliveredBy, monthsAhead }) => ({
      from,
      ...(to === undefined ? {} : { to }),
      source,
      value: { daysAhead, deliveredByMinute: minuteOf(deliveredBy), monthsAhead },
    })),
  }
}

export function claimTermsOn(terms: AvtaleGiroTerms, day: Day): ClaimTerms {
  const found = valueOn(terms.claims, day)
  if (!found) throw new Error(`no AvtaleGiro terms known on ${day}`)
  return found.value
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
