import { type Refusal, refuse } from '#core/refusal.ts'

/** Passage file v1, docs/formats/passage-file.md: UTF-8, one record a line, fields parted by `;`. */
export type PassageFileHeader = {
  readonly charger: string
  readonly fileNumber: string
  readonly createdAt: number
}

export type PassageFields = {
  readonly station: string
  readonly lane: string
  /** Epoch milliseconds. */
  readonly passedAt: number
  readonly tagNumber: string
  readonly tagStatus: string
  readonly country: string
  readonly plate: string
  readonly plateCertainty: number | undefined
  readonly classSeen: 1 | 2 | undefined
  readonly pictureRef: string
}

export type PassageLine =
  | { readonly record: 'P'; readonly sequence: number; readonly fields: PassageFields | Refusal<LineFault> }
  | {
      readonly record: 'C'
      readonly sequence: number
      readonly corrects: number
      readonly fields: PassageFields | Refusal<LineFault>
    }
  | { readonly record: 'W'; readonly sequence: number; readonly corrects: number; readonly reason: string }

/** Why a line is rejected before anything is looked up. */
export type LineFault =
  | 'wrong-number-of-fields'
  | 'sequence-not-a-number'
  | 'time-without-offset'
  | 'time-unreadable'
  | 'neither-tag-nor-plate'
  | 'certainty-not-0-to-100'
  | 'class-not-1-or-2'
  | 'no-reason'

export type HeaderFault = 'wrong-header'

export function parseHeader(line: string): PassageFileHeader | Refusal<HeaderFault> {
  const [record, name, version, charger, fileNumber, created, ...more] = line.split(';')
  if (record !== 'H' || name !== 'brikke-passages')
    return refuse('wrong-header', 'expected H;brikke-passages')
  if (version !== '1') return refuse('wrong-header', 'version is not 1')
  if (!charger || !fileNumber || more.length > 0) return refuse('wrong-header', 'expected six fields')
  const createdAt = parseInstant(created ?? '')
  return typeof createdAt === 'number'
    ? { charger, fileNumber, createdAt }
    : refuse('wrong-header', 'created is not RFC 3339 with offset')
}

/** The number of lines a trailer declares, or undefined when the line is no trailer. */
export function parseTrailer(line: string): number | undefined {
  const declared = /^T;(\d{1,15})$/.exec(line)
  return declared ? Number(declared[1]) : undefined
}

export function isPassageRecord(line: string): boolean {
  return line[1] === ';' && (line[0] === 'P' || line[0] === 'C' || line[0] === 'W')
}

/** A P, C or W line. A fault that hides the sequence comes back alone; any other keeps it, for the answer. */
export function parseLine(line: string): PassageLine | Refusal<LineFault> {
  const f = line.split(';')
  const sequence = toSequence(f[1])
  if (sequence === undefined) return refuse('sequence-not-a-number')
  if (f[0] === 'P') {
    return {
      record: 'P',
      sequence,
      fields: f.length === 12 ? parseFields(f, 2) : refuse('wrong-number-of-fields'),
    }
  }
  const corrects = toSequence(f[2])
  if (corrects === undefined) return refuse('sequence-not-a-number')
  if (f[0] === 'C') {
    return {
      record: 'C',
      sequence,
      corrects,
      fields: f.length === 13 ? parseFields(f, 3) : refuse('wrong-number-of-fields'),
    }
  }
  if (f.length !== 4) return refuse('wrong-number-of-fields')
  return f[3] ? { record: 'W', sequence, corrects, reason: f[3] } : refuse('no-reason')
}

/** What the natural key's content is: everything after the sequence. */
export function contentOf(line: string): string {
  return line[0] + line.slice(line.indexOf(';', 2))
}

