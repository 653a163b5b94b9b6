import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { inTransaction } from '#db/connection.ts'
import { bookPayments } from '#payments/book-payments.ts'
import { saveNewVippsPayment, saveVippsMoney, saveVippsOutcomes } from '#payments/store-vipps.ts'
import type { Appointment } from './year.ts'

/** An invoice that is open on the day is paid in Vipps: captured at once, and the money is with Vipps. */
export function payInVipps(invoiceId: number): Appointment {
  return async ({ db, now }) =>
    inTransaction(db, async (tx) => {
      const [open] = await tx<Open[]>`
        select kid, party_id as "partyId", issuer_id as "issuerId", total_ore - allocated_ore as amount
        from invoice where id = ${invoiceId} and state in ('sent', 'partly-paid') for no key update`
      if (!open || open.amount <= 0) return 'not paid in Vipps: it was paid before'
      const { kid, partyId, issuerId } = open
      const amount = ore(open.amount)
      const reference = `brikke-${invoiceId}-year`
      const row = { reference, invoiceId, partyId, issuerId, amount, idempotencyKey: reference }
      await saveNewVippsPayment(tx, row, { now, lookAt: now })
      const [made] = await tx<{ id: number }[]>`select id from vipps_payment where reference = ${reference}`
      const vippsPaymentId = made?.id ?? 0
      const captured = { id: vippsPaymentId, state: 'captured' as const, captured: amount, refunded: ore(0) }
      await saveVippsOutcomes(tx, [{ ...captured, isEnded: true }])
      const money = { vippsPaymentId, issuerId, kid, amount, bankRef: `vipps:${reference}:captured` }
      const fresh = await saveVippsMoney(tx, [money], osloDay(now))
      await bookPayments(tx, fresh, { now, account: 'vipps' })
      return 'paid in Vipps'
    })
}

type Open = {
  readonly kid: string
  readonly partyId: number
  readonly issuerId: number
  readonly amount: Ore
}
