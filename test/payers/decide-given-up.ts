import { randomUUID } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { decideWithdrawn, undoWithdrawn } from '#dunning/decide-withdrawn.ts'
import { readCollectorDifferences } from '#dunning/read-collector-differences.ts'
import type { ChannelTerms } from '#invoices/channel-terms.ts'
import type { InvoicingTerms } from '#invoices/invoicing-terms.ts'
import type { Dice } from '#test/traffic.ts'

type Deciding = {
  readonly by: string
  readonly now: number
  readonly dice: Dice
  readonly terms: { readonly invoicing: InvoicingTerms; readonly channels: ChannelTerms }
}

/** Somebody's day with the list of what the collector gave up. What was done, once for each time it was. */
export async function decideGivenUp(db: Db, how: Deciding): Promise<readonly string[]> {
  const done: string[] = []
  for (const { claimNumber, because } of await readCollectorDifferences(db)) {
    if (because !== 'withdrawn-still-owed') continue
    const throws = how.dice()
    // Some wait until next week, when the customer or the collector has said more.
    if (throws < 0.15) continue
    const decided = throws < 0.65 ? 'credited' : 'taken-back'
    done.push(await decide(db, how, claimNumber, decided))
    if (how.dice() < 0.2) done.push(await undo(db, how, claimNumber, `${decided}, and undone`))
  }
  return [...done, ...(await undoLate(db, how))]
}

async function decide(
  db: Db,
  { by, now, terms }: Deciding,
  claimNumber: number,
  decided: 'credited' | 'taken-back',
): Promise<string> {
  const of = { claimNumber, decided, because: 'given up', by, now, newId: randomUUID }
  const result = await decideWithdrawn(db, { ...of, terms: terms.invoicing, channels: terms.channels })
  if (isRefusal(result)) throw new Error(`claim ${claimNumber} was not decided: ${result.refused}`)
  return `given up: ${decided}`
}

/** Now and then one is taken up long after: a credit can be undone, and what was taken back has been reminded of. */
async function undoLate(db: Db, how: Deciding): Promise<readonly string[]> {
  const rows = await db<{ id: number; state: string }[]>`
    select id, state from collection_claim where state in ('credited', 'taken-back') order by id`
  const undone: string[] = []
  for (const { id, state } of rows)
    if (how.dice() < 0.01) undone.push(await undo(db, how, id, `${state}, and undone weeks after`))
  return undone
}

async function undo(db: Db, { by, now }: Deciding, claimNumber: number, what: string): Promise<string> {
  const undone = await undoWithdrawn(db, { claimNumber, because: 'it was another', by, now })
  return `given up: ${what}${isRefusal(undone) ? ` refused ${undone.refused}` : ''}`
}
