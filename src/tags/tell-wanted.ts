import { shownPlate } from '#core/plate.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutboxOnce } from '#db/outbox.ts'
import { WANTED_VEHICLE_TEXTS } from '#words/wanted-vehicle.ts'
import { type Customer, readCustomers } from './read-customers.ts'
import { forgetWanted } from './store-wanted.ts'
import { tellHolder } from './tell-holder.ts'

/**
 * Whoever holds a vehicle that another asks for is told, once of each who asks, and never who. Only a notice of theirs
 * ends what they pay (terms 2.8), and who has sold it wants to know. Returns how many were looked at.
 */
export async function tellWanted(
  db: Db,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const wanted = await takeUntold(tx, { now, limit })
    if (wanted.length === 0) return 0
    const holders = await readCustomers(
      tx,
      wanted.flatMap(({ holderId }) => holderId ?? []),
    )
    await writeOutboxOnce(
      tx,
      wanted.flatMap((one) => messageTo(holders.get(one.holderId ?? 0), one)),
      now,
    )
    // That it is told once is kept by the outbox.
    await forgetWanted(
      tx,
      wanted.map(({ id }) => id),
    )
    return wanted.length
  })
}

type Wanted = {
  readonly id: number
  readonly vehicleId: number
  readonly askedBy: number
  readonly country: string
  readonly plate: string
  /** Null: nobody else holds it any more. */
  readonly holderId: number | null
  readonly issuer: string | null
}

async function takeUntold(
  tx: Tx,
  { now, limit }: { now: number; limit: number },
): Promise<readonly Wanted[]> {
  return tx<Wanted[]>`
    select w.id, w.vehicle_id as "vehicleId", w.party_id as "askedBy", v.country, v.plate, h.party_id as "holderId", h.issuer
    from wanted_vehicle w join vehicle v on v.id = w.vehicle_id
    left join lateral (
      select a.party_id, c.name as issuer
      from tag_assignment a join agreement g on g.id = a.agreement_id join company c on c.id = g.issuer_id
      where a.vehicle_id = w.vehicle_id and a.party_id <> w.party_id and coalesce(upper(a.valid), 'infinity') > ${now}
      order by lower(a.valid) nulls first limit 1) h on true
    left join party p on p.id = h.party_id
    -- Who can be told in no way is told when there is one.
    where p.id is null or coalesce(p.email, p.street, p.phone) is not null
    order by w.id limit ${limit} for no key update of w skip locked`
}

function messageTo(holder: Customer | undefined, wanted: Wanted): readonly OutboxMessage[] {
  const { vehicleId, askedBy, holderId, issuer, country, plate } = wanted
  if (!holder || holderId === null || issuer === null) return []
  const { toHolder, smsToHolder } = WANTED_VEHICLE_TEXTS[holder.language]
  const { name } = holder
  const shown = shownPlate({ country, canonical: plate })
  const dedupeKey = `vehicle-wanted:${vehicleId}:${holderId}:${askedBy}`
  return tellHolder(holder, { dedupeKey, partyId: holderId }, (way) =>
    way === 'sms'
      ? smsToHolder(issuer)
      : toHolder(way === 'mail' ? { name, issuer } : { name, issuer, plate: shown }),
  )
}
