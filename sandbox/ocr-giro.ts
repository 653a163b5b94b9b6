/** The bank's side of OCR giro: lines of 80 characters, as the clearing house documents them. */
export type Transmission = {
  readonly number: number
  readonly recipient: string
  readonly assignments: readonly Assignment[]
}

export type Assignment = {
  readonly agreement: string
  readonly number: number
  readonly account: string
  /** The day the money was settled, `YYYY-MM-DD`: one for the whole assignment. */
  readonly settledOn: string
  readonly payments: readonly { readonly kid: string; readonly amountOre: number; readonly debitAccount: string }[]
}

const CLEARING_HOUSE = '00008080'
/** Paid from a giro account, by whatever means. */
const GIRO = '10'

/** The file as bytes: ISO 8859-1, lines ended by CR LF. */
export function writeOcrGiro(transmission: Transmission): Buffer {
  return Buffer.from(
    ocrGiroLines(transmission)
      .map((line) => `${line}\r\n`)
      .join(''),
    'latin1',
  )
}

export function ocrGiroLines({ number, recipient, assignments }: Transmission): string[] {
  const inside = assignments.map(assignmentLines)
  const count = sum(assignments.map(({ payments }) => payments.length))
  const records = sum(inside.map(({ length }) => length)) + 2
  const total = sum(assignments.flatMap(({ payments }) => payments.map(({ amountOre }) => amountOre)))
  const latest = assignments.map(({ settledOn }) => settledOn).sort().at(-1)
  if (latest === undefined) throw new RangeError('a transmission without assignments')
  return [
    line('NY000010', CLEARING_HOUSE, digits(number, 7), recipient.padStart(8, '0')),
    ...inside.flat(),
    line('NY000089', digits(count, 8), digits(records, 8), digits(total, 17), shortDate(latest)),
  ]
}

function assignmentLines({ agreement, number, account, settledOn, payments }: Assignment): string[] {
  const day = shortDate(settledOn)
  const items = payments.flatMap(({ kid, amountOre, debitAccount }, i) => {
    const transaction = digits(i + 1, 7)
    return [
      line(`NY09${GIRO}30`, transaction, day, '01', day.slice(0, 2), '1', digits(1, 5), '0', digits(amountOre, 17), kid.padStart(25, ' ')),
      line(`NY09${GIRO}31`, transaction, digits(0, 10), digits((number * 1000 + i + 1) % 1_000_000_000, 9), digits(0, 7), day, debitAccount.padStart(11, '0')),
    ]
  })
  const total = sum(payments.map(({ amountOre }) => amountOre))
  return [
    line('NY090020', agreement.padStart(9, '0'), digits(number, 7), account.padStart(11, '0')),
    ...items,
    line('NY090088', digits(payments.length, 8), digits(items.length + 2, 8), digits(total, 17), day, day, day),
  ]
}

/** Filled with zeros to 80; a field that outgrows its place is a bug that must not become somebody's money. */
function line(...parts: readonly string[]): string {
  const text = parts.join('')
  if (text.length > 80) throw new RangeError(`an OCR giro line of ${text.length} characters`)
  return text.padEnd(80, '0')
}

function digits(value: number, width: number): string {
  const text = String(value).padStart(width, '0')
  if (!Number.isSafeInteger(value) || value < 0 || text.length > width) throw new RangeError(`${value} in ${width} digits`)
  return text
}

/** DDMMYY. */
function shortDate(day: string): string {
  return `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
