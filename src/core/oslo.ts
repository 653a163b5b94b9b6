import type { Day } from './dated.ts'

/** Oslo wall time of an instant. Weekday 1 is Monday, 7 Sunday. */
export type OsloTime = {
  readonly day: Day
  readonly minuteOfDay: number
  readonly secondOfMinute: number
  readonly weekday: number
}

/**
 * Oslo's offset in milliseconds. Written out because the rating loop asks millions of times and
 * Temporal costs a microsecond; a test holds it against Temporal. Summer time runs from the last Sunday of
 * March to the last Sunday of October, 01:00 UTC (EU directive 2000/84; the rule since 1996).
 */
export function osloOffset(epochMs: number): number {
  if (epochMs < latest.begins || epochMs >= latest.ends) latest = yearOf(epochMs)
  return epochMs >= latest.spring && epochMs < latest.autumn ? 2 * HOUR : HOUR
}

export function osloTime(epochMs: number): OsloTime {
  const local = epochMs + osloOffset(epochMs)
  const dayNumber = Math.floor(local / DAY)
  const inDay = local - dayNumber * DAY
  const minuteOfDay = Math.floor(inDay / MINUTE)
  return {
    day: dayOf(dayNumber),
    minuteOfDay,
    secondOfMinute: Math.floor((inDay - minuteOfDay * MINUTE) / 1000),
    weekday: ((((dayNumber + 3) % 7) + 7) % 7) + 1,
  }
}

/** The Oslo calendar day of an instant. */
export function osloDay(epochMs: number): Day {
  return dayOf(Math.floor((epochMs + osloOffset(epochMs)) / DAY))
}

/** First day of the Oslo calendar month of an instant: what caps count by and tables are parted by. */
export function osloMonth(epochMs: number): Day {
  return `${osloDay(epochMs).slice(0, 7)}-01`
}

/** The instant at which an Oslo day begins. */
export function startOfOsloDay(day: Day): number {
  const utcMidnight = Date.parse(`${day}T00:00:00Z`)
  return utcMidnight - osloOffset(utcMidnight - HOUR)
}

export function addDays(day: Day, count: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) / DAY + count)
}

export function weekdayOf(day: Day): number {
  const dayNumber = Date.parse(`${day}T00:00:00Z`) / DAY
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1
}

export function addMonths(month: Day, count: number): Day {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const total = year * 12 + number - 1 + count
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}-01`
}

/** The same day so many months later; the last of the month where that month has no such day. */
export function sameDayLater(day: Day, months: number): Day {
  const first = addMonths(day, months)
  const last = addDays(addMonths(first, 1), -1)
  const same = `${first.slice(0, 8)}${day.slice(8)}`
  return same < last ? same : last
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Year = {
  readonly begins: number
  readonly ends: number
  readonly spring: number
  readonly autumn: number
}

const years = new Map<number, Year>()
/** The year asked for last, in UTC: the next question is nearly always of the same. */
let latest: Year = { begins: 0, ends: 0, spring: 0, autumn: 0 }

function yearOf(epochMs: number): Year {
  const year = new Date(epochMs).getUTCFullYear()
  let found = years.get(year)
  if (!found) {
    const [begins, ends] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
    years.set(year, (found = { begins, ends, spring: lastSunday(year, 2), autumn: lastSunday(year, 9) }))
  }
  return found
}

const days = new Map<number, Day>()

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1)
}

function dayOf(dayNumber: number): Day {
  let day = days.get(dayNumber)
  if (day === undefined) {
    day = new Date(dayNumber * DAY).toISOString().slice(0, 10)
    if (days.size > 20_000) days.clear()
    days.set(dayNumber, day)
  }
  return day
}
