import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { recordBounces } from '#invoices/record-bounces.ts'
import type { Mailbox } from '#outside/mailbox.ts'
import { keyOfReturned } from '#outside/returned-mail.ts'
import type { Worker } from './work.ts'

/**
 * Takes what mail servers have sent back: what is an invoice's has failed, and goes on by its next channel. Whatever else
 * comes is said and put aside. Killed on the way the same mails are taken again, and change nothing more.
 */
export async function returnedMailStep(
  db: Db,
  mailbox: Mailbox,
  { now, say }: { now: number; say: Worker['say'] },
): Promise<number> {
  const names = (await mailbox.list()).slice(0, AT_ONCE)
  const keys: string[] = []
  for (const name of names) {
    const read = keyOfReturned(await mailbox.fetch(name))
    if (isRefusal(read)) say('mail that is no report', { name, refused: read.refused })
    else if (read.key !== undefined) keys.push(read.key)
  }
  for (const { key, outcome } of await recordBounces(db, keys, { now }))
    say('mail came back', { key, outcome })
  for (const name of names) await mailbox.done(name)
  return names.length
}

const AT_ONCE = 100
