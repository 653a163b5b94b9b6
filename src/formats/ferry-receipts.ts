import { type Refusal, refuse } from '#core/refusal.ts'
import { parseInstant } from './passage-file.ts'

/** Ferry receipts v1, docs/formats/ferry-receipts.md: UTF-8, one trip a line, fields parted by `;`. */
export type ReceiptFile = {
  /** The ferry company's code. */
  readonly company: string
  readonly fileNumber: string
  readonly createdAt: number
  readonly receipts: readonly Receipt[]
  readonly sum: number
}

/** A trip, or a later version of one: the version with the highest number is the trip. */
export type Receipt = {
  readonly reference: string
  readonly version: number
  readonly leg: string
  readonly departsAt: number
  readonly registeredAt: number
  readonly length_cm: number
  readonly classSeen: string
  /** Of the vehicle that tows, alone. */
  readonly towingLength_cm: number | undefined
  readonly tagNumber: string | undefined
  readonly cardNumber: string | undefined
  readonly country: string | undefined
  readonly plate: string | undefined
  readonly signal: string | undefined
  readonly adults: number
  readonly children: number
  readonly seniors: number
  readonly cancelled: boolean
  /** Full price as the ferry company has it, in øre. */
  readonly fullOre: number
}

/** Why a file is refused whole. */
export type ReceiptFault =
  | 'wrong-header'
  | 'wrong-trailer'
  | 'wrong-count'
  | 'wrong-sum'
  | 'not-a-receipt'
  | 'time-unreadable'
  | 'number-unreadable'
  | 'neither-tag-card-nor-plate'
  | 'same-version-twice'

/** All or nothing: a file whose count or sum is broken may lack any line. The detail names the line. */
export function parseReceipts(text: string): ReceiptFile | Refusal<ReceiptFault> {
  const lines = text.split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  const header = parseHeader(lines[0] ?? '')
  if ('refused' in header) return header
  const trailer = /^T;(\d{1,9});(-?\d{1,15})$/.exec(lines.at(-1) ?? '')
  if (!trailer || lines.length < 2) return refuse('wrong-trailer', 'expected T;count;sum')
  const receipts: Receipt[] = []
  const seen = new Set<string>()
  let sum = 0
  for (let at = 1; at < lines.length - 1; at++) {
    const line = lines[at] ?? ''
    const receipt = isPlain(line) ? parseReceipt(line.split(';')) : refuse('not-a-receipt')
    if ('refused' in receipt) return refuse(receipt.refused, `line ${at + 1}`)
    const key = `${receipt.reference};${receipt.version}`
    if (seen.has(key)) return refuse('same-version-twice', `line ${at + 1}`)
    seen.add(key)
    receipts.push(receipt)
    sum += receipt.fullOre
  }
  if (Number(trailer[1]) !== receipts.length) return refuse('wrong-count', `${receipts.length} receipts`)
  if (Number(trailer[2]) !== sum) return refuse('wrong-sum', `the receipts sum to ${sum}`)
  return { ...header, receipts, sum }
}

function parseHeader(line: string): Omit<ReceiptFile, 'receipts' | 'sum'> | Refusal<ReceiptFault> {
  const [record, name, version, company, fileNumber, created, ...more] = line.split(';')
  if (!isPlain(line) || record !== 'H' || name !== 'brikke-ferry-receipts' || version !== '1')
    return refuse('wrong-header', 'expected H;brikke-ferry-receipts;1')
  if (!company || !fileNumber || more.length > 0) return refuse('wrong-header', 'expected six fields')
  const createdAt = parseInstant(created ?? '')
  return typeof createdAt === 'number'
    ? { company, fileNumber, createdAt }
    : refuse('wrong-header', 'created is not RFC 3339 with offset')
}

const FIELDS = 19
const LINE_CHARACTERS_MAX = 500

/** Within the centuries whose microseconds a number holds. */
function isNear(instant: string): boolean {
  return instant >= '1800' && instant < '2200'
}

/** What no text of a database, and no index, could hold. */
function isPlain(line: string): boolean {
  return line.length <= LINE_CHARACTERS_MAX && !line.includes('\0')
}

function parseReceipt(f: readonly string[]): Receipt | Refusal<ReceiptFault> {
  if (f[0] !== 'R' || f.length !== FIELDS || !f[1] || !f[3] || (f[17] !== 'S' && f[17] !== 'X'))
    return refuse('not-a-receipt')
  const [departs, registered] = [f[4] ?? '', f[5] ?? '']
  const [departsAt, registeredAt] = [parseInstant(departs), parseInstant(registered)]
  if (!isNear(departs) || !isNear(registered)) return refuse('time-unreadable')
  if (typeof departsAt !== 'number' || typeof registeredAt !== 'number') return refuse('time-unreadable')
  const small = [f[2], f[14], f[15], f[16]].every((text) => /^\d{1,3}$/.test(text ?? ''))
  const large = [f[6], f[8] || '0', f[18]].every((text) => /^\d{1,8}$/.test(text ?? ''))
  if (!small || !large || Number(f[2]) === 0) return refuse('number-unreadable')
  if (!f[9] && !f[10] && !f[12]) return refuse('neither-tag-card-nor-plate')
  return {
    reference: f[1],
    version: Number(f[2]),
    leg: f[3],
    departsAt,
    registeredAt,
    length_cm: Number(f[6]),
    classSeen: f[7] ?? '',
    towingLength_cm: f[8] ? Number(f[8]) : undefined,
    tagNumber: f[9] || undefined,
    cardNumber: f[10] || undefined,
    country: f[11] || undefined,
    plate: f[12] || undefined,
    signal: f[13] || undefined,
    adults: Number(f[14]),
    children: Number(f[15]),
    seniors: Number(f[16]),
    cancelled: f[17] === 'X',
    fullOre: Number(f[18]),
  }
}
