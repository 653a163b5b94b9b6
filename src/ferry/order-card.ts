import { osloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { FerryRules } from './fare.ts'
import { ferryLimitsOn } from './limits.ts'
import { type AccountVehicle, holdAccount, readAccountVehicles } from './read-account.ts'
import { saveBlockedCards, saveCards } from './store.ts'

type OfVehicle = { readonly agreementId: number; readonly plate: string; readonly country?: string }

/** A card for a vehicle that has none. The next posting day draws its fee and sends it, once the account is open. */
export async function orderCard(
  tx: Tx,
  asked: OfVehicle,
  at: { now: number; rules: FerryRules },
): Promise<{ vehicleId: number } | Refusal<FerryAccountRefusal>> {
  const limits = ferryLimitsOn(at.rules, osloDay(at.now))
  if (!limits) return refuse('before-the-scheme')
  const found = await findVehicle(tx, asked, at.now)
  if (isRefusal(found)) return found
  const { vehicle, partyId } = found
  if (vehicle.cardId !== null) return refuse('card-already')
  const { agreementId } = asked
  await saveCards(tx, [vehicle.vehicleId], {
    agreementId,
    partyId,
    fee: limits.cardFeeOre,
    orderedAt: at.now,
  })
  return { vehicleId: vehicle.vehicleId }
}

/** A lost card pays for nothing from now on; a new one may be ordered. */
export async function blockCard(
  tx: Tx,
  asked: OfVehicle,
  at: { now: number },
): Promise<{ cardNumber: string } | Refusal<FerryAccountRefusal>> {
  const found = await findVehicle(tx, asked, at.now)
  if (isRefusal(found)) return found
  const { cardId, cardNumber } = found.vehicle
  if (cardId === null || cardNumber === null) return refuse('no-card')
  await saveBlockedCards(tx, [cardId], at.now)
  return { cardNumber }
}

async function findVehicle(
  tx: Tx,
  { agreementId, plate, country = 'NO' }: OfVehicle,
  now: number,
): Promise<{ vehicle: AccountVehicle; partyId: number } | Refusal<FerryAccountRefusal>> {
  const account = await holdAccount(tx, agreementId)
  if (isRefusal(account)) return account
  const canonical = canonicalPlate(plate)
  const vehicles = await readAccountVehicles(tx, agreementId, now)
  const vehicle = vehicles.find((one) => one.plate === canonical && one.country === country)
  return vehicle ? { vehicle, partyId: account.partyId } : refuse('unknown-vehicle')
}
