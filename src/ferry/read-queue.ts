import type { Queryable } from '#db/connection.ts'
import type { QueuedReceipt } from '#words/ferry-receipts.ts'

/** A receipt that cannot be priced as it is. */
export type Queued = {
  readonly tripId: number
  readonly company: string
  readonly reference: string
  readonly version: number
  readonly leg: string
  readonly departsAt: number
  readonly length_cm: number
  readonly classSeen: string
  readonly reason: QueuedReceipt
}

export async function readQueue(db: Queryable, { limit }: { limit: number }): Promise<readonly Queued[]> {
  return db<Queued[]>`
    select t.id as "tripId", c.code as company, t.reference, t.version, t.leg, t.departs_at as "departsAt", t.length_cm,
           t.class_seen as "classSeen", t.reason
    from ferry_trip t join company c on c.id = t.company_id where t.reason is not null and t.state = 'queued' order by t.id limit ${limit}`
}

/** Trips that no account pays and nobody here: of tags of other issuers, or of no ferry account. For the ferry companies. */
export type GivenBack = {
  readonly company: string
  readonly reference: string
  readonly because: 'no-account' | 'other-issuer'
  readonly leg: string
  readonly departsAt: number
  readonly tagNumber: string | null
  readonly amount: number
}

export async function readGivenBack(
  db: Queryable,
  { from, to, limit }: { from: number; to: number; limit: number },
): Promise<readonly GivenBack[]> {
  return db<GivenBack[]>`
    select c.code as company, t.reference, case when t.state = 'no-account' then 'no-account' else 'other-issuer' end as because,
           t.leg, t.departs_at as "departsAt", coalesce(t.tag_number, v.tag_number) as "tagNumber",
           coalesce(e.fare_ore + e.toll_ore, t.full_ore) as amount
    from ferry_trip t join company c on c.id = t.company_id
    left join ferry_vehicle v on v.id = t.vehicle_id
    left join ferry_entry e on e.trip_id = t.id and e.kind = 'trip' and e.paid_by = 'other-issuer'
      and not exists (select from ferry_entry b where b.trip_id = t.id and b.kind = 'trip-credit')
    where t.departs_at >= ${from} and t.departs_at < ${to} and (t.state = 'no-account' or e.id is not null)
    order by t.departs_at, t.id limit ${limit}`
}
