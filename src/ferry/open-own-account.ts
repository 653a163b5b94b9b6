import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { type AddedVehicle, attachVehicle } from './add-vehicle.ts'
import type { FerryRules } from './fare.ts'
import { type MadeAccount, makeFerryAccount, type NewFerryAccount } from './open-account.ts'
import { orderPrepayment } from './store-orders.ts'

type At = { readonly now: number; readonly newId: () => string; readonly rules: FerryRules }

/** As a page does it, which makes no invoices: the amount is ordered, and the worker asks for it. */
export async function openOwnAccount(
  tx: Tx,
  asked: NewFerryAccount,
  { now, newId, rules }: At,
): Promise<(MadeAccount & { publicId: string; orderId: string }) | Refusal<FerryAccountRefusal>> {
  const [publicId, orderId] = [newId(), newId()]
  const made = await makeFerryAccount(tx, asked, { publicId, now, rules })
  if (isRefusal(made)) return made
  const { agreementId, agreed: amount } = made
  const { partyId } = asked
  await orderPrepayment(tx, { publicId: orderId, agreementId, partyId, because: 'opening', amount }, now)
  return { ...made, publicId, orderId }
}

/** Undefined: the vehicle asks for nothing more. */
export async function addOwnVehicle(
  tx: Tx,
  added: AddedVehicle,
  { now, newId, rules }: At,
): Promise<{ orderId: string | undefined } | Refusal<FerryAccountRefusal>> {
  const attached = await attachVehicle(tx, added, { now, rules })
  if (isRefusal(attached)) return attached
  const { account, difference: amount } = attached
  if (amount <= 0) return { orderId: undefined }
  const { agreementId, partyId } = account
  const orderId = newId()
  await orderPrepayment(tx, { publicId: orderId, agreementId, partyId, because: 'difference', amount }, now)
  return { orderId }
}
