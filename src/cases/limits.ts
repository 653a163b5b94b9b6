import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** What a customer may send us, from `data/cases.json`. */
export type CaseLimits = {
  readonly textMax: number
  readonly attachmentBytesMax: number
  /** Of one message. */
  readonly attachmentsMax: number
  /** Of everything a customer has with us. */
  readonly attachmentsBytesOfCustomerMax: number
  /** How long what was chosen and not sent is kept. */
  readonly unsentHours: number
}

export function parseCaseLimits(json: unknown): readonly Dated<CaseLimits>[] {
  return shape.parse(json).limits.map(({ from, source, ...value }) => ({ from, source, value }))
}

export function caseLimitsOn(rows: readonly Dated<CaseLimits>[], day: Day): CaseLimits {
  const row = valueOn(rows, day)
  if (!row) throw new Error(`data/cases.json: no limits on ${day}`)
  return row.value
}

const shape = z.strictObject({
  limits: z.array(
    z.strictObject({
      from: z.iso.date(),
      source: z.string().min(1),
      textMax: z.int().positive(),
      attachmentBytesMax: z.int().positive(),
      attachmentsMax: z.int().positive(),
      attachmentsBytesOfCustomerMax: z.int().positive(),
      unsentHours: z.int().positive(),
    }),
  ),
})
