import { nextBankDay } from '#core/bank-days.ts'
import { osloDay, startOfOsloDay } from '#core/oslo.ts'

/** How many working days go from an agreement is made until it is valid, from the dated data. */
export type Validity = { readonly workingDaysMin: number; readonly workingDaysMax: number }

/** From when one made now is valid: at once, or when the last working day it may take is over. */
export function validFrom({ workingDaysMax }: Validity, now: number): number {
  if (workingDaysMax === 0) return now
  let day = osloDay(now)
  for (let days = 0; days < workingDaysMax; days++) day = nextBankDay(day)
  return startOfOsloDay(day)
}
