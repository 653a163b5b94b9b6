import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type ClaimFault, checkClaimFile } from './avtalegiro-limits.ts'
import { digits, record, shortDay } from './nets-record.ts'

/** An AvtaleGiro transmission to the bank: claims on payers' accounts, and claims taken back. Layout in docs/formats/avtalegiro.md. */
export type ClaimFile = {
  /** Our own data identity with the bank, eight digits. */
  readonly sender: string
  readonly transmissionNumber: string
  readonly assignments: readonly ClaimAssignment[]
}

/** Of one account. Its number is not used again within a year and a day. */
export type ClaimAssignment = { readonly assignmentNumber: string; readonly account: string } & (
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] }
  | { readonly kind: 'deletions'; readonly claims: readonly ClaimItem[] }
)

/** A claim, with who tells the payer of it before it is due. Only the bank needs to know what to tell. */
export type Claim = ClaimItem &
  (
    | { readonly notice: 'own' }
    | { readonly notice: 'bank'; readonly specification: readonly SpecificationText[] }
  )

/** What a claim and its deletion have in common: a deletion repeats it all. */
export type ClaimItem = {
  /** From 1, ascending within the assignment. */
  readonly transactionNumber: number
  readonly dueOn: Day
  readonly amount: Ore
  readonly kid: string
  /** At most 10 characters, see `shortName`. */
  readonly payerName: string
  /** At most 25 characters, on the statements of both. */
  readonly reference: string
}

/** One of the 84 places of the bank's notice: 42 lines of two columns, each of 40 characters. */
export type SpecificationText = { readonly line: number; readonly column: 1 | 2; readonly text: string }

type Writing = {
  /** The days a claim delivered now may be due on. Deletions are not held to it. */
  readonly dueWithin: { readonly first: Day; readonly last: Day }
  readonly newline?: '\n' | '\r\n'
}

/** ISO 8859-1, each line 80 characters. What the layout cannot hold is refused, and nothing written. */
export function formatClaims(file: ClaimFile, how: Writing): Buffer | Refusal<ClaimFault> {
  const checked = checkClaimFile(file, how.dueWithin)
  if (isRefusal(checked)) return checked
  const newline = how.newline ?? '\r\n'
  const lines = linesOf(file).map((text) => text + newline)
  return Buffer.from(lines.join(''), 'latin1')
}

/** Lines of at most 80 characters as places of the bank's notice. */
export function inColumns(lines: readonly string[]): SpecificationText[] {
  return lines.flatMap((text, i) => {
    const left = { line: i + 1, column: 1 as const, text: text.slice(0, 40) }
    return text.length <= 40 ? [left] : [left, { line: i + 1, column: 2 as const, text: text.slice(40) }]
  })
}

const NETS = '00008080'
const DELETION = 93

function linesOf({ sender, transmissionNumber, assignments }: ClaimFile): string[] {
  const inside = assignments.flatMap(assignmentLines)
  const claims = assignments.flatMap((assignment): readonly ClaimItem[] => assignment.claims)
  return [
    record('NY000010', sender, transmissionNumber, NETS),
    ...inside,
    record('NY000089', ...totals(claims, inside.length + 2), shortDay(dueDays(claims).first)),
  ]
}

function assignmentLines(assignment: ClaimAssignment): string[] {
  const { kind, assignmentNumber, account, claims } = assignment
  const type = kind === 'claims' ? '00' : '36'
  const items =
    kind === 'claims' ? assignment.claims.flatMap(claimLines) : claims.flatMap((c) => itemLines(c, DELETION))
  const { first, last } = dueDays(claims)
  return [
    record(`NY21${type}20`, '000000000', assignmentNumber, account),
    ...items,
    record(`NY21${type}88`, ...totals(claims, items.length + 2), shortDay(first), shortDay(last)),
  ]
}

function claimLines(claim: Claim): string[] {
  if (claim.notice === 'own') return itemLines(claim, 2)
  return [
    ...itemLines(claim, 21),
    ...claim.specification.map(({ line, column, text }) =>
      record(
        'NY212149',
        digits(claim.transactionNumber, 7),
        '4',
        digits(line, 3),
        String(column),
        text.padEnd(40),
      ),
    ),
  ]
}

function itemLines(item: ClaimItem, type: number): string[] {
  const { transactionNumber, dueOn, amount, kid, payerName, reference } = item
  const start = (half: number) => `NY21${digits(type, 2)}${half}${digits(transactionNumber, 7)}`
  return [
    record(start(30), shortDay(dueOn), ' '.repeat(11), digits(amount, 17), kid.padStart(25)),
    record(start(31), payerName.padEnd(10), ' '.repeat(25), reference.padEnd(25)),
  ]
}

function totals(claims: readonly ClaimItem[], records: number): string[] {
  const sum = claims.reduce((total, { amount }) => total + amount, 0)
  return [digits(claims.length, 8), digits(records, 8), digits(sum, 17)]
}

function dueDays(claims: readonly ClaimItem[]): { first: Day; last: Day } {
  const days = claims.map(({ dueOn }) => dueOn).sort()
  return { first: days[0] ?? '', last: days.at(-1) ?? '' }
}
