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
  const [tagNumber = '', plate = '', certainty = '', seen = ''] = [
    f[from + 3],
    f[from + 6],
    f[from + 7],
    f[from + 8],
  ]
  if (tagNumber === '' && plate === '') return refuse('neither-tag-nor-plate')
  const passedAt = parseInstant(f[from + 2] ?? '')
  if (typeof passedAt !== 'number') return passedAt
  if (certainty !== '' && !(/^\d{1,3}$/.test(certainty) && Number(certainty) <= 100))
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
    plateCertainty: certainty === '' ? undefined : Number(certainty),
    classSeen: seen === '' ? undefined : seen === '1' ? 1 : 2,
    pictureRef: f[from + 9] ?? '',
  }
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,3})?(Z|([+-])(\d\d):(\d\d))$/
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?$/
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** RFC 3339 with offset. A time without one is ambiguous twice a year, so it is no time. */
export function parseInstant(text: string): number | Refusal<'time-without-offset' | 'time-unreadable'> {
  return parseWholeSecond(text) ?? parseAnyInstant(text)
}

/** As nearly all are written, `2019-12-10T08:00:00+01:00`, with the day worked out once. */
function parseWholeSecond(text: string): number | undefined {
  if (text.length !== 25 || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[22] !== ':')
    return undefined
  const sign = text[19] === '+' ? 1 : text[19] === '-' ? -1 : 0
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)]
  const [hours, minutes] = [twoDigits(text, 20), twoDigits(text, 23)]
  // What is no number is not below any limit.
  if (!(sign !== 0 && hour < 24 && minute < 60 && second < 60 && hours <= 14 && minutes < 60))
    return undefined
  const day = startOfDay(text.slice(0, 10))
  return day === undefined
    ? undefined
    : day + ((hour * 60 + minute) * 60 + second - sign * (hours * 60 + minutes) * 60) * 1000
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function startOfDay(text: string): number | undefined {
  const known = STARTS.get(text)
  if (known !== undefined) return known
  const start = parseAnyInstant(`${text}T00:00:00Z`)
  if (typeof start !== 'number') return undefined
  // Days a charger makes up are not kept for ever.
  if (STARTS.size >= DAYS_KEPT) STARTS.clear()
  STARTS.set(text, start)
  return start
}

const STARTS = new Map<string, number>()
const DAYS_KEPT = 1_000

function parseAnyInstant(text: string): number | Refusal<'time-without-offset' | 'time-unreadable'> {
  const m = INSTANT.exec(text)
  if (!m) return refuse(WITHOUT_OFFSET.test(text) ? 'time-without-offset' : 'time-unreadable')
  const [year, month, day, hour, minute, second] = [+m[1]!, +m[2]!, +m[3]!, +m[4]!, +m[5]!, +m[6]!]
  if (
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > DAYS[month - 1]! ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    return refuse('time-unreadable')
  }
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, m[7] ? Math.round(Number(m[7]) * 1000) : 0)
  if (new Date(utc).getUTCDate() !== day) return refuse('time-unreadable')
  if (m[8] === 'Z') return utc
  const [hours, minutes] = [+m[10]!, +m[11]!]
  if (hours > 14 || minutes > 59) return refuse('time-unreadable')
  return utc - (m[9] === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000
}

function toSequence(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
