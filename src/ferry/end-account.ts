import { endAgreement } from '#agreements/end-agreement.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { AgreementRefusal } from '#words/agreements.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { type ClosingDays, closingDay } from './closing.ts'
import { holdAccount, readAccountVehicles } from './read-account.ts'
import { endFerryVehicles, saveBlockedCards, saveEnded } from './store.ts'
import { dropOrders } from './store-orders.ts'

/**
 * Terms 7.3: the agreement ends, its vehicles and cards with it. What is left is credited and paid back when trips of
 * the last days have had their time; less than nothing is invoiced then.
 */
export async function endFerryAccount(
  tx: Tx,
  { agreementId }: { readonly agreementId: number },
  at: { now: number; closingDays: ClosingDays },
): Promise<{ closesAt: number } | Refusal<FerryAccountRefusal | AgreementRefusal>> {
  const account = await holdAccount(tx, agreementId)
  if (isRefusal(account)) return account
  const closesOn = closingDay(at.closingDays, at.now)
  if (closesOn === undefined) return refuse('before-the-scheme')
  const ended = await endAgreement(tx, { agreementId, at: at.now })
  if (isRefusal(ended)) return ended
  const vehicles = await readAccountVehicles(tx, agreementId, at.now)
  await endFerryVehicles(
    tx,
    vehicles.map(({ vehicleId }) => vehicleId),
    at.now,
  )
  await saveBlockedCards(
    tx,
    vehicles.flatMap(({ cardId }) => cardId ?? []),
    at.now,
  )
  await dropOrders(tx, agreementId)
  const closesAt = startOfOsloDay(closesOn)
  await saveEnded(tx, { agreementId, at: at.now, closesAt })
  return { closesAt }
}
