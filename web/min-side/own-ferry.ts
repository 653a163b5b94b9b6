import type { Tx } from '#db/connection.ts'
import {
  type OwnAccount,
  type OwnVehicle,
  readOwnAccounts,
  readOwnVehicles,
} from '#ferry/read-own-accounts.ts'
import { notFound } from './visit.ts'

type Of = { readonly partyIds: readonly number[]; readonly now: number }

/** `?avtale=…` is a running ferry agreement of the customer's own, or nothing; without it, the only one there is. */
export async function ownAccount(
  tx: Tx,
  { partyIds }: Pick<Of, 'partyIds'>,
  publicId: string | null,
): Promise<OwnAccount | undefined> {
  const running = (await readOwnAccounts(tx, partyIds)).filter(({ state }) => state !== 'ended')
  if (publicId === null || publicId === '') return running[0]
  const account = running.find((one) => one.publicId === publicId)
  if (!account) throw notFound()
  return account
}

/** `12` is a vehicle that is on an account of the customer's own now, or nothing. */
export async function ownVehicle(tx: Tx, { partyIds, now }: Of, id: string | null): Promise<OwnVehicle> {
  const vehicle = (await readOwnVehicles(tx, partyIds, now)).find(({ vehicleId }) => String(vehicleId) === id)
  if (!vehicle) throw notFound()
  return vehicle
}
