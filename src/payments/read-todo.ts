import { addMonths, osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'

/** What a customer had better see to, beside what is to be paid. */
export type Todo = {
  /** A customer's, of whom we have no address: `public_id`. */
  readonly addressMissingOf: string | undefined
  readonly unreadTags: readonly {
    readonly plate: { readonly country: string; readonly canonical: string }
    readonly tagNumber: string
    readonly passages: number
  }[]
  /** Of another owner by now, and still under an agreement of theirs (terms 2.8). */
  readonly soldVehicles: readonly {
    readonly assignmentId: number
    readonly plate: { readonly country: string; readonly canonical: string }
  }[]
}

export async function readTodo(tx: Tx, partyIds: readonly number[], now: number): Promise<Todo> {
  const parties = partyIds.map(String)
  const [unaddressed] = await tx<{ publicId: string }[]>`
    select public_id as "publicId" from party where id = any(${parties}::bigint[]) and street is null order by id limit 1`
  return {
    addressMissingOf: unaddressed?.publicId,
    unreadTags: await readUnreadTags(tx, parties, now),
    soldVehicles: await readSoldVehicles(tx, parties, now),
  }
}

async function readSoldVehicles(
  tx: Tx,
  parties: readonly string[],
  now: number,
): Promise<Todo['soldVehicles']> {
  const rows = await tx<{ assignmentId: number; country: string; plate: string }[]>`
    select a.id as "assignmentId", v.country, v.plate
    from unproven_holding h
    join tag_assignment a on a.vehicle_id = h.vehicle_id and a.party_id = h.party_id and a.valid @> ${now}::timestamptz
    join vehicle v on v.id = h.vehicle_id
    where h.party_id = any(${parties}::bigint[]) and h.owner = 'sold' and h.to_at is null
    order by v.plate limit ${SHOWN_MAX}`
  return rows.map(({ assignmentId, country, plate: canonical }) => ({
    assignmentId,
    plate: { country, canonical },
  }))
}

/** Mounted tags of which none of the vehicle's latest passages has been read, of this Oslo month and the one before. */
async function readUnreadTags(tx: Tx, parties: readonly string[], now: number): Promise<Todo['unreadTags']> {
  const month = osloMonth(now)
  const rows = await tx<{ country: string; plate: string; tag_number: string }[]>`
    select v.country, v.plate, t.tag_number
    from tag_assignment a
    join tag t on t.id = a.tag_id
    join vehicle v on v.id = a.vehicle_id
    join lateral (
      select p.read_by from passage p
      where p.party_id = a.party_id and p.vehicle_id = a.vehicle_id and p.month_on in (${month}, ${addMonths(month, -1)})
        and p.passed_at >= lower(a.valid) and p.ended_because is null
      order by p.passed_at desc limit ${UNREAD_IN_A_ROW}) latest on true
    where a.party_id = any(${parties}::bigint[]) and a.valid @> ${now}::timestamptz
    group by a.id, v.country, v.plate, t.tag_number
    having count(*) = ${UNREAD_IN_A_ROW} and bool_and(latest.read_by = 'plate')
    order by v.plate
    limit ${SHOWN_MAX}`
  return rows.map((row) => ({
    plate: { country: row.country, canonical: row.plate },
    tagNumber: row.tag_number,
    passages: UNREAD_IN_A_ROW,
  }))
}

// When the page speaks up, and how much it says: no rule rests on it.
const UNREAD_IN_A_ROW = 5
const SHOWN_MAX = 5
