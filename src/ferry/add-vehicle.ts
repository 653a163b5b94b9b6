import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { issuePrepayments } from '#invoices/issue-prepayments.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { ferryLimitsOn } from './limits.ts'
import { type AccountRun, findTaken, saveVehicles, withTags } from './open-account.ts'
import { agreedAmount } from './prepaid-amount.ts'
import { type HeldAccount, holdAccount, readAccountVehicles } from './read-account.ts'
import type { PrepaymentReason } from './statement.ts'
import { endFerryVehicles, saveBlockedCards, savePrepayments } from './store.ts'
import { checkVehicles, type WrittenVehicle } from './vehicle.ts'

export type Asked = { readonly invoiceId: number | undefined; readonly amount: Ore }

/** A further or dearer vehicle asks for the difference to what is agreed; a running agreement’s amount is not raised otherwise. */
export async function addFerryVehicle(
  tx: Tx,
  added: { readonly agreementId: number; readonly vehicle: WrittenVehicle },
  run: AccountRun,
): Promise<Asked | Refusal<FerryAccountRefusal>> {
  const account = await holdAccount(tx, added.agreementId)
  if (isRefusal(account)) return account
  const day = osloDay(run.now)
  const limits = ferryLimitsOn(run.rules, day)
  if (!limits) return refuse('before-the-scheme')
  const present = await readAccountVehicles(tx, account.agreementId, run.now)
  const all = checkVehicles([...present.map(written), added.vehicle], account.kind, limits)
  if (isRefusal(all)) return all
  const [vehicle] = await withTags(tx, all.slice(-1), run.now)
  if (!vehicle) return refuse('no-vehicles')
  const taken = await findTaken(tx, [vehicle], run.now)
  if (taken) return taken
  const lengths = present.map(({ length_cm }) => length_cm)
  const before = agreedAmount(account.kind, lengths, day, run.rules)
  const after = agreedAmount(account.kind, [...lengths, vehicle.length_cm], day, run.rules)
  if (isRefusal(before)) return before
  if (isRefusal(after)) return after
  await saveVehicles(tx, [vehicle], account, { now: run.now, limits })
  const amount = ore(after - before)
  return amount > 0
    ? askAhead(tx, account, { because: 'difference', amount }, run)
    : { invoiceId: undefined, amount }
}

/** From now on the vehicle is not the account's, and its card pays for nothing. What is agreed stays until the next refill. */
export async function removeFerryVehicle(
  tx: Tx,
  removed: { readonly agreementId: number; readonly plate: string; readonly country?: string },
  at: { now: number },
): Promise<{ vehicleId: number } | Refusal<FerryAccountRefusal>> {
  const account = await holdAccount(tx, removed.agreementId)
  if (isRefusal(account)) return account
  const vehicles = await readAccountVehicles(tx, account.agreementId, at.now)
  const { country = 'NO' } = removed
  const plate = canonicalPlate(removed.plate)
  const vehicle = vehicles.find((one) => one.plate === plate && one.country === country)
  if (!vehicle) return refuse('unknown-vehicle')
  if (vehicles.length === 1) return refuse('last-vehicle')
  await endFerryVehicles(tx, [vehicle.vehicleId], at.now)
  await saveBlockedCards(tx, vehicle.cardId === null ? [] : [vehicle.cardId], at.now)
  return { vehicleId: vehicle.vehicleId }
}

/** A sum of the customer's own choice, now. */
export async function topUp(
  tx: Tx,
  asked: { readonly agreementId: number; readonly amount: Ore },
  run: AccountRun,
): Promise<Asked | Refusal<FerryAccountRefusal>> {
  if (asked.amount <= 0) return refuse('nothing-to-top-up')
  const account = await holdAccount(tx, asked.agreementId)
  if (isRefusal(account)) return account
  return askAhead(tx, account, { because: 'top-up', amount: asked.amount }, run)
}

async function askAhead(
  tx: Tx,
  { agreementId, partyId, agreed }: HeldAccount,
  { because, amount }: { because: PrepaymentReason; amount: Ore },
  run: AccountRun,
): Promise<Asked> {
  const [invoiceId = 0] = await issuePrepayments(tx, [{ agreementId, amount }], {
    ...run,
    issuedOn: osloDay(run.now),
  })
  const agreedThen = because === 'difference' ? ore(agreed + amount) : agreed
  await savePrepayments(
    tx,
    [{ invoiceId, agreementId, partyId, because, amount, agreed: agreedThen }],
    run.now,
  )
  return { invoiceId, amount }
}

function written(vehicle: Awaited<ReturnType<typeof readAccountVehicles>>[number]): WrittenVehicle {
  const { country, plate, length_cm, zeroEmission } = vehicle
  return { country, plate, length_cm, zeroEmission }
}
