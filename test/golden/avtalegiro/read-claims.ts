import { ore } from '#core/money.ts'
import type { Claim, ClaimAssignment, ClaimFile, ClaimItem } from '#formats/avtalegiro-claims.ts'

/** The bank's side: takes a file of claims apart by the positions of docs/formats/avtalegiro.md, and checks its counts. */
export function readClaims(bytes: Uint8Array): ClaimFile {
  const lines = Buffer.from(bytes).toString('latin1').split(/\r?\n/).slice(0, -1)
  for (const line of lines) if (line.length !== 80) throw new Error(`${line.length} characters: ${line}`)
  const [first = '', last = ''] = [lines[0], lines.at(-1)]
  const assignments: ClaimAssignment[] = []
  let from = 1
  while (from < lines.length - 1) {
    const to = lines.findIndex((line, i) => i > from && line.slice(6, 8) === '88')
    assignments.push(readAssignment(lines.slice(from, to + 1)))
    from = to + 1
  }
  const claims = assignments.flatMap((assignment): readonly ClaimItem[] => assignment.claims)
  expectTotals(last, 'NY000089', claims, lines.length)
  expectText(first, 'NY000010', 23, '00008080')
  return { sender: first.slice(8, 16), transmissionNumber: first.slice(16, 23), assignments }
}

function readAssignment(lines: readonly string[]): ClaimAssignment {
  const [start = '', end = ''] = [lines[0], lines.at(-1)]
  const deletions = start.slice(4, 6) === '36'
  const claims = lines.flatMap((line, i) => (line.slice(6, 8) === '30' ? [readClaim(lines, i)] : []))
  expectTotals(end, deletions ? 'NY213688' : 'NY210088', claims, lines.length)
  const days = claims.map(({ dueOn }) => dueOn).sort()
  expectText(end, '', 47, shortDay(days.at(-1) ?? ''))
  const named = { assignmentNumber: start.slice(17, 24), account: start.slice(24, 35) }
  if (!deletions) return { ...named, kind: 'claims', claims }
  return { ...named, kind: 'deletions', claims: claims.map(itemOf) }
}

/** A deletion says nothing of who tells the payer. */
function itemOf({ transactionNumber, dueOn, amount, kid, payerName, reference }: Claim): ClaimItem {
  return { transactionNumber, dueOn, amount, kid, payerName, reference }
}

function readClaim(lines: readonly string[], at: number): Claim {
  const [one = '', two = ''] = [lines[at], lines[at + 1]]
  const type = one.slice(4, 6)
  expectText(two, `NY21${type}31`, 8, one.slice(8, 15))
  const item = {
    transactionNumber: Number(one.slice(8, 15)),
    dueOn: `20${one.slice(19, 21)}-${one.slice(17, 19)}-${one.slice(15, 17)}`,
    amount: ore(Number(one.slice(32, 49))),
    kid: one.slice(49, 74).trim(),
    payerName: two.slice(15, 25).trimEnd(),
    reference: two.slice(50, 75).trimEnd(),
  }
  if (type !== '21') return { ...item, notice: 'own' }
  return { ...item, notice: 'bank', specification: readSpecification(lines, at + 2, one.slice(8, 15)) }
}

function readSpecification(lines: readonly string[], from: number, transaction: string) {
  const after = lines.findIndex((line, i) => i >= from && line.slice(6, 8) !== '49')
  return lines.slice(from, after).map((line) => {
    expectText(line, 'NY212149', 8, `${transaction}4`)
    const column: 1 | 2 = line[19] === '1' ? 1 : 2
    return { line: Number(line.slice(16, 19)), column, text: line.slice(20, 60).trimEnd() }
  })
}

function expectTotals(line: string, record: string, claims: readonly ClaimItem[], records: number) {
  const sum = claims.reduce((total, { amount }) => total + amount, 0)
  const numbers = [claims.length, records].map((count) => String(count).padStart(8, '0'))
  const days = claims.map(({ dueOn }) => dueOn).sort()
  expectText(line, record, 8, [...numbers, String(sum).padStart(17, '0'), shortDay(days[0] ?? '')].join(''))
}

function expectText(line: string, record: string, at: number, text: string): void {
  if (!line.startsWith(record) || line.slice(at, at + text.length) !== text)
    throw new Error(`not ${record} with ${text} at ${at}: ${line}`)
}

function shortDay(day: string): string {
  const [year = '', month = '', number = ''] = day.split('-')
  return number + month + year.slice(2)
}
