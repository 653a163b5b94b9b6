import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { FerryRules } from './fare.ts'
import { issueAsked } from './issue-asked.ts'
import { ferryLimitsOn } from './limits.ts'
import { type AccountRun, findTaken, saveVehicles, withTags } from './open-account.ts'
import { differenceFor } from './prepaid-amount.ts'
import {
  type HeldAccount,
  holdAccount,
  readAccountVehicles,
  readOpenDifferences,
  readStays,
} from './read-account.ts'
import type { PrepaymentReason } from './statement.ts'
import { endFerryVehicles, saveBlockedCards } from './store.ts'
import type { AccountTerms } from './terms.ts'
import { refusedTopUp } from './top-up.ts'
import { checkVehicles, type WrittenVehicle } from './vehicle.ts'

export type Asked = { readonly invoiceId: number | undefined; readonly amount: Ore }

export type AddedVehicle = { readonly agreementId: number; readonly vehicle: WrittenVehicle }

/**
 * A further or dearer vehicle asks for the difference to what its account has been asked for; a running agreement’s amount
 * is not raised otherwise.
 */
export async function addFerryVehicle(
  tx: Tx,
  added: AddedVehicle,
  run: AccountRun,
): Promise<Asked | Refusal<FerryAccountRefusal>> {
  const attached = await attachVehicle(tx, added, run)
  if (isRefusal(attached)) return attached
  const { account, difference: amount } = attached
  return amount > 0
    ? askAhead(tx, account, { because: 'difference', amount }, run)
    : { invoiceId: undefined, amount }
}

/** The vehicle is the account's. What it asks for is not asked yet. */
export async function attachVehicle(
  tx: Tx,
  added: AddedVehicle,
  { now, rules }: { readonly now: number; readonly rules: FerryRules },
): Promise<{ account: HeldAccount; difference: Ore } | Refusal<FerryAccountRefusal>> {
  const account = await holdAccount(tx, added.agreementId)
  if (isRefusal(account)) return account
  const day = osloDay(now)
  const limits = ferryLimitsOn(rules, day)
  if (!limits) return refuse('before-the-scheme')
  // Who held the account before may have put one on a moment after our now.
  const then = now + WAITED_AT_MOST_MS
  const present = await readAccountVehicles(tx, account.agreementId, then)
  const all = checkVehicles([...present.map(written), added.vehicle], account.kind, limits)
  if (isRefusal(all)) return all
  const [vehicle] = await withTags(tx, all.slice(-1), now)
  if (!vehicle) return refuse('no-vehicles')
  const taken = await findTaken(tx, [vehicle], now)
  if (taken) return taken
  const stays = await readStays(tx, account.agreementId, then)
  const difference = differenceFor(account.kind, { stays, added_cm: vehicle.length_cm }, day, rules)
  if (isRefusal(difference)) return difference
  await saveVehicles(tx, [vehicle], account, { now, limits })
  return { account, difference }
}

/** Longer than any statement of a page may take. */
const WAITED_AT_MOST_MS = 60_000

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

/** A sum of the customer's own choice, now. See `askTopUp` of an account that waits. */
export async function topUp(
  tx: Tx,
  asked: { readonly agreementId: number; readonly amount: Ore; readonly isSure?: boolean },
  run: AccountRun & Pick<AccountTerms, 'topUps'>,
): Promise<Asked | Refusal<FerryAccountRefusal>> {
  const { agreementId, amount, isSure } = asked
  const account = await holdAccount(tx, agreementId)
  if (isRefusal(account)) return account
  const { state, agreed } = account
  const sureOf = isSure ? amount : undefined
  const refused = refusedTopUp({ amount, agreed, sureOf }, osloDay(run.now), run.topUps)
  if (refused) return refused
  if (state === 'waiting') return refuse('ferry-account-waits')
  return askAhead(tx, account, { because: 'top-up', amount }, run)
}

async function askAhead(
  tx: Tx,
  { agreementId, partyId, agreed }: HeldAccount,
  { because, amount }: { because: PrepaymentReason; amount: Ore },
  run: AccountRun,
): Promise<Asked> {
  const open = because === 'difference' ? await readOpenDifferences(tx, [agreementId]) : undefined
  const agreedThen = open ? ore(agreed + (open.get(agreementId) ?? 0) + amount) : agreed
  const [invoiceId] = await issueAsked(
    tx,
    [{ agreementId, partyId, because, amount, agreed: agreedThen }],
    run,
  )
  return { invoiceId, amount }
}

function written(vehicle: Awaited<ReturnType<typeof readAccountVehicles>>[number]): WrittenVehicle {
  const { country, plate, length_cm, zeroEmission } = vehicle
  return { country, plate, length_cm, zeroEmission }
}
