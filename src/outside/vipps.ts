import { z } from 'zod'
import type { Ore } from '#core/money.ts'
import { refuse } from '#core/refusal.ts'
import type { NewVippsPayment, VippsPayment, VippsPayments, VippsRefusal } from '#payments/vipps.ts'
import { type AskVipps, openVipps, type VippsSettings } from './vipps-access.ts'
import { createAnswer, paymentAnswer, registrationAnswer, registrationsAnswer } from './vipps-wire.ts'

/** Money through Vipps MobilePay ePayment, and the messages of it. */
export type Vipps = VippsPayments & {
  /** The secret is told here and never again: keep it sealed. */
  register(webhook: {
    readonly url: string
    readonly events: readonly string[]
  }): Promise<{ readonly id: string; readonly secret: string } | VippsRefusal>
  registrations(): Promise<readonly VippsWebhook[] | VippsRefusal>
  unregister(id: string): Promise<'unregistered' | VippsRefusal>
}

export type VippsWebhook = { readonly id: string; readonly url: string; readonly events: readonly string[] }

export function httpVipps(settings: VippsSettings): Vipps {
  const ask = openVipps(settings)
  return {
    create: async ({ reference, idempotencyKey, ...asked }) => {
      const answer = await ask(
        { method: 'POST', path: PAYMENTS, idempotencyKey, body: newPayment(reference, asked) },
        createAnswer,
      )
      if ('refused' in answer) return answer
      return sameAs(reference, answer) ?? { redirectUrl: answer.redirectUrl }
    },
    get: (reference) => askOf(ask, { method: 'GET', reference }),
    capture: (change) => askOf(ask, { method: 'POST', ...change, act: 'capture' }),
    refund: (change) => askOf(ask, { method: 'POST', ...change, act: 'refund' }),
    cancel: ({ reference, idempotencyKey }) =>
      askOf(ask, { method: 'POST', reference, idempotencyKey, act: 'cancel' }),
    register: (webhook) => ask({ method: 'POST', path: WEBHOOKS, body: webhook }, registrationAnswer),
    registrations: async () => {
      const answer = await ask({ method: 'GET', path: WEBHOOKS }, registrationsAnswer)
      return 'refused' in answer ? answer : answer.webhooks
    },
    unregister: async (id) => {
      const path = `${WEBHOOKS}/${encodeURIComponent(id)}`
      const answer = await ask(
        { method: 'DELETE', path },
        z.unknown().transform(() => ({})),
      )
      return 'refused' in answer ? answer : 'unregistered'
    },
  }
}

const PAYMENTS = '/epayment/v1/payments'
const WEBHOOKS = '/webhooks/v1/webhooks'

function newPayment(
  reference: string,
  { amount, description, returnUrl }: Pick<NewVippsPayment, 'amount' | 'description' | 'returnUrl'>,
) {
  return {
    amount: { value: amount, currency: 'NOK' },
    paymentMethod: { type: 'WALLET' },
    reference,
    userFlow: 'WEB_REDIRECT',
    returnUrl,
    paymentDescription: description,
  }
}

async function askOf(
  ask: AskVipps,
  asked: {
    readonly method: 'GET' | 'POST'
    readonly reference: string
    readonly act?: 'capture' | 'refund' | 'cancel'
    readonly amount?: Ore
    readonly idempotencyKey?: string
  },
): Promise<VippsPayment | VippsRefusal> {
  const { method, reference, act, amount, idempotencyKey } = asked
  const payment = await ask(
    {
      method,
      path: `${PAYMENTS}/${encodeURIComponent(reference)}${act === undefined ? '' : `/${act}`}`,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(amount === undefined ? {} : { body: { modificationAmount: { value: amount, currency: 'NOK' } } }),
    },
    paymentAnswer,
  )
  return 'refused' in payment ? payment : (sameAs(reference, payment) ?? payment)
}

/** Told of another payment than we asked about, we know nothing of ours. */
function sameAs(reference: string, answer: { readonly reference: string }): VippsRefusal | undefined {
  return answer.reference === reference ? undefined : refuse('vipps-unavailable', 'another reference')
}
