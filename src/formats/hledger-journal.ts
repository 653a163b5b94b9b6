import type { Day } from '#core/dated.ts'

/** What was moved on one day from one account to another, summed. Layout in docs/formats/hledger-journal.md. */
export type JournalEntry = {
  readonly day: Day
  readonly description: string
  /** How many postings are in it. */
  readonly count: number
  readonly from: string
  readonly to: string
  /** Øre; a sum of many may be more than a number holds exactly. */
  readonly amount: bigint
}

/** What the journal opens with: its commodity, and every account, so that `hledger check --strict` knows them. */
export function writeJournalHead(accounts: readonly string[]): string {
  return [
    'commodity 1000.00 NOK',
    '',
    ...[...new Set(accounts)].toSorted().map((name) => `account ${checked(name)}`),
    '',
  ].join('\n')
}

/** One transaction, with a blank line before the next. What is wrong with an entry is wrong with us, and thrown. */
export function writeJournalEntry({ day, description, count, from, to, amount }: JournalEntry): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new RangeError(`not a day: ${day}`)
  if (amount <= 0n || from === to) throw new RangeError(`nothing is moved from ${from} to ${to} on ${day}`)
  if (!/^[a-z-]+$/.test(description)) throw new RangeError(`not a description: ${description}`)
  return [
    `${day} ${description}  ; postings: ${count}`,
    `    ${checked(to)}  ${kronerOf(amount)} NOK`,
    `    ${checked(from)}  -${kronerOf(amount)} NOK`,
    '',
  ].join('\n')
}

function kronerOf(amount: bigint): string {
  return `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
}

/** Two spaces or a semicolon would end the name where hledger reads it. */
function checked(account: string): string {
  if (!/^[a-z0-9-]+(?::[a-z0-9-]+)*$/.test(account)) throw new RangeError(`not an account: ${account}`)
  return account
}
