import { findDecider } from '#access/find-decider.ts'
import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { CreditLimitRefusal } from '#words/dunning-refusals.ts'
import { saveCreditLimit } from './store.ts'

/**
 * An agreement's own credit limit (terms 2.9), from a day on. Null: as much as they will. Nobody is blocked by a limit of
 * days that have been: it is said from today on at the earliest.
 */
export async function recordCreditLimit(
  db: Db,
  of: { agreementNumber: string; limitOre: Ore | null; fromOn: Day; by: string; now: number },
): Promise<{ limitOre: Ore | null; fromOn: Day } | Refusal<CreditLimitRefusal>> {
  const { limitOre, fromOn, now } = of
  if (fromOn < osloDay(now)) return refuse('day-has-been', fromOn)
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const [agreement] = await tx<{ id: number; partyId: number }[]>`
      select id, party_id as "partyId" from agreement
      where agreement_number = ${of.agreementNumber} and issuer_id = ${staff.companyId}`
    if (!agreement) return refuse('unknown-agreement', of.agreementNumber)
    await saveCreditLimit(tx, {
      agreementId: agreement.id,
      partyId: agreement.partyId,
      fromOn,
      limitOre,
      by: staff.id,
      now,
    })
    return { limitOre, fromOn }
  })
}
