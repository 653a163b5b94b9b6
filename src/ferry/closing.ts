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