function parseFields(f: readonly string[], from: number): PassageFields | Refusal<LineFault> {
  const tagNumber = f[from + 3] ?? ''
  const plate = f[from + 6] ?? ''
  const certainty = f[from + 7] ?? ''
  const seen = f[from + 8] ?? ''
  if (tagNumber === '' && plate === '') return refuse('neither-tag-nor-plate')
  const passedAt = parseInstant(f[from + 2] ?? '')
  if (typeof passedAt !== 'number') return passedAt
  const plateCertainty = wholeNumber(certainty, 3)
  if (certainty !== '' && !(plateCertainty !== undefined && plateCertainty <= 100))
    return refuse('certainty-not-0-to-100')
  if (seen !== '' && seen !== '1' && seen !== '2') return refuse('class-not-1-or-2')
  return {
    station: f[from] ?? '',
    lane: f[from + 1] ?? '',
    passedAt,
    tagNumber,
    tagStatus: f[from + 4] ?? '',
    country: f[from + 5] ?? '',
    plate,
    plateCertainty,
    classSeen: seen === '' ? undefined : seen === '1' ? 1 : 2,
    pictureRef: f[from + 9] ?? '',
  }
}

/** RFC 3339 with offset. A time without one is ambiguous twice a year, so it is no time. */
export function parseInstant(text: string): number | Refusal<'time-without-offset' | 'time-unreadable'> {
  return readInstant(text) ?? refuse(WITHOUT_OFFSET.test(text) ? 'time-without-offset' : 'time-unreadable')
}

const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?$/

/** `2019-12-10T08:00:00+01:00`, or with thousandths: all has its place, and a day is worked out once. */
function readInstant(text: string): number | undefined {
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  const end = endOfTime(text)
  const offset = offsetAt(text, end)
  // What is no number is not below any limit.
  if (!(hour < 24 && minute < 60 && second < 60) || offset === undefined) return undefined
  const day = startOfDay(text.slice(0, 10))
  if (day === undefined) return undefined
  const thousandths = end === SECONDS_END ? 0 : Math.round(Number(text.slice(SECONDS_END, end)) * 1000)
  return day + ((hour * 60 + minute) * 60 + second) * 1000 + thousandths - offset
}

const SECONDS_END = 19

function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at)
  const ones = digitAt(text, at + 1)
  return tens * 10 + ones
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48
  return digit >= 0 && digit <= 9 ? digit : Number.NaN
}

/** Behind the one to three digits of thousandths, where there are any. */
function endOfTime(text: string): number {
  if (text[SECONDS_END] !== '.' || !isDigit(text, SECONDS_END + 1)) return SECONDS_END
  let end = SECONDS_END + 2
  while (end < SECONDS_END + 4 && isDigit(text, end)) end++
  return end
}

/** Milliseconds ahead of UTC, of `Z` or `+01:00`; nothing may follow it. */
function offsetAt(text: string, at: number): number | undefined {
  if (text[at] === 'Z') return text.length === at + 1 ? 0 : undefined
  const sign = text[at] === '+' ? 1 : text[at] === '-' ? -1 : 0
  const hours = twoDigits(text, at + 1)
  const minutes = twoDigits(text, at + 4)
  const isOffset = text.length === at + 6 && text[at + 3] === ':' && sign !== 0 && hours <= 14 && minutes < 60
  return isOffset ? sign * (hours * 60 + minutes) * 60_000 : undefined
}

function startOfDay(text: string): number | undefined {
  const known = STARTS.get(text)
  if (known !== undefined) return known
  const start = parseDay(text)
  if (start === undefined) return undefined
  // Days a charger makes up are not kept for ever.
  if (STARTS.size >= DAYS_KEPT) STARTS.clear()
  STARTS.set(text, start)
  return start
}

const STARTS = new Map<string, number>()
const DAYS_KEPT = 1_000

function parseDay(text: string): number | undefined {
  const m = DAY.exec(text)
  if (!m) return undefined
  const [year, month, day] = [+m[1]!, +m[2]!, +m[3]!]
  const start = Date.UTC(year, month - 1, day)
  const read = new Date(start)
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? start : undefined
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/

function toSequence(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(text, 15)
}

function wholeNumber(text: string, digitsMax: number): number | undefined {
  if (text === '' || text.length > digitsMax) return undefined
  let number = 0
  for (let i = 0; i < text.length; i++) number = number * 10 + digitAt(text, i)
  return Number.isNaN(number) ? undefined : number
}

function isDigit(text: string, at: number): boolean {
  return !Number.isNaN(digitAt(text, at))
}
