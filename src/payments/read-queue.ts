import type { Queryable } from '#db/connection.ts'

/** Payments that wait for a person, oldest first. */
export async function readPaymentQueue(db: Queryable) {
  return db<{ paymentId: number; issuer: string; kid: string; amountOre: number; paidOn: string; because: string }[]>`
    select p.id as "paymentId", c.code as issuer, p.kid, p.amount_ore as "amountOre", p.paid_on as "paidOn", p.queued_because as because
    from payment p join company c on c.id = p.issuer_id where p.state = 'queued' order by p.id`
}
