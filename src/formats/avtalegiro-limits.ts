import type { Day } from '#core/dated.ts'
import { isKid } from '#core/kid.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Claim, ClaimAssignment, ClaimFile, ClaimItem, SpecificationText } from './avtalegiro-claims.ts'
import { isLatin1 } from './latin1.ts'
import { isShortDay } from './nets-record.ts'

/** What the layout of AvtaleGiro cannot hold. */
export type ClaimFault =
  | 'wrong-digits'
  | 'nothing-to-send'
  | 'repeated-assignment'
  | 'wrong-transaction-number'
  | 'not-a-date'
  | 'due-outside-window'
  | 'amount-not-positive'
  | 'amount-too-large'
  | 'sum-too-large'
  | 'not-a-kid'
  | 'text-too-long'
  | 'text-not-latin-1'
  | 'too-much-specification'
  | 'wrong-specification-place'

type Window = { readonly first: Day; readonly last: Day }

/** The first thing that cannot be written, and where it stands; otherwise nothing. */
export function checkClaimFile(file: ClaimFile, dueWithin: Window): Refusal<ClaimFault> | undefined {
  for (const fault of faultsOf(file, dueWithin)) return fault
  return undefined
}

type Faults = Generator<Refusal<ClaimFault>, void>

function* faultsOf(file: ClaimFile, dueWithin: Window): Faults {
  yield* digitFaults('sender', file.sender, 8)
  yield* digitFaults('transmission number', file.transmissionNumber, 7)
  if (file.assignments.length === 0) yield refuse('nothing-to-send', 'transmission')
  const numbers = new Set<string>()
  let sum = 0
  for (const assignment of file.assignments) {
    const { assignmentNumber } = assignment
    if (numbers.has(assignmentNumber)) yield refuse('repeated-assignment', assignmentNumber)
    numbers.add(assignmentNumber)
    yield* assignmentFaults(assignment, dueWithin)
    for (const { amount } of assignment.claims) sum += amount
  }
  if (!Number.isSafeInteger(sum)) yield refuse('sum-too-large')
}

function* assignmentFaults(assignment: ClaimAssignment, dueWithin: Window): Faults {
  const { kind, assignmentNumber, account, claims } = assignment
  yield* digitFaults('assignment number', assignmentNumber, 7)
  yield* digitFaults('account', account, 11)
  if (claims.length === 0) yield refuse('nothing-to-send', `assignment ${assignmentNumber}`)
  let before = 0
  for (const claim of claims) {
    const where = `assignment ${assignmentNumber} transaction ${claim.transactionNumber}`
    if (!isNextNumber(claim.transactionNumber, before)) yield refuse('wrong-transaction-number', where)
    before = claim.transactionNumber
    yield* itemFaults(claim, where)
  }
  if (kind === 'claims') for (const claim of assignment.claims) yield* claimFaults(claim, dueWithin)
}

function isNextNumber(number: number, before: number): boolean {
  return Number.isInteger(number) && number > before && number <= 9_999_999
}

function* itemFaults({ dueOn, amount, kid, payerName, reference }: ClaimItem, where: string): Faults {
  if (!isShortDay(dueOn)) yield refuse('not-a-date', where)
  if (!(amount > 0)) yield refuse('amount-not-positive', where)
  // Seventeen positions would hold more, but no more can be counted in øre without losing some.
  if (!Number.isSafeInteger(amount)) yield refuse('amount-too-large', where)
  if (!isKid(kid)) yield refuse('not-a-kid', where)
  yield* textFaults(payerName, 10, `${where} name`)
  yield* textFaults(reference, 25, `${where} reference`)
}

function* claimFaults(claim: Claim, { first, last }: Window): Faults {
  const where = `transaction ${claim.transactionNumber}`
  if (claim.dueOn < first || claim.dueOn > last) yield refuse('due-outside-window', where)
  if (claim.notice === 'bank') yield* specificationFaults(claim.specification, where)
}

const LINES_MAX = 42

function* specificationFaults(specification: readonly SpecificationText[], claim: string): Faults {
  if (specification.length > 2 * LINES_MAX) yield refuse('too-much-specification', claim)
  let before = 0
  for (const { line, column, text } of specification) {
    const where = `${claim} line ${line} column ${column}`
    const place = 2 * line + column
    if (!Number.isInteger(line) || line < 1 || line > LINES_MAX || place <= before)
      yield refuse('wrong-specification-place', where)
    before = place
    yield* textFaults(text, 40, where)
  }
}

function* digitFaults(name: string, text: string, width: number): Faults {
  if (text.length !== width || !/^\d+$/.test(text)) yield refuse('wrong-digits', name)
}

function* textFaults(text: string, width: number, where: string): Faults {
  if (text.length > width) yield refuse('text-too-long', where)
  if (!isLatin1(text)) yield refuse('text-not-latin-1', where)
}
