import { isRefusal } from '#core/refusal.ts'
import { recordBounces } from '#invoices/record-bounces.ts'
import { keyOfReturned } from '#outside/returned-mail.ts'
import type { Worker } from './work.ts'

/**
 * Takes what mail servers have sent back: what is an invoice's has failed, and goes on by its next channel. Whatever else
 * comes is said and put aside. Killed on the way the same mails are taken again, and change nothing more.
 */
export async function returnedMailStep({
  db,
  returnedMail: mailbox,
  now: clock,
  say,
}: Pick<Worker, 'db' | 'returnedMail' | 'now' | 'say'>): Promise<number> {
  if (!mailbox) return 0
  const names = (await mailbox.list()).slice(0, AT_ONCE)
  if (names.length === 0) return 0
  const keys: string[] = []
  for (const name of names) {
    const mail = await mailbox.fetch(name)
    const read = mail === undefined ? { key: undefined } : keyOfReturned(mail)
    if (isRefusal(read)) say('mail that is no report', { name, refused: read.refused })
    else if (read.key !== undefined) keys.push(read.key)
  }
  for (const { key, outcome } of await recordBounces(db, keys, { now: await clock() }))
    say('mail came back', { key, outcome })
  for (const name of names) await mailbox.done(name)
  return names.length
}

const AT_ONCE = 100
