import type { Day } from './dated.ts'
import { addDays } from './oslo.ts'

/** Norwegian public holidays of a year (lov om helligdager og helligdagsfred 1995, and 1 and 17 May). */
export function publicHolidays(year: number): ReadonlySet<Day> {
  let known = years.get(year)
  if (!known) {
    const easter = easterSunday(year)
    known = new Set([
      `${year}-01-01`,
      `${year}-05-01`,
      `${year}-05-17`,
      `${year}-12-25`,
      `${year}-12-26`,
      // Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension, Whit Sunday and Monday.
      ...[-3, -2, 0, 1, 39, 49, 50].map((days) => addDays(easter, days)),
    ])
    years.set(year, known)
  }
  return known
}

const years = new Map<number, ReadonlySet<Day>>()

export function isPublicHoliday(day: Day): boolean {
  return publicHolidays(Number(day.slice(0, 4))).has(day)
}

/** Meeus' Gregorian rule (Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
