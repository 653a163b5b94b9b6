import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Ore, ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'

/** A message as it came over the wire. Headers that were not there are undefined. */
export type VippsMessage = {
  readonly body: Uint8Array
  readonly date: string | undefined
  readonly contentSha256: string | undefined
  readonly authorization: string | undefined
}

/** What we agreed on when we registered, and what time it is for machines. */
export type VippsRegistration = {
  /**
   * The address we gave. Host and path are signed, and taken from here, never from the message: behind a proxy they
   * are others, and what a sender may choose proves nothing.
   */
  readonly url: string
  readonly secret: string
  /** Machine time: Vipps knows no other. */
  readonly now: number
  /** How far from now, either way, a message may be dated. */
  readonly toleranceMs: number
}

/** What happened to a payment. It says that one must look, not what is so: messages repeat and come out of order. */
export type VippsPaymentEvent = {
  readonly happened: PaymentHappening
  readonly reference: string
  readonly pspReference: string
  readonly merchantSerialNumber: string
  readonly amount: Ore
  readonly happenedAt: number
  readonly succeeded: boolean
  /** The same for the same event, however often it is told. */
  readonly dedupeKey: string
}

export type WebhookRefusal = Refusal<
  | 'webhook-unsigned'
  | 'webhook-too-old'
  | 'webhook-too-early'
  | 'webhook-altered'
  | 'webhook-unreadable'
  | 'webhook-of-something-else'
>

/** Believes a message only when it is signed with our secret, for our address, just now; then reads it. */
export function readVippsWebhook(
  message: VippsMessage,
  registration: VippsRegistration,
): VippsPaymentEvent | WebhookRefusal {
  return forgeryIn(message, registration) ?? readEvent(message.body)
}

export type VippsEventName =
  | { readonly of: 'payment'; readonly happened: PaymentHappening }
  | { readonly of: 'agreement'; readonly happened: (typeof AGREEMENT)[number] }
  | { readonly of: 'recurring-charge'; readonly happened: (typeof RECURRING_CHARGE)[number] }

export type PaymentHappening = (typeof PAYMENT)[number]

const PAYMENT = [
  'created',
  'aborted',
  'expired',
  'cancelled',
  'captured',
  'refunded',
  'authorized',
  'terminated',
] as const
const AGREEMENT = ['activated', 'rejected', 'stopped', 'expired'] as const
const RECURRING_CHARGE = ['reserved', 'captured', 'canceled', 'failed'] as const

/** The names one registers for. */
export const PAYMENT_EVENTS: readonly string[] = PAYMENT.map((happened) => `epayments.payment.${happened}.v1`)

/** Names are written two ways: in full as registered, and by their last word in the message of a payment. */
export function parseVippsEventName(name: string): VippsEventName | Refusal<'webhook-of-something-else'> {
  const [, full, agreement, charge] =
    /^(?:epayments\.payment\.(\w+)|recurring\.agreement-(\w+)|recurring\.charge-(\w+))\.v1$/.exec(name) ?? []
  const payment = PAYMENT.find((happened) => happened === full || happened.toUpperCase() === name)
  if (payment) return { of: 'payment', happened: payment }
  const stood = AGREEMENT.find((happened) => happened === agreement)
  if (stood) return { of: 'agreement', happened: stood }
  const charged = RECURRING_CHARGE.find((happened) => happened === charge)
  return charged ? { of: 'recurring-charge', happened: charged } : refuse('webhook-of-something-else')
}

const AUTHORIZATION =
  /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/]{43}=)$/

function forgeryIn(
  { body, date, contentSha256, authorization }: VippsMessage,
  { url, secret, now, toleranceMs }: VippsRegistration,
): WebhookRefusal | undefined {
  const [, signature] = AUTHORIZATION.exec(authorization ?? '') ?? []
  const signedAt = Date.parse(date ?? '')
  if (!signature || !contentSha256 || !date || Number.isNaN(signedAt)) return refuse('webhook-unsigned')
  // Both are always reckoned, so that the time it takes does not tell which of them was wrong.
  const sameBody = equal(createHash('sha256').update(body).digest(), contentSha256)
  const { host, pathname, search } = new URL(url)
  const signed = `POST\n${pathname}${search}\n${date};${host};${contentSha256}`
  const sameSignature = equal(createHmac('sha256', secret).update(signed).digest(), signature)
  if (!sameBody || !sameSignature) return refuse('webhook-altered')
  if (signedAt < now - toleranceMs) return refuse('webhook-too-old')
  return signedAt > now + toleranceMs ? refuse('webhook-too-early') : undefined
}

function equal(expected: Buffer, base64: string): boolean {
  const said = Buffer.from(base64, 'base64')
  return said.length === expected.length && timingSafeEqual(said, expected)
}

function readEvent(body: Uint8Array): VippsPaymentEvent | WebhookRefusal {
  const named = parsed(body, eventNamed)
  if (named === undefined) return refuse('webhook-unreadable')
  const name = parseVippsEventName(named.name ?? named.eventType ?? '')
  if ('refused' in name) return name
  if (name.of !== 'payment') return refuse('webhook-of-something-else', name.of)
  const event = parsed(body, paymentEvent)
  if (event === undefined) return refuse('webhook-unreadable')
  const { reference, pspReference, msn, amount, timestamp, success } = event
  return {
    happened: name.happened,
    reference,
    pspReference,
    merchantSerialNumber: msn,
    amount: ore(amount.value),
    happenedAt: Date.parse(timestamp),
    succeeded: success,
    dedupeKey: `${reference} ${pspReference} ${name.happened} ${timestamp}`,
  }
}

function parsed<T>(body: Uint8Array, shape: z.ZodType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))).data
  } catch {
    return undefined
  }
}

const eventNamed = z.object({ name: z.string().optional(), eventType: z.string().optional() })
const paymentEvent = z.object({
  msn: z.string().regex(/^\d{4,6}$/),
  reference: z.string().regex(/^[A-Za-z0-9-]{8,50}$/),
  pspReference: z.string().min(1).max(100),
  amount: z.object({ value: z.int().min(0), currency: z.literal('NOK') }),
  timestamp: z.iso.datetime({ offset: true }),
  success: z.boolean(),
})
