import { createHash, createHmac } from 'node:crypto'
import { money, type VippsEvent } from './vipps.ts'

export type Registration = {
  readonly id: string
  readonly merchant: string
  readonly url: string
  readonly events: readonly string[]
  readonly secret: string
}

export type Delivery = {
  readonly event: VippsEvent
  readonly url: string
  /** The receiver's status, or 0 when there was no answer. Undefined while it waits. */
  readonly status: number | undefined
}

export type Webhooks = {
  register(of: Pick<Registration, 'merchant' | 'url' | 'events'>): Registration
  registrations(merchant: string): readonly Registration[]
  unregister(merchant: string, id: string): boolean
  tell(event: VippsEvent): void
  /** Held back, messages wait until they are sent. */
  hold(held: boolean): void
  /** How many messages were sent, when all of them are. */
  send(how: Resending): Promise<number>
  deliveries(): readonly Delivery[]
}

/** What was not taken; everything again; everything, the last first; everything, each of them twice. */
export type Resending = 'waiting' | 'again' | 'reversed' | 'twice'

type Message = { readonly registration: Registration; readonly event: VippsEvent; status: number | undefined }

/** Tells the merchants. One message at a time; what a receiver does not take is not lost, and can be sent again. */
export function openWebhooks(deps: {
  readonly now: () => string
  readonly newSecret: () => string
}): Webhooks {
  const registered = new Map<string, Registration>()
  const messages: Message[] = []
  let held = false
  let last: Promise<void> = Promise.resolve()
  const sendNext = (message: Message): Promise<void> => {
    last = last.then(async () => {
      message.status = await post(message, deps.now())
    })
    return last
  }
  return {
    register(of) {
      const registration = { ...of, id: deps.newSecret().slice(0, 22), secret: deps.newSecret() }
      registered.set(registration.id, registration)
      return registration
    },
    registrations: (merchant) => [...registered.values()].filter((each) => each.merchant === merchant),
    unregister: (merchant, id) => registered.get(id)?.merchant === merchant && registered.delete(id),
    tell(event) {
      for (const registration of registered.values()) {
        if (registration.merchant !== event.merchant) continue
        if (!registration.events.includes(fullName(event))) continue
        const message: Message = { registration, event, status: undefined }
        messages.push(message)
        if (!held) void sendNext(message)
      }
    },
    hold(on) {
      held = on
    },
    async send(how) {
      await last
      const chosen = messages.filter(({ status }) => how !== 'waiting' || !taken(status))
      const ordered = how === 'reversed' ? chosen.toReversed() : chosen
      const sent = how === 'twice' ? ordered.flatMap((message) => [message, message]) : ordered
      for (const message of sent) await sendNext(message)
      return sent.length
    },
    deliveries: () =>
      messages
        .map(({ event, registration, status }) => ({ event, url: registration.url, status }))
        .toReversed(),
  }
}

function fullName({ name }: VippsEvent): string {
  return `epayments.payment.${name.toLowerCase()}.v1`
}

function taken(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300
}

const PATIENCE_MS = 5_000

async function post({ registration: { url, secret }, event }: Message, now: string): Promise<number> {
  const body = JSON.stringify({
    msn: event.merchant,
    reference: event.reference,
    pspReference: event.pspReference,
    name: event.name,
    amount: money(event.amount),
    timestamp: event.timestamp,
    idempotencyKey: event.idempotencyKey,
    success: true,
  })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed({ url, secret, body, now }) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** Date, host and the hash of the content, signed with the registration's secret. */
function signed(of: {
  readonly url: string
  readonly secret: string
  readonly body: string
  readonly now: string
}) {
  const { host, pathname, search } = new URL(of.url)
  const date = new Date(of.now).toUTCString()
  const hash = createHash('sha256').update(of.body).digest('base64')
  const signature = createHmac('sha256', of.secret)
    .update(`POST\n${pathname}${search}\n${date};${host};${hash}`)
    .digest('base64')
  return {
    'x-ms-date': date,
    'x-ms-content-sha256': hash,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  }
}
