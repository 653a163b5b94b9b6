import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { openAccounts, payPrepayments, receiptsOf } from '#test/ferry-accounts.ts'

const ACCOUNTS = 150
/** Dear ones: after some rounds an account is to be filled again. */
const LENGTH_CM = 2_300
const HOURS = [6, 9, 12, 15] as const

export async function prepareTravellers(
  of: { readonly owner: Db; readonly batch: Db },
  now: number,
): Promise<void> {
  await openAccounts(of, { count: ACCOUNTS, now })
}

/** What was asked ahead is paid, and a ferry company's file has come: where it lies. */
export async function sailRound(
  batch: Db,
  of: { round: number; now: number; folder: string },
): Promise<string> {
  await payPrepayments(batch, { number: 2 + of.round, now: of.now })
  const path = join(of.folder, `receipts-${of.round}.csv`)
  // Within the years whose fares are known, however many rounds there are.
  const day = addDays('2019-02-02', of.round % 690)
  const file = { company: 'fjord1' as const, file: 1 + of.round, accounts: ACCOUNTS, day, hours: HOURS }
  await writeFile(path, receiptsOf({ ...file, length_cm: () => LENGTH_CM }))
  return path
}

/** What should be posted by the end of a round, once, and is not. */
export async function tripsLeft(db: Db, rounds: number): Promise<readonly string[]> {
  const [left] = await db<{ waiting: number; trips: number; entries: number }[]>`
    select (select count(*) from ferry_trip_received) as waiting, (select count(*) from ferry_trip) as trips,
           (select count(*) from ferry_entry where kind = 'trip') as entries`
  const wanted = ACCOUNTS * HOURS.length * rounds
  return left?.waiting === 0 && left.trips === wanted && left.entries === wanted
    ? []
    : [`of ${wanted} ferry trips: ${JSON.stringify(left)}`]
}
