import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'

export type ClaimRow = {
  readonly invoiceId: number
  /** The company's code. */
  readonly issuer: string
  readonly kid: string
  readonly dueOn: Day
  readonly amountOre: number
  /** What is still owed on the invoice. */
  readonly openOre: number
  readonly isSent: boolean
}

/** Claims that live and are to come, or, when `unpaidOn` is given, those due before that day and not paid. */
export async function readClaims(db: Queryable, of: { unpaidOn?: Day } = {}): Promise<readonly ClaimRow[]> {
  return db<ClaimRow[]>`
    select i.id as "invoiceId", c.code as issuer, k.kid, k.due_on as "dueOn", k.amount_ore as "amountOre",
           i.total_ore - i.allocated_ore - i.carried_ore as "openOre", t.sent_at is not null as "isSent"
    from claim k join invoice i on i.id = k.invoice_id join company c on c.id = i.issuer_id
    join claim_transmission t on t.id = k.transmission_id
    where k.deletion_id is null
      and (${of.unpaidOn ?? null}::date is null
           or k.due_on < ${of.unpaidOn ?? null}::date and i.state in ('sent', 'partly-paid'))
    order by k.due_on, i.id`
}
