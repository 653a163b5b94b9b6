import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { raiseReminders } from '#invoices/raise-reminders.ts'
import { announceRaised, type RaisedNotice } from './announce-steps.ts'
import { told } from './read-claims.ts'
import { raiseCollections } from './store.ts'

/**
 * A payment from before the reminder that the bank took back is asked for by the reminder, and the customer told. Where
 * the reminder gives new days, nothing follows before they have passed; one in collection is told the collector anew,
 * who gives days of its own (inkassoloven § 10). Returns the reminders.
 */
export async function raiseTakenBack(
  tx: Tx,
  invoiceIds: readonly number[],
  now: number,
): Promise<readonly number[]> {
  const keepDueOn = (reminderIds: readonly number[]) => readCollected(tx, reminderIds)
  const raised = await raiseReminders(tx, invoiceIds, { today: osloDay(now), keepDueOn })
  if (raised.length === 0) return []
  await raiseCollections(tx, raised)
  const raisedBy = new Map(raised.map((one) => [one.id, one.raised]))
  const ids = raised.map(({ id }) => id)
  const notices = await tx<Omit<RaisedNotice, 'raised'>[]>`
    select i.id, i.total_ore as total, i.total_ore - i.allocated_ore as "openOre", i.due_on as "dueOn", i.kid,
           coalesce(c.account_number, i.issuer_account_number) as "accountNumber", ${told(tx)}
    from invoice i join party p on p.id = i.party_id join company c on c.id = i.issuer_id
    where i.id = any (${ids.map(String)}::bigint[]) order by i.id`
  await announceRaised(
    tx,
    notices.map((notice) => ({ ...notice, raised: raisedBy.get(notice.id) as Ore })),
    now,
  )
  return ids
}

async function readCollected(tx: Tx, reminderIds: readonly number[]): Promise<readonly number[]> {
  const rows = await tx<{ id: number }[]>`
    select reminder_id as id from collection_claim where reminder_id = any (${reminderIds.map(String)}::bigint[])`
  return rows.map(({ id }) => id)
}
