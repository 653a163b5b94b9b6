import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'

export type QueuedPayment = {
  readonly paymentId: number
  /** The company's code. */
  readonly issuer: string
  readonly kid: string
  readonly amountOre: number
  readonly paidOn: Day
  readonly because: string
}

/** Payments that wait for a person, oldest first. */
export async function readPaymentQueue(db: Queryable): Promise<readonly QueuedPayment[]> {
  return db<QueuedPayment[]>`
    select p.id as "paymentId", c.code as issuer, p.kid, p.amount_ore as "amountOre", p.paid_on as "paidOn",
           p.queued_because as because
    from payment p join company c on c.id = p.issuer_id where p.state = 'queued' order by p.id`
}
