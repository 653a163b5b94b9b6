/** What a merchant asked for, and what came of it. Amounts are in øre. */
export type VippsPayment = {
  readonly merchant: string
  readonly reference: string
  readonly pspReference: string
  /** Where the test person finds it. */
  readonly token: string
  readonly amount: number
  readonly description: string
  readonly returnUrl: string
  readonly state: 'CREATED' | 'ABORTED' | 'EXPIRED' | 'AUTHORIZED' | 'TERMINATED'
  readonly cancelled: number
  readonly captured: number
  readonly refunded: number
}

export type VippsEvent = {
  readonly merchant: string
  readonly reference: string
  readonly pspReference: string
  readonly name: string
  readonly amount: number
  readonly timestamp: string
  readonly idempotencyKey: string | null
}

export type Answer = { readonly status: number; readonly body: unknown }

export type Asked = { readonly merchant: string; readonly key: string; readonly body: unknown }

export type VippsBooks = {
  create(asked: Asked): Answer
  change(act: string, reference: string, asked: Asked): Answer
  find(merchant: string, reference: string): VippsPayment | undefined
  /** The test person's own: by the token of the page. Whether it was still open. */
  decide(token: string, how: 'AUTHORIZED' | 'ABORTED' | 'EXPIRED'): boolean
  payments(): readonly VippsPayment[]
  events(): readonly VippsEvent[]
}

/** Payments and their events, in memory. `tell` hears of each event once. */
export function openVippsBooks(deps: {
  readonly now: () => string
  readonly newId: () => string
  readonly payPage: (token: string) => string
  readonly tell: (event: VippsEvent) => void
}): VippsBooks {
  const payments = new Map<string, VippsPayment>()
  const events: VippsEvent[] = []
  const answered = new Map<string, { asked: string; answer: Answer }>()
  const happen = (payment: VippsPayment, name: string, amount: number, key: string | null) => {
    payments.set(idOf(payment), payment)
    const event = {
      merchant: payment.merchant,
      reference: payment.reference,
      pspReference: deps.newId(),
      name,
      amount,
      timestamp: deps.now(),
      idempotencyKey: key,
    }
    events.push(event)
    deps.tell(event)
  }
  /** The same key is the same answer; with another question it is a mistake. Only what was done is remembered. */
  const once = ({ merchant, key, body }: Asked, act: string, answer: () => Answer): Answer => {
    if (key === '' || key.length > 50) return problem(400, 'Idempotency-Key is needed')
    const [id, asked] = [`${merchant} ${act} ${key}`, JSON.stringify(body ?? null)]
    const before = answered.get(id)
    if (before)
      return before.asked === asked ? before.answer : problem(409, 'Idempotency-Key was used before')
    const given = answer()
    if (given.status < 400) answered.set(id, { asked, answer: given })
    return given
  }
  return {
    create: (asked) =>
      once(asked, 'create', () => {
        const read = readNewPayment(asked.body)
        if (typeof read === 'string') return problem(400, read)
        const { reference } = read
        if (payments.has(idOf({ merchant: asked.merchant, reference })))
          return problem(409, 'The reference was used before')
        const token = deps.newId()
        const payment: VippsPayment = {
          ...read,
          merchant: asked.merchant,
          pspReference: deps.newId(),
          token,
          state: 'CREATED',
          cancelled: 0,
          captured: 0,
          refunded: 0,
        }
        happen(payment, 'CREATED', payment.amount, asked.key)
        return { status: 201, body: { reference, redirectUrl: deps.payPage(token) } }
      }),
    change: (act, reference, asked) =>
      once(asked, `${act} ${reference}`, () => {
        const payment = payments.get(idOf({ merchant: asked.merchant, reference }))
        if (!payment) return problem(404, 'There is no such payment')
        const change = changed(payment, act, modification(asked.body))
        if ('title' in change) return problem(change.status, change.title)
        happen(change.payment, change.event, change.amount, asked.key)
        return { status: 200, body: shown(change.payment) }
      }),
    find: (merchant, reference) => payments.get(idOf({ merchant, reference })),
    decide(token, how) {
      const payment = [...payments.values()].find((each) => each.token === token)
      if (payment?.state !== 'CREATED') return false
      happen({ ...payment, state: how }, how, payment.amount, null)
      return true
    },
    payments: () => [...payments.values()].toReversed(),
    events: () => events,
  }
}

