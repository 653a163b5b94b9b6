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

/** So many bank days after the first that is the day itself or later. */
export function bankDaysLater(day: Day, count: number): Day {
  let found = bankDayFrom(day)
  for (let passed = 0; passed < count; passed++) found = nextBankDay(found)
  return found
}

/** The first after the day, never the day itself. */
export function nextBankDay(day: Day): Day {
  return bankDayFrom(addDays(day, 1))
}
