import type { Day } from './dated.ts'
import { isPublicHoliday } from './holidays.ts'
import { addDays, weekdayOf } from './oslo.ts'

/** A day on which Norwegian banks settle. 24 and 31 December are short days, and bank days. */
export function isBankDay(day: Day): boolean {
  return weekdayOf(day) <= 5 && !isPublicHoliday(day)
}

/** The day itself when it is one, otherwise the first after it. */
export function bankDayFrom(day: Day): Day {
  let found = day
  while (!isBankDay(found)) found = addDays(found, 1)
  return found
}

/** The first after the day, never the day itself. */
export function nextBankDay(day: Day): Day {
  return bankDayFrom(addDays(day, 1))
}

/** So many bank days after a day, or before it when negative; the day itself is not counted, whatever day it is. */
export function addBankDays(day: Day, count: number): Day {
  const step = Math.sign(count)
  let found = day
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, step)
    if (isBankDay(found)) left--
  }
  return found
}
