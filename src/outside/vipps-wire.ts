import { z } from 'zod'
import { ore } from '#core/money.ts'
import { refuse } from '#core/refusal.ts'
import type { VippsPayment, VippsRefusal } from '#payments/vipps.ts'

/** Never its `detail`: that may name the one who pays. */
export function refusalOf(status: number, body: unknown): VippsRefusal {
  const problem = problemShape.safeParse(body).data
  const detail = [status, problem?.title, problem?.traceId].filter((part) => part !== undefined).join(' ')
  if (status === 400) return refuse('vipps-bad-request', detail)
  if (status === 401 || status === 403) return refuse('vipps-not-authorized', detail)
  if (status === 404) return refuse('vipps-unknown-payment', detail)
  if (status === 409) return refuse('vipps-conflict', detail)
  return refuse('vipps-unavailable', detail)
}

const problemShape = z.object({ title: z.string().max(200), traceId: z.string().max(100).optional() })

/** One hour in test, a day in production; the number comes as text. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().int().positive(),
})

const reference = z.string().regex(/^[A-Za-z0-9-]{8,50}$/)
const amount = z.object({ value: z.int().min(0), currency: z.literal('NOK') })

/** Its page is where we send people: an address of the web, and of nothing else. */
export const createAnswer = z.object({
  reference,
  redirectUrl: z.url({ protocol: /^https?$/ }),
})

export const paymentAnswer = z
  .object({
    reference,
    state: z.enum(['CREATED', 'ABORTED', 'EXPIRED', 'AUTHORIZED', 'TERMINATED']),
    pspReference: z.string().min(1),
    amount,
    aggregate: z.object({
      authorizedAmount: amount,
      cancelledAmount: amount,
      capturedAmount: amount,
      refundedAmount: amount,
    }),
  })
  .transform(
    ({ aggregate, ...payment }): VippsPayment => ({
      reference: payment.reference,
      pspReference: payment.pspReference,
      state: STATES[payment.state],
      amount: ore(payment.amount.value),
      authorized: ore(aggregate.authorizedAmount.value),
      cancelled: ore(aggregate.cancelledAmount.value),
      captured: ore(aggregate.capturedAmount.value),
      refunded: ore(aggregate.refundedAmount.value),
    }),
  )

const STATES = {
  CREATED: 'created',
  ABORTED: 'aborted',
  EXPIRED: 'expired',
  AUTHORIZED: 'authorized',
  TERMINATED: 'terminated',
} as const

export const registrationAnswer = z.object({ id: z.string().min(1), secret: z.string().min(1) })
export const registrationsAnswer = z.object({
  webhooks: z.array(z.object({ id: z.string().min(1), url: z.string(), events: z.array(z.string()) })),
})
