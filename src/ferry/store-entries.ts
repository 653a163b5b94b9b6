import type { Day } from '#core/dated.ts'
import type { Tx } from '#db/connection.ts'
import { copyBinary, date, int2, int4, int8, text, timestamptz } from '#db/copy-binary.ts'
import type { Entry } from './statement.ts'
import type { TripPrice } from './trip.ts'

/** An entry with its place in the account's statement, and the charges that stand for it elsewhere. */
export type NumberedEntry = {
  readonly id: number
  readonly agreementId: number
  readonly partyId: number
  readonly number: number
  readonly entry: Entry
  readonly fareChargeId?: number | undefined
  readonly tollChargeId?: number | undefined
  readonly closingChargeId?: number | undefined
}

export async function saveEntries(
  tx: Tx,
  entries: readonly NumberedEntry[],
  posted: { on: Day; at: number },
): Promise<void> {
  await copyBinary(
    tx,
    `ferry_entry (id, agreement_id, party_id, entry_number, kind, posted_on, posted_at, amount_ore, balance_ore, allocation_id,
      card_id, charge_id, trip_id, vehicle_id, discount, paid_by, full_ore, full_toll_ore, fare_ore, toll_ore, vat_percent, vat_ore,
      because, decided_on_ore, limit_ore, fare_charge_id, toll_charge_id)`,
    [
      int8((e) => e.id),
      int8((e) => e.agreementId),
      int8((e) => e.partyId),
      int4((e) => e.number),
      text((e) => e.entry.kind),
      date(() => posted.on),
      timestamptz(() => posted.at),
      int8((e) => e.entry.amount),
      int8((e) => e.entry.balance),
      int8((e) => ('allocationId' in e.entry ? e.entry.allocationId : undefined)),
      int8((e) => ('cardId' in e.entry ? e.entry.cardId : undefined)),
      int8((e) => e.closingChargeId),
      int8((e) => tripIdOf(e.entry)),
      int8((e) => vehicleIdOf(e.entry)),
      text((e) => priceOf(e.entry)?.discount),
      text((e) => priceOf(e.entry)?.paidBy),
      int8((e) => priceOf(e.entry)?.full),
      int8((e) => priceOf(e.entry)?.fullToll),
      int8((e) => priceOf(e.entry)?.fare),
      int8((e) => priceOf(e.entry)?.toll),
      int2((e) => priceOf(e.entry)?.vatPercent),
      int8((e) => priceOf(e.entry)?.vat),
      text((e) => stepsOf(e.entry)),
      int8((e) => (e.entry.kind === 'trip' ? e.entry.decided?.on : undefined)),
      int8((e) => (e.entry.kind === 'trip' ? e.entry.decided?.limit : undefined)),
      int8((e) => e.fareChargeId),
      int8((e) => e.tollChargeId),
    ],
    entries,
  )
}

function priceOf(entry: Entry): TripPrice | undefined {
  return 'price' in entry ? entry.price : undefined
}

function stepsOf(entry: Entry): string | undefined {
  const price = priceOf(entry)
  return price ? JSON.stringify(price.steps) : undefined
}

function tripIdOf(entry: Entry): number | undefined {
  if (entry.kind === 'trip') return entry.trip.id
  return entry.kind === 'trip-credit' ? entry.price.tripId : undefined
}

function vehicleIdOf(entry: Entry): number | undefined {
  if (entry.kind === 'trip') return entry.trip.vehicleId
  return entry.kind === 'trip-credit' ? entry.price.vehicleId : undefined
}
