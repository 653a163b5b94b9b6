import { isKid } from '#core/kid.ts'
import type { Line } from './lines.ts'
import {
  agree,
  Fault,
  field,
  type NetsFault,
  type NetsRefusal,
  numberOf,
  readNetsFile,
  recordOf,
} from './nets-record.ts'

/** Which payers let their bank pay our claims, as the bank tells it. Layout in docs/formats/avtalegiro.md. */
export type MandateFile = {
  readonly transmissionNumber: string
  readonly assignments: readonly MandateAssignment[]
  readonly count: number
}

/** Of one payee account. */
export type MandateAssignment = {
  readonly assignmentNumber: string
  readonly account: string
  readonly mandates: readonly Mandate[]
}

export type Mandate = {
  readonly serial: number
  /** `listed`: one of all there are, which the payee has asked for. `given`: new, or changed. */
  readonly change: 'listed' | 'given' | 'withdrawn'
  readonly kid: string
  /** Whether the payer wants to be told in writing by the bank before each claim is due. */
  readonly wantsNotice: boolean
}

export type MandateFault =
  | NetsFault
  | 'repeated-serial'
  | 'unknown-registration'
  | 'not-a-kid'
  | 'not-a-notice-choice'

/** Reads a whole file, ISO 8859-1; refuses it whole at the first thing that does not agree. */
export function parseMandates(bytes: Uint8Array): MandateFile | NetsRefusal<MandateFault> {
  return readNetsFile<MandateFile, MandateFault>(bytes, readLines)
}

type Reading = {
  transmissionNumber: string | undefined
  readonly assignments: MandateAssignment[]
  open: Open | undefined
  ended: boolean
}
type Open = Omit<MandateAssignment, 'mandates'> & {
  readonly firstLine: number
  readonly mandates: Mandate[]
  readonly serials: Set<number>
}

function readLines(lines: Iterable<Line>): MandateFile {
  const file: Reading = { transmissionNumber: undefined, assignments: [], open: undefined, ended: false }
  let last = 0
  for (const line of lines) {
    readLine(file, line)
    last = line.number
  }
  if (last === 0) throw new Fault('empty-file', 1)
  if (!file.ended) throw new Fault('no-end-record', last)
  const { transmissionNumber = '', assignments } = file
  return { transmissionNumber, assignments, count: countOf(assignments) }
}

function readLine(file: Reading, line: Line): void {
  const record = recordOf(line)
  const begins = record === 'NY000010'
  if (file.ended || begins !== (file.transmissionNumber === undefined))
    throw new Fault('wrong-order', line.number)
  if (begins) file.transmissionNumber = field(line, 17, 23)
  else if (record === 'NY212420') file.open = beginAssignment(file, line)
  else if (record === 'NY219470') readMandate(inside(file, line), line)
  else if (record === 'NY212488') file.assignments.push(endAssignment(file, line))
  else if (record === 'NY000089') endTransmission(file, line)
  else throw new Fault('unknown-record', line.number, record)
}

function beginAssignment(file: Reading, line: Line): Open {
  if (file.open) throw new Fault('wrong-order', line.number)
  return {
    assignmentNumber: field(line, 18, 24),
    account: field(line, 25, 35),
    firstLine: line.number,
    mandates: [],
    serials: new Set(),
  }
}

function inside({ open }: Reading, line: Line): Open {
  if (!open) throw new Fault('wrong-order', line.number)
  return open
}

const CHANGES = ['listed', 'given', 'withdrawn'] as const

function readMandate({ mandates, serials }: Open, line: Line): void {
  const { text, number } = line
  const serial = numberOf(line, 9, 15)
  if (serials.has(serial)) throw new Fault('repeated-serial', number, String(serial))
  serials.add(serial)
  const change = CHANGES[numberOf(line, 16, 16)]
  if (change === undefined) throw new Fault('unknown-registration', number, 'position 16')
  const kid = text.slice(16, 41).trim()
  // No sum guards a KID: one digit wrong would let us claim on somebody else's account.
  if (!isKid(kid)) throw new Fault('not-a-kid', number, 'positions 17–41')
  const notice = text[41]
  if (notice !== 'J' && notice !== 'N') throw new Fault('not-a-notice-choice', number, 'position 42')
  mandates.push({ serial, change, kid, wantsNotice: notice === 'J' })
}

function endAssignment(file: Reading, line: Line): MandateAssignment {
  const { assignmentNumber, account, mandates, firstLine } = inside(file, line)
  agree(line, { count: mandates.length, records: line.number - firstLine + 1, sum: 0 })
  file.open = undefined
  return { assignmentNumber, account, mandates }
}

function endTransmission(file: Reading, line: Line): void {
  if (file.open) throw new Fault('wrong-order', line.number)
  agree(line, { count: countOf(file.assignments), records: line.number, sum: 0 })
  file.ended = true
}

function countOf(assignments: readonly MandateAssignment[]): number {
  return assignments.reduce((count, { mandates }) => count + mandates.length, 0)
}