/** As `GET /payments/{reference}` and every change answer. */
export function shown(payment: VippsPayment) {
  const authorized = payment.state === 'AUTHORIZED' ? payment.amount : 0
  return {
    reference: payment.reference,
    pspReference: payment.pspReference,
    state: payment.state,
    amount: money(payment.amount),
    aggregate: {
      authorizedAmount: money(authorized),
      cancelledAmount: money(payment.cancelled),
      capturedAmount: money(payment.captured),
      refundedAmount: money(payment.refunded),
    },
    paymentMethod: { type: 'WALLET' },
    profile: {},
  }
}

export function money(value: number) {
  return { currency: 'NOK', value }
}

export function problem(status: number, title: string): Answer {
  return { status, body: { type: 'about:blank', title, status, traceId: `sandbox-${status}` } }
}

function idOf({ merchant, reference }: { readonly merchant: string; readonly reference: string }): string {
  return `${merchant} ${reference}`
}

type Change =
  | { readonly payment: VippsPayment; readonly event: string; readonly amount: number }
  | { readonly status: number; readonly title: string }

function changed(payment: VippsPayment, act: string, amount: number | undefined): Change {
  const { captured, refunded, cancelled } = payment
  const left = payment.amount - captured - cancelled
  if (act === 'cancel') {
    if (payment.state === 'CREATED') {
      return { payment: { ...payment, state: 'TERMINATED' }, event: 'TERMINATED', amount: payment.amount }
    }
    if (payment.state !== 'AUTHORIZED' || left === 0)
      return { status: 409, title: 'Nothing is left to cancel' }
    return { payment: { ...payment, cancelled: cancelled + left }, event: 'CANCELLED', amount: left }
  }
  if (amount === undefined || amount <= 0) return { status: 400, title: 'modificationAmount is needed' }
  if (payment.state !== 'AUTHORIZED') return { status: 409, title: `The payment is ${payment.state}` }
  if (act === 'capture') {
    if (amount > left) return { status: 409, title: 'More than is left to capture' }
    return { payment: { ...payment, captured: captured + amount }, event: 'CAPTURED', amount }
  }
  if (amount > captured - refunded) return { status: 409, title: 'More than is left to refund' }
  return { payment: { ...payment, refunded: refunded + amount }, event: 'REFUNDED', amount }
}

type Fields = Readonly<Record<string, unknown>>

function modification(body: unknown): number | undefined {
  return amountIn((body as { modificationAmount?: Fields } | null | undefined)?.modificationAmount)
}

function amountIn(amount: Fields | undefined): number | undefined {
  const { value, currency } = amount ?? {}
  return typeof value === 'number' && Number.isSafeInteger(value) && currency === 'NOK' ? value : undefined
}

const LARGEST = 65_000_000

function readNewPayment(
  body: unknown,
): Pick<VippsPayment, 'reference' | 'amount' | 'returnUrl' | 'description'> | string {
  const asked = (body ?? {}) as Fields
  const amount = amountIn(asked.amount as Fields | undefined)
  const { reference, returnUrl, paymentDescription = '' } = asked
  if (amount === undefined || amount <= 0 || amount > LARGEST) return 'amount does not do'
  if (typeof reference !== 'string' || !/^[A-Za-z0-9-]{8,50}$/.test(reference)) return 'reference does not do'
  if ((asked.paymentMethod as Fields | undefined)?.type !== 'WALLET') return 'paymentMethod does not do'
  if (asked.userFlow !== 'WEB_REDIRECT') return 'the sandbox knows the userFlow WEB_REDIRECT only'
  if (typeof returnUrl !== 'string' || !/^https?:/.test(returnUrl)) return 'returnUrl is needed'
  if (typeof paymentDescription !== 'string' || paymentDescription.length > 100)
    return 'paymentDescription does not do'
  return { reference, amount, returnUrl, description: paymentDescription }
}
