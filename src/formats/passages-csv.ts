import { NO_MONEY, type Ore } from '#core/money.ts'
import { osloTime } from '#core/oslo.ts'

/** The passages of an invoice as a file beside it: made for a spreadsheet that speaks Norwegian, and for programs. */
export type CsvPassage = {
  /** Null: erased (terms 5.9), or not a passage. */
  readonly passedAt: number | null
  readonly chargerName: string
  readonly stationName: string | null
  readonly plate: string | null
  readonly amount: Ore
  /** Of the amount. */
  readonly vat: Ore
}

/** The first line, in the customer's language. */
export type PassagesCsvTitles = Readonly<Record<(typeof COLUMNS)[number], string>>

const COLUMNS = ['day', 'time', 'charger', 'station', 'plate', 'amount', 'vat'] as const

/** UTF-8 with a mark, without which Excel takes æøå for something else; semicolons, decimal commas, CR LF. */
export function writePassagesCsv(passages: readonly CsvPassage[], titles: PassagesCsvTitles): Uint8Array {
  const cells = oncePerText(cell)
  let text = `\uFEFF${COLUMNS.map((column) => cell(titles[column])).join(';')}\r\n`
  for (const passage of passages) text += row(passage, cells)
  return Buffer.from(text, 'utf8')
}

type Cells = (text: string) => string

function row({ passedAt, chargerName, stationName, plate, amount, vat }: CsvPassage, cells: Cells): string {
  const passed = passedAt === null ? ';' : dayAndClock(passedAt)
  return `${passed};${cells(chargerName)};${cells(stationName ?? '')};${cells(plate ?? '')};${kroner(amount)};${kroner(vat)}\r\n`
}

/** A month's passages are of a few stations and vehicles. */
function oncePerText(make: Cells): Cells {
  const made = new Map<string, string>()
  return (text) => {
    let found = made.get(text)
    if (found === undefined) made.set(text, (found = make(text)))
    return found
  }
}

function dayAndClock(passedAt: number): string {
  const { day, minuteOfDay, secondOfMinute } = osloTime(passedAt)
  return `${day};${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}:${twoDigits(secondOfMinute)}`
}

function twoDigits(part: number): string {
  return part < 10 ? `0${part}` : String(part)
}

/** A number is written by us and may begin with a minus; a text may not, see below. */
function kroner(amount: Ore): string {
  const absolute = Math.abs(amount)
  const sign = amount < NO_MONEY ? '-' : ''
  return `${sign}${Math.floor(absolute / 100)},${twoDigits(absolute % 100)}`
}

/**
 * A spreadsheet reckons what begins with one of these, and a foreign plate may hold anything: an apostrophe makes it
 * text. Full-width forms are reckoned too.
 */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/

function cell(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ').trim()
  const safe = FORMULA.test(line) ? `'${line}` : line
  return /[;"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
