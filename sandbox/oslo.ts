/** Days are `YYYY-MM-DD`, instants epoch milliseconds; Oslo's wall clock lies between them. */
const DAY_MS = 86_400_000

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days since 2000-01-01. */
export function dayNumber(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse('2000-01-01T00:00:00Z')) / DAY_MS)
}

/** Monday is 1, Sunday 7. */
export function weekday(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}

export function osloDay(at: number): string {
  return osloInstant(at).slice(0, 10)
}

/** RFC 3339 with Oslo's offset: `2019-11-04T07:12:09+01:00`. */
export function osloInstant(at: number): string {
  const offset = offsetHours(at)
  return `${new Date(at + offset * 3_600_000).toISOString().slice(0, 19)}+0${offset}:00`
}

/** The instant of a second of a day by Oslo's wall clock; in the hour that comes twice, the second time. */
export function osloMoment(day: string, second: number): number {
  const utc = Date.parse(`${day}T00:00:00Z`) + second * 1000
  const winter = utc - 3_600_000
  return offsetHours(winter) === 1 ? winter : winter - 3_600_000
}

/** `2019-11-04T07:12` from a form, or a full instant with its offset. */
export function readMoment(text: string): number | undefined {
  const local = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
  const at = local
    ? osloMoment(local[1] ?? '', Number(local[2]) * 3600 + Number(local[3]) * 60 + Number(local[4] ?? 0))
    : Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

/** Summer time from the last Sunday of March to that of October, at 01:00 UTC (EU directive 2000/84). */
function offsetHours(at: number): 1 | 2 {
  const year = new Date(at).getUTCFullYear()
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? 2 : 1
}

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1)
}
