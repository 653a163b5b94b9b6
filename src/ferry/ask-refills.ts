import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { refillAmount } from './balance.ts'
import type { PostedStatement } from './book-entries.ts'
import { issueAsked } from './issue-asked.ts'
import { ferryLimitsOn } from './limits.ts'
import type { AccountRun } from './open-account.ts'
import { agreedAmount } from './prepaid-amount.ts'
import { readOpenDifferences } from './read-account.ts'

/**
 * Terms 2.10: the refill invoice goes out by itself, has no day to pay and is never reminded. It asks for the amount of
 * the vehicles as it is that day, which is agreed from when it is paid; where that is not known, for what is agreed when
 * the differences that are asked for are paid too.
 */
export async function askRefills(tx: Tx, due: readonly PostedStatement[], run: AccountRun): Promise<number> {
  if (due.length === 0) return 0
  const agreementIds = due.map(({ of }) => of.account.agreementId)
  const lengths = await readLengths(tx, agreementIds, run.now)
  const differences = await readOpenDifferences(tx, agreementIds)
  const limits = ferryLimitsOn(run.rules, osloDay(run.now))
  const asked = due.flatMap(({ of: { account, partyId }, statement }) => {
    const { agreementId, kind } = account
    const today = agreedAmount(kind, lengths.get(agreementId) ?? [], osloDay(run.now), run.rules)
    const asWas = ore(statement.agreed + (differences.get(agreementId) ?? 0))
    const agreed = isRefusal(today) || today === 0 ? asWas : today
    if (agreed <= 0) return []
    const amount = limits ? refillAmount(statement.balance, agreed, limits) : agreed
    return [{ agreementId, partyId, because: 'refill' as const, amount, agreed }]
  })
  await issueAsked(tx, asked, run)
  return asked.length
}

/** Of the vehicles that an account has at an instant. */
export async function readLengths(
  tx: Tx,
  agreementIds: readonly number[],
  at: number,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await tx<{ agreementId: number; lengths: number[] }[]>`
    select agreement_id as "agreementId", array_agg(length_cm order by id) as lengths from ferry_vehicle
    where agreement_id = any (${numberArray(agreementIds)}::bigint[]) and valid @> ${at}::timestamptz group by 1`
  return new Map(rows.map(({ agreementId, lengths }) => [agreementId, lengths]))
}
