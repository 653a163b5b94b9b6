import { addDays } from './oslo.ts'

/** Norway's public holidays: on them nobody commutes. */
export function isPublicHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4))
  if (['01-01', '05-01', '05-17', '12-25', '12-26'].includes(day.slice(5))) return true
  const easter = easterSunday(year)
  return [-3, -2, 0, 1, 39, 49, 50].some((after) => addDays(easter, after) === day)
}

/** Meeus, Astronomical Algorithms: Easter in the Gregorian calendar. */
function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${year}-${String(Math.floor(f / 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`
}
