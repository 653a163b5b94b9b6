import type { Db } from '#db/connection.ts'
import type { Scanner } from './scanner.ts'
import { readContents, saveScanned } from './store-attachments.ts'

/** Asks the scanner about what waits. Where it is silent the file goes on waiting. Returns how many were answered. */
export async function scanAttachments(
  db: Db,
  scanner: Scanner,
  at: { readonly now: number; readonly limit: number },
): Promise<number> {
  const waiting = await db<{ id: number }[]>`
    select id from case_attachment where state = 'pending' order by id limit ${at.limit}`
  const contents = await readContents(
    db,
    waiting.map(({ id }) => id),
  )
  const answers = await Promise.all(
    [...contents].map(async ([id, content]) => ({ id, state: await scanner.scan(content) })),
  )
  const scanned = answers.flatMap(({ id, state }) => (state === 'silent' ? [] : [{ id, state }]))
  await saveScanned(db, scanned, at.now)
  return scanned.length
}
