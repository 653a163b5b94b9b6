import { findDecider } from '#access/find-decider.ts'
import type { Day } from '#core/dated.ts'
import { addDays, addMonths, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Queryable } from '#db/connection.ts'
import type { ClosingRefusal } from '#words/settlement.ts'
import { readBookedDays } from './read-booked-days.ts'
import { readDailyControl } from './read-daily-control.ts'
import { refusePostingsOf, saveClosedMonth } from './store.ts'

export type Closing = { readonly monthOn: Day; readonly by: string; readonly now: number }

/**
 * Closes the books of a month: what they came to is kept, and the schema refuses every posting of it from now on. What
 * turns out otherwise afterwards is booked in the month it turns out in.
 */
export async function closeMonth(
  db: Db,
  closing: Closing,
): Promise<{ readonly sums: number } | Refusal<ClosingRefusal>> {
  const no = (await whyNot(db, closing)) ?? (await whyNotByControl(db, closing))
  if (no) return no
  // Two transactions, so that nobody who reads the books waits while they are summed. A crash between them leaves a month
  // that takes no posting; closing it again goes on from there.
  await inTransaction(db, (tx) => refusePostingsOf(tx, closing.monthOn))
  return inTransaction(db, async (tx) => {
    await tx`select pg_advisory_xact_lock(7301028)`
    // Asked again: whoever was writing when we asked first has written by now.
    return (await whyNot(tx, closing)) ?? saveClosedMonth(tx, closing)
  })
}

async function whyNot(
  db: Queryable,
  { monthOn, by, now }: Closing,
): Promise<Refusal<ClosingRefusal> | undefined> {
  const ends = startOfOsloDay(addMonths(monthOn, 1))
  if (now < ends) return refuse('month-not-over')
  const staff = await findDecider(db, by)
  if (isRefusal(staff)) return staff
  const [found] = await db<Found[]>`
    select exists (select from closed_month where month_on = ${monthOn}) as "isClosed",
           (select min(month_on) from (
              select distinct month_on from posting where month_on < ${monthOn} except select month_on from closed_month) m) as "openBefore",
           exists (select from due_key where from_at < ${ends} or kind = 'take-back')
             or exists (select from passage_file where state = 'open' and received_at < ${ends}) as "isDue"`
  if (!found || found.isClosed) return refuse('already-closed')
  if (found.openBefore !== null) return refuse('earlier-month-open', found.openBefore.slice(0, 7))
  if (found.isDue) return refuse('work-is-due')
  const unsettled = await readBookedDays(db, ends)
  return unsettled[0] ? refuse('not-settled', unsettled[0].bookedOn) : undefined
}

async function whyNotByControl(
  db: Db,
  { monthOn, now }: Closing,
): Promise<Refusal<ClosingRefusal> | undefined> {
  const { differences } = await readDailyControl(db, {
    from: monthOn,
    to: addDays(addMonths(monthOn, 1), -1),
    now,
  })
  const [first] = differences
  return first && refuse('control-differs', `${first.day} ${first.charger}: ${first.kind}`)
}

type Found = { isClosed: boolean; openBefore: Day | null; isDue: boolean }
