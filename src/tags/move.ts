import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'

/** What the issuer allows, from `data/tags.json`. */
export type TagTerms = {
  /** A move may hold from this many days before today. */
  readonly moveDaysBackMax: number
}

/** A move holds from the beginning of the chosen Oslo day; one of today from now, for until now the tag sat elsewhere. */
export function movedFrom(
  effectiveOn: Day,
  now: number,
  terms: TagTerms,
): number | Refusal<'move-too-far-back' | 'move-in-the-future'> {
  const today = osloDay(now)
  if (effectiveOn > today) return refuse('move-in-the-future')
  if (effectiveOn < addDays(today, -terms.moveDaysBackMax)) return refuse('move-too-far-back')
  return effectiveOn === today ? now : startOfOsloDay(effectiveOn)
}

const row = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date().optional(),
  source: z.string(),
  value: z.strictObject({ moveDaysBackMax: z.number().int().min(0) }),
})

export function parseTagTerms(json: unknown): readonly Dated<TagTerms>[] {
  return z.strictObject({ terms: z.array(row) }).parse(json).terms as Dated<TagTerms>[]
}

export function tagTermsOn(rows: readonly Dated<TagTerms>[], day: Day): TagTerms {
  const found = valueOn(rows, day)
  if (!found) throw new Error(`no tag terms for ${day}`)
  return found.value
}
