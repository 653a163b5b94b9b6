import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { Notice } from '#customers/notice.ts'
import { sendNotices } from '#customers/send-notices.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { type NoticeTerms, noticeTermsOn, periodStart } from './notice-terms.ts'
import { readFailedPayments, readNewInvoices, readUnreadTags, readUnusual } from './read-notices-due.ts'

/**
 * Tells customers of what has happened lately and they want to hear of. Each is told of once, however often this runs.
 * Returns how many messages were new.
 */
export async function tellCustomers(
  db: Db,
  { now, terms, minSideUrl }: { now: number; terms: NoticeTerms; minSideUrl: string },
): Promise<number> {
  const today = osloDay(now)
  const on = noticeTermsOn(terms, today)
  if (!on) return 0
  const { lookBackDays, tagNotRead } = on
  const from = addDays(today, -lookBackDays)
  const since = { now, from, at: startOfOsloDay(from) }
  const period = periodStart(today, tagNotRead.periodDays)
  return inTransaction(db, async (tx) => {
    const notices: readonly Notice[] = [
      ...(await readNewInvoices(tx, since)),
      ...(await readFailedPayments(tx, since)),
      ...(await readUnreadTags(tx, { now, period, passagesMin: tagNotRead.passagesMin })),
      ...(await readUnusual(tx, since)),
    ]
    return sendNotices(tx, notices, { now, minSideUrl })
  })
}
