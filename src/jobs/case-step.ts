import { eraseUnsent } from '#cases/erase-unsent.ts'
import { holdDisputed } from '#cases/hold-disputed.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { scanAttachments } from '#cases/scan-attachments.ts'
import type { Scanner } from '#cases/scanner.ts'
import { osloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'

/** What customers' cases leave to be done. Returns how much. */
export async function caseStep({
  db,
  now: clock,
  scanner,
}: {
  readonly db: Db
  readonly now: () => Promise<number>
  readonly scanner?: Scanner | undefined
}): Promise<number> {
  const now = await clock()
  const { unsentHours } = await readCaseLimits(osloDay(now))
  const scanned = scanner ? await scanAttachments(db, scanner, { now, limit: SCANNED_AT_ONCE }) : 0
  const held = await holdDisputed(db, { now })
  return scanned + held + (await eraseUnsent(db, { now, unsentHours }))
}

/** Each is in memory while it is looked at. */
const SCANNED_AT_ONCE = 5
