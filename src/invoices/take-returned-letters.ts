import { hash } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import {
  parseReturnedLetters,
  type ReturnedLetter,
  type ReturnedLettersRefusal,
} from '#formats/print-file.ts'
import { saveDeliveryAnswers } from './store-deliveries.ts'
import { saveReturnedFile, saveReturnedLetters } from './store-letters.ts'

/** What became of a row: each one has its answer. */
export type ReturnOutcome = 'returned' | 'already-returned' | 'unknown-letter'

export type LettersReturned = {
  readonly alreadyReceived: boolean
  readonly rows: readonly { readonly line: number; readonly outcome: ReturnOutcome }[]
}

/**
 * Takes the printer's file of letters that came back. What follows for the invoice is decided by whoever chooses
 * channels. The same bytes again change nothing.
 */
export async function takeReturnedLetters(
  db: Db,
  bytes: Uint8Array,
  { now }: { now: number },
): Promise<LettersReturned | ReturnedLettersRefusal> {
  const rows = parseReturnedLetters(bytes)
  if (isRefusal(rows)) return rows
  return inTransaction(db, async (tx) => {
    const sha256 = hash('sha256', bytes, 'hex')
    const fileId = await saveReturnedFile(tx, { sha256, count: rows.length, now })
    if (fileId === undefined) return { alreadyReceived: true, rows: [] }
    const states = await holdLetters(tx, rows)
    const judged = rows.map((row) => ({ ...row, outcome: judge(states.get(row.letterNumber)) }))
    await saveReturnedLetters(tx, fileId, judged)
    const returned = judged.filter(({ outcome }) => outcome === 'returned')
    await saveDeliveryAnswers(
      tx,
      returned.map(({ letterNumber: id, reason }) => ({ id, state: 'returned', because: reason })),
      now,
    )
    return { alreadyReceived: false, rows: judged.map(({ line, outcome }) => ({ line, outcome })) }
  })
}

function judge(state: string | undefined): ReturnOutcome {
  if (state === undefined) return 'unknown-letter'
  return state === 'returned' ? 'already-returned' : 'returned'
}

async function holdLetters(tx: Tx, rows: readonly ReturnedLetter[]): Promise<ReadonlyMap<number, string>> {
  const found = await tx<{ id: number; state: string }[]>`
    select d.id, d.state from delivery d join print_letter l on l.delivery_id = d.id
    where d.id = any (${rows.map((row) => String(row.letterNumber))}::bigint[])
    order by d.id for no key update of d`
  return new Map(found.map(({ id, state }) => [id, state]))
}
