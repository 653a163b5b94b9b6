import { type Ore, ore } from '#core/money.ts'
import type { Refusal } from '#core/refusal.ts'

export type VippsPayment = {
  readonly reference: string
  readonly pspReference: string
  /** An approved payment stays authorized, also when all of it is captured, cancelled or refunded. */
  readonly state: 'created' | 'aborted' | 'expired' | 'authorized' | 'terminated'
  readonly amount: Ore
  readonly authorized: Ore
  readonly cancelled: Ore
  readonly captured: Ore
  readonly refunded: Ore
}

export type NewVippsPayment = {
  /** Ours, 8 to 50 letters, digits and hyphens, never used before at this sales unit. */
  readonly reference: string
  readonly amount: Ore
  /** What the one who pays reads in the app. */
  readonly description: string
  readonly returnUrl: string
  readonly idempotencyKey: string
}

export type VippsChange = {
  readonly reference: string
  readonly amount: Ore
  readonly idempotencyKey: string
}

/** Why Vipps would not, or why we do not know whether it did. */
export type VippsRefusal = Refusal<
  /** It says that the question is wrong: ours to mend. */
  | 'vipps-bad-request'
  /** Keys or sales unit are not accepted: the installation's to mend. */
  | 'vipps-not-authorized'
  | 'vipps-unknown-payment'
  /** The payment is not in a state for it, the amount is more than is left, or a reference or key was used before. */
  | 'vipps-conflict'
  /** It did not say. Ask again with the same idempotency key, or read the payment; never take it for a no. */
  | 'vipps-unavailable'
>

/** Payments of one sales unit. Nothing is ours before it is captured. Never throws because Vipps is down. */
export type VippsPayments = {
  create(asked: NewVippsPayment): Promise<{ readonly redirectUrl: string } | VippsRefusal>
  get(reference: string): Promise<VippsPayment | VippsRefusal>
  capture(change: VippsChange): Promise<VippsPayment | VippsRefusal>
  refund(change: VippsChange): Promise<VippsPayment | VippsRefusal>
  /** Ends what is not yet approved, and lets go of what is approved and not captured. */
  cancel(change: Omit<VippsChange, 'amount'>): Promise<VippsPayment | VippsRefusal>
}

/** By the code of the issuer whose money it is. Undefined: it does not take Vipps. */
export type VippsOfIssuer<Port = VippsPayments> = (issuerCode: string) => Port | undefined

/** Ours: as `vipps_payment` has it. Captured and refunded are what is booked. */
export type KnownVippsPayment = {
  readonly state: VippsState
  readonly toCapture: Ore | undefined
  readonly captured: Ore
  readonly refunded: Ore
}

export type VippsState =
  | 'created'
  | 'authorized'
  | 'captured'
  | 'aborted'
  | 'expired'
  | 'terminated'
  | 'refunded'

export type VippsAct = { readonly act: 'capture'; readonly amount: Ore } | { readonly act: 'cancel' }

/**
 * What a reserved payment asks of us. Captured is what is still open of the invoice; the rest is let go, and so is all
 * of it when the invoice was paid otherwise meanwhile or we have given the payment up.
 */
export function actOn(truth: VippsPayment, known: KnownVippsPayment, open: Ore): VippsAct | undefined {
  const left = leftOf(truth)
  if (truth.state !== 'authorized' || left === 0) return undefined
  if (truth.captured > 0 || isGivenUp(known.state)) return { act: 'cancel' }
  const amount = known.toCapture ?? ore(Math.min(open, left))
  return amount > 0 ? { act: 'capture', amount } : { act: 'cancel' }
}

/** What to book, and how the payment stands. Undefined: what was read is older than what is booked. */
export function outcomeOf(truth: VippsPayment, known: KnownVippsPayment) {
  if (truth.captured < known.captured || truth.refunded < known.refunded) return undefined
  return {
    state: stateOf(truth, known),
    captured: ore(truth.captured - known.captured),
    refunded: ore(truth.refunded - known.refunded),
    isEnded: isEnded(truth),
  }
}

function stateOf(truth: VippsPayment, known: KnownVippsPayment): VippsState {
  if (truth.captured > 0) return truth.refunded === truth.captured ? 'refunded' : 'captured'
  // Given up it may have made room for another payment of the invoice: it does not come back to life.
  if (isGivenUp(known.state)) return known.state
  if (truth.state === 'authorized' && leftOf(truth) === 0) return 'terminated'
  return truth.state
}

function isEnded(truth: VippsPayment): boolean {
  return truth.state === 'authorized' ? leftOf(truth) === 0 : truth.state !== 'created'
}

function leftOf({ authorized, captured, cancelled }: VippsPayment): number {
  return authorized - captured - cancelled
}

function isGivenUp(state: VippsState): boolean {
  return state === 'aborted' || state === 'expired' || state === 'terminated'
}
