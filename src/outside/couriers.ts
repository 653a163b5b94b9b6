import { httpAccessPoint } from './access-point.ts'
import { createEfakturaCourier, type EfakturaWire } from './efaktura.ts'
import { createEhfCourier } from './ehf-courier.ts'
import { createMailer, type MailAddress } from './mail.ts'
import type { Courier, Delivery, MessageKind } from './message.ts'

/** A kind without a courier stays in the outbox. */
export type Couriers = Readonly<Partial<Record<MessageKind, Courier>>>

export function createCouriers(
  to: MailAddress & {
    readonly smsUrl?: string | undefined
    readonly letterUrl?: string | undefined
    readonly accessPointUrl?: string | undefined
    readonly efaktura?: EfakturaWire | undefined
  },
): Couriers {
  return {
    mail: createMailer(to),
    ...(to.smsUrl === undefined ? {} : { sms: createPost(to.smsUrl) }),
    ...(to.letterUrl === undefined ? {} : { letter: createPost(to.letterUrl) }),
    ...(to.accessPointUrl === undefined
      ? {}
      : { ehf: createEhfCourier(httpAccessPoint({ baseUrl: to.accessPointUrl, timeoutMs: PATIENCE_MS })) }),
    ...(to.efaktura === undefined ? {} : { efaktura: createEfakturaCourier(to.efaktura) }),
  }
}

/** A gateway for SMS, or a print and post office: one JSON message at a time, known to it by its idempotency key. */
function createPost(url: string): Courier {
  return {
    async deliver({ dedupeKey, recipient, subject, body, language }): Promise<Delivery> {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': dedupeKey },
          body: JSON.stringify({ recipient, subject, body, language }),
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
        return response.ok ? 'delivered' : { failed: `HTTP ${response.status}` }
      } catch (error) {
        return { failed: error instanceof Error ? error.name : 'ERROR' }
      }
    },
    close: () => {},
  }
}

const PATIENCE_MS = 10_000
