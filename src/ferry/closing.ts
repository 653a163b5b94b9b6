import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { addDays, osloDay } from '#core/oslo.ts'

/** How many days after its end a ferry account waits for late trips before what is left is paid back. */
export type ClosingDays = readonly Dated<number>[]

/** When an account that ends now is settled. Undefined: nothing is known of the day. */
export function closingDay(days: ClosingDays, endsAt: number): Day | undefined {
  const today = osloDay(endsAt)
  const waits = valueOn(days, today)?.value
  return waits === undefined ? undefined : addDays(today, waits)
}

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
