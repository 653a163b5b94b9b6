import type { Queryable } from '#db/connection.ts'
import type { HoldReason } from '#words/holds.ts'

/** What waits for somebody to look, oldest first. */
export type Hold = {
  readonly of: 'passage' | 'agreement' | 'owner'
  /** The passage's, the agreement's, or the party's of an owner without one. */
  readonly id: number
  readonly partyId: number
  readonly reason: HoldReason
  readonly heldAt: number
  readonly what:
    | { readonly passedAt: number; readonly station: string; readonly plate: string }
    | {
        readonly monthOn: string
        readonly measured: number
        readonly limitWas: number
        /** Of an owner: who charges it. */
        readonly charger?: string
      }
}

export async function readHolds(db: Queryable, limit: number): Promise<readonly Hold[]> {
  const passages = await db<PassageHoldRow[]>`
    select h.passage_id as id, h.party_id as "partyId", h.reason, h.held_at as "heldAt", p.passed_at, s.name as station,
           v.country || ' ' || v.plate as plate
    from passage_hold h
    join passage p on p.party_id = h.party_id and p.id = h.passage_id and p.month_on = h.month_on
    join station s on s.id = p.station_id join vehicle v on v.id = h.vehicle_id
    where h.state = 'held' order by h.held_at, h.passage_id limit ${limit}`
  const agreements = await db<AgreementHoldRow[]>`
    select case h.agreement_id when 0 then h.party_id else h.agreement_id end as id, h.party_id as "partyId", h.reason,
           h.held_at as "heldAt", h.month_on, h.measured, h.limit_was, c.code as charger
    from agreement_hold h left join company c on c.id = h.charger_id
    where h.state = 'held' order by h.held_at, h.agreement_id, h.party_id, h.month_on, h.reason limit ${limit}`
  const holds: Hold[] = [
    ...passages.map(({ passed_at, station, plate, ...hold }) => ({
      ...hold,
      of: 'passage' as const,
      what: { passedAt: passed_at, station, plate },
    })),
    ...agreements.map(({ month_on, measured, limit_was, charger, ...hold }) => ({
      ...hold,
      of: charger === null ? ('agreement' as const) : ('owner' as const),
      what: { monthOn: month_on, measured, limitWas: limit_was, ...(charger !== null && { charger }) },
    })),
  ]
  return holds.sort((a, b) => a.heldAt - b.heldAt).slice(0, limit)
}

type HoldRow = Pick<Hold, 'id' | 'partyId' | 'reason' | 'heldAt'>
type PassageHoldRow = HoldRow & { passed_at: number; station: string; plate: string }
type AgreementHoldRow = HoldRow & {
  month_on: string
  measured: number
  limit_was: number
  charger: string | null
}
