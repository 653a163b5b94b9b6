import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'

export type SettlementRow = {
  readonly charger: string
  readonly number: number
  readonly settledOn: Day
  readonly lines: number
  readonly sumOre: number
  readonly isOut: boolean
}

/** What toll chargers were told, oldest first. */
export async function readSettlements(db: Queryable, charger?: string): Promise<readonly SettlementRow[]> {
  return db<SettlementRow[]>`
    select c.code as charger, s.settlement_number as number, s.settled_on as "settledOn", s.line_count as lines,
           s.sum_ore as "sumOre", s.delivered_at is not null as "isOut"
    from settlement s join company c on c.id = s.charger_id
    where ${charger === undefined ? db`true` : db`c.code = ${charger}`}
    order by s.charger_id, s.settlement_number`
}
