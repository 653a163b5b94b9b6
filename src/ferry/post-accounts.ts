import { blockAgreements, unblockAgreements } from '#agreements/block-agreement.ts'
import type { Day } from '#core/dated.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { PrepaymentRun } from '#invoices/issue-prepayments.ts'
import { askRefills } from './ask-refills.ts'
import { bookEntries, type PostedStatement } from './book-entries.ts'
import type { FerryRules } from './fare.ts'
import { tripRulesOn } from './pricing.ts'
import { readArrived } from './read-arrived.ts'
import { saveWarnings } from './save-warnings.ts'
import { postDay } from './statement.ts'
import { savePosted, saveReleased, saveSettled } from './store.ts'
import { saveEntries } from './store-entries.ts'
import { saveOutcomes } from './store-trips.ts'
import type { TripRules } from './trip.ts'

export type PostingRun = Omit<PrepaymentRun, 'issuedOn'> & {
  readonly rules: FerryRules
  readonly day: Day
  /** Accounts a transaction takes. */
  readonly limit?: number
}

export type PostedDay = { readonly accounts: number; readonly trips: number; readonly refills: number }

/**
 * Posts a day: all payments and trips that came in of an account together. Done again it finds nothing; what comes later
 * joins the next day.
 */
export async function postAccounts(db: Db, run: PostingRun): Promise<PostedDay> {
  const rules = tripRulesOn(run.rules, run.day)
  const done = { accounts: 0, trips: 0, refills: 0 }
  if (!rules) return done
  const before = endOf(run.day, rules.limits.postingDayEndMinute)
  for (;;) {
    const step = await inTransaction(db, (tx) => postSome(tx, { ...run, before }, rules))
    done.accounts += step.accounts
    done.trips += step.trips
    done.refills += step.refills
    if (step.accounts === 0) return done
  }
}

const ACCOUNTS_AT_ONCE = 2_000

/** What is received from then on is the next day's. Counted from midnight after, which the change of clocks does not move. */
function endOf(day: Day, minute: number): number {
  return startOfOsloDay(addDays(day, 1)) - (MINUTES_A_DAY - minute) * 60_000
}

const MINUTES_A_DAY = 1_440

async function postSome(
  tx: Tx,
  run: PostingRun & { readonly before: number },
  rules: TripRules,
): Promise<PostedDay> {
  const { now, before, day, limit = ACCOUNTS_AT_ONCE } = run
  const arrived = await readArrived(tx, { before, limit })
  if (arrived.length === 0) return { accounts: 0, trips: 0, refills: 0 }
  const posted = arrived.map((of) => ({ of, statement: postDay(of.account, of.arrived, rules) }))
  const entries = await bookEntries(tx, posted, now)
  await saveEntries(tx, entries, { on: day, at: now })
  await saveOutcomes(
    tx,
    posted.flatMap(({ of, statement }) =>
      statement.trips.map((trip) => ({ ...trip, agreementId: of.account.agreementId })),
    ),
  )
  await saveReleased(
    tx,
    entries.flatMap(({ entry }) => (entry.kind === 'card' ? [entry.cardId] : [])),
    now,
  )
  await saveSettled(
    tx,
    posted.flatMap(({ statement }) => statement.settled),
    now,
  )
  await savePosted(tx, posted.map(accountAfter), now)
  await moveBlocks(tx, posted, now)
  const due = posted.filter(({ statement }) => statement.refillIsDue)
  const refills = await askRefills(tx, due, run)
  await saveWarnings(tx, posted, now)
  const trips = posted.reduce((sum, { statement }) => sum + statement.trips.length, 0)
  return { accounts: posted.length, trips, refills }
}

function accountAfter({ of, statement }: PostedStatement) {
  const { state, agreed, balance, isOpen, entries } = statement
  const { agreementId, isClosing } = of.account
  const opens = isOpen && !of.wasOpen
  return { agreementId, state, agreed, balance, entries: entries.length, opens, closes: isClosing }
}

/** Terms 2.9: less than nothing blocks, until something is left again. */
async function moveBlocks(tx: Tx, posted: readonly PostedStatement[], at: number): Promise<void> {
  const changed = (isBlocked: boolean) =>
    posted
      .filter(
        ({ of, statement }) => (statement.state === 'blocked') === isBlocked && of.hasBlock !== isBlocked,
      )
      .map(({ of }) => of.account.agreementId)
  const because = 'negative-balance'
  const [block, unblock] = [changed(true), changed(false)]
  if (block.length > 0) await blockAgreements(tx, { agreementIds: block, because, at })
  if (unblock.length > 0) await unblockAgreements(tx, { agreementIds: unblock, because, at })
}
