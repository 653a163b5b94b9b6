import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { osloDay, osloTime, weekdayOf } from '#core/oslo.ts'

/** «1 234,50 kr», «−12,00 kr»; in English «NOK 1,234.50». Spaces do not break, the minus is U+2212. */
export function formatKroner(amount: Ore, language: Language): string {
  const minus = amount < 0 ? MINUS : ''
  const kroner = String(Math.floor(Math.abs(amount) / 100))
  const ore = String(Math.abs(amount) % 100).padStart(2, '0')
  return language === 'en'
    ? `${minus}NOK${NO_BREAK}${inThousands(kroner, ',')}.${ore}`
    : `${minus}${inThousands(kroner, NO_BREAK)},${ore}${NO_BREAK}kr`
}

/** «1 234»: a count of things. */
export function formatCount(count: number, language: Language): string {
  return inThousands(String(count), language === 'en' ? ',' : NO_BREAK)
}

/** «6,00», «6.00». */
export function formatMetres(cm: number, language: Language): string {
  const metres = (cm / 100).toFixed(2)
  return language === 'en' ? metres : metres.replace('.', ',')
}

/** «10. desember 2019», «10 December 2019». */
export function formatDay(day: Day, language: Language): string {
  const { year, month, date } = partsOf(day)
  return `${date}${ordinal(language)} ${MONTHS[language][month - 1]} ${year}`
}

/** «tirsdag 10. desember», «Tuesday 10 December»: within a month or year already told. */
export function formatWeekday(day: Day, language: Language): string {
  const { month, date } = partsOf(day)
  return `${WEEKDAYS[language][weekdayOf(day) - 1]} ${date}${ordinal(language)} ${MONTHS[language][month - 1]}`
}

/** «10.12.2019», in every language: with points nobody reads the month first. */
export function formatShortDay(day: Day): string {
  return day.split('-').toReversed().join('.')
}

/** «november 2019» of `2019-11` or of a day in it. */
export function formatMonth(month: string, language: Language): string {
  const [year, number] = month.split('-')
  return `${MONTHS[language][Number(number) - 1]} ${year}`
}

/** Oslo wall time of an instant, «14:05». */
export function formatTime(epochMs: number): string {
  const { minuteOfDay } = osloTime(epochMs)
  return `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`
}

/** «10. desember 2019 kl. 08:04», «10 December 2019 at 08:04». */
export function formatInstant(epochMs: number, language: Language): string {
  return `${formatDay(osloDay(epochMs), language)} ${language === 'en' ? 'at' : 'kl.'} ${formatTime(epochMs)}`
}

const MINUS = '\u2212'
const NO_BREAK = '\u00a0'

// Own tables, for ICU's are not everywhere: Chromium has no nynorsk and falls back to English.
const MONTHS_NORWEGIAN = [
  'januar',
  'februar',
  'mars',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'desember',
] as const
const MONTHS_ENGLISH = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const MONTHS: Record<Language, readonly string[]> = {
  nb: MONTHS_NORWEGIAN,
  nn: MONTHS_NORWEGIAN,
  en: MONTHS_ENGLISH,
}

const WEEKDAYS: Record<Language, readonly string[]> = {
  nb: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  nn: ['måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag', 'søndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

function ordinal(language: Language): string {
  return language === 'en' ? '' : '.'
}

function partsOf(day: Day): { year: string; month: number; date: number } {
  const [year = '', month, date] = day.split('-')
  return { year, month: Number(month), date: Number(date) }
}

function inThousands(digits: string, mark: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, mark)
}
