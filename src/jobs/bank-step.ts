import type { BankFiles } from '#outside/bank.ts'
import { takeBankFile } from '#payments/take-bank-file.ts'
import type { Worker } from './work.ts'

/** A line of its own: a bank that is down holds back no mail. What is refused is asked for again, in case it is mended. */
export function bankStep({
  db,
  now: clock,
  bank,
  say,
}: Pick<Worker, 'db' | 'now' | 'say'> & { readonly bank: BankFiles | undefined }): () => Promise<number> {
  // Spares the bank a question; the truth about what is imported is the database's.
  const taken = new Set<string>()
  const refusedAt = new Map<string, number>()
  return async () => {
    if (!bank) return 0
    const now = await clock()
    let fetched = 0
    for (const name of await bank.list()) {
      if (taken.has(name) || Math.abs(now - (refusedAt.get(name) ?? -Infinity)) < AGAIN_AFTER_MS) continue
      const result = await takeBankFile(db, { name, bytes: await bank.fetch(name) }, { now })
      say('bank file', {
        name,
        ...('refused' in result ? { refused: result.refused } : { payments: result.payments }),
      })
      if ('refused' in result) refusedAt.set(name, now)
      else taken.add(name)
      fetched++
    }
    return fetched
  }
}

const AGAIN_AFTER_MS = 15 * 60_000
