import { shownPlate } from '#core/plate.ts'
import { numberArray } from '#db/arrays.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { ferryVehicleTexts } from '#words/ferry-vehicle-messages.ts'
import { saveHoldersTold } from './store.ts'
import { messagesOrLetterTo, readHolders } from './tell-holders.ts'

/**
 * A vehicle is on a ferry account by its plate alone, and whoever has the account sees where it sails. Where it is on
 * another's toll agreement that one is told, once, and never whose account it is. Returns how many vehicles were looked at.
 */
export async function tellOtherHolders(
  db: Db,
  { now, limit }: { now: number; limit: number },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const vehicles = await takeUntold(tx, limit)
    if (vehicles.length === 0) return 0
    const holders = await readHolders(tx, [...new Set(vehicles.flatMap(({ holderId }) => holderId ?? []))])
    const messages = vehicles.flatMap(({ vehicleId, country, plate, holderId }) => {
      const holder = holders.get(holderId ?? 0)
      if (!holder) return []
      const text = {
        refId: vehicleId,
        ...ferryVehicleTexts('added-by-another', shownPlate({ country, canonical: plate }), holder.language),
      }
      return messagesOrLetterTo(holder, text, `ferry-vehicle-added:${vehicleId}`)
    })
    await writeOutbox(tx, messages, now)
    await saveHoldersTold(
      tx,
      vehicles.map(({ vehicleId }) => vehicleId),
      now,
    )
    return vehicles.length
  })
}

type UntoldVehicle = {
  readonly vehicleId: number
  readonly country: string
  readonly plate: string
  /** Null: it is on no toll agreement, or on one of the same customer's. */
  readonly holderId: number | null
}

/** By the toll agreement it was on when it came onto the account. */
async function takeUntold(tx: Tx, limit: number): Promise<readonly UntoldVehicle[]> {
  const taken = await tx<{ id: number }[]>`
    select id from ferry_vehicle where holder_told_at is null order by id limit ${limit} for no key update skip locked`
  if (taken.length === 0) return []
  return tx<UntoldVehicle[]>`
    select v.id as "vehicleId", v.country, v.plate, a.party_id as "holderId"
    from ferry_vehicle v
    left join vehicle w on w.country = v.country and w.plate = v.plate
    left join tag_assignment a on a.vehicle_id = w.id and a.valid @> lower(v.valid) and a.party_id <> v.party_id
    where v.id = any (${numberArray(taken.map(({ id }) => id))}::bigint[]) order by v.id`
}
