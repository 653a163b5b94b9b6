import { z } from 'zod'
import type { Dated } from '#core/dated.ts'

/** How many days after its end a ferry account waits for late trips before what is left is paid back. */
export type ClosingDays = readonly Dated<number>[]

/** From `data/ferry-accounts.json`. */
export function parseClosingDays(json: unknown): ClosingDays {
  return schema
    .parse(json)
    .closingDays.map(({ to, ...row }) => ({ ...row, ...(to === undefined ? {} : { to }) }))
}

const schema = z.strictObject({
  closingDays: z.array(
    z.strictObject({
      from: z.iso.date(),
      to: z.iso.date().optional(),
      source: z.string().min(1),
      value: z.int().min(0),
    }),
  ),
})
