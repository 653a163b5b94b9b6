import type { Queryable } from '#db/connection.ts'

export type PayoutRow = {
  readonly id: number
  readonly issuer: string
  readonly charger: string
  readonly amountOre: number
  /** Unconfirmed: the bank has the order, and has not said what became of it. */
  readonly state: 'asked' | 'approved' | 'unconfirmed' | 'rejected'
  /** Null: by rule. */
  readonly requestedBy: string | null
  readonly approvedBy: string | null
  readonly rejectedBecause: string | null
  /** The toll charger's, that whoever approves approves too. */
  readonly account: string | null
  readonly isVerified: boolean
  /** It has another account since it was approved: it is approved anew. */
  readonly isAccountChanged: boolean
}

/** What toll chargers are to be paid and are not yet, and what the bank refused and nobody has asked for again. */
export async function readPayouts(db: Queryable): Promise<readonly PayoutRow[]> {
  return db<PayoutRow[]>`
    select p.id, i.code as issuer, c.code as charger, p.amount_ore as "amountOre",
           case p.state when 'sent' then 'unconfirmed' else p.state end as state, r.email as "requestedBy",
           a.email as "approvedBy", p.rejected_because as "rejectedBecause",
           c.account_number as account,
           exists (select from charger_account v where v.issuer_id = p.issuer_id and v.charger_id = p.charger_id
                   and v.account_number = c.account_number and v.ended_at is null) as "isVerified",
           p.state = 'approved' and p.approved_account is distinct from c.account_number as "isAccountChanged"
    from charger_payout p join company i on i.id = p.issuer_id join company c on c.id = p.charger_id
    left join staff_member r on r.id = p.requested_by left join staff_member a on a.id = p.approved_by
    where p.state in ('asked', 'approved', 'sent')
       or (p.state = 'rejected' and exists (
             select from charger_payout_line l where l.payout_id = p.id and not exists (
               select from charger_payout_line n where n.line_id = l.line_id and n.ended_at is null)))
    order by p.id`
}
