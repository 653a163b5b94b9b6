import type { Context } from 'hono'
import { isRefusal } from '#core/refusal.ts'
import type { WebhookRefusal } from '#formats/vipps-webhook.ts'
import { takeVippsEvent } from '#payments/take-vipps-event.ts'
import type { MachineApi } from './machine-api.ts'

type Receiving = Pick<MachineApi, 'db' | 'now' | 'machineNow' | 'encryptionKey'>

/**
 * A message of Vipps. `anyone` may call, and is believed by the signature alone. Answered at once: what it is about is
 * asked of Vipps afterwards.
 */
export async function receiveVipps(c: Context, { db, now, machineNow, encryptionKey }: Receiving) {
  const body = await readAtMost(c.req.raw.body, BODY_BYTES_MAX)
  if (body === undefined) return c.body(null, 413)
  const header = (name: string) => c.req.header(name)
  const message = {
    body,
    date: header('x-ms-date'),
    contentSha256: header('x-ms-content-sha256'),
    authorization: header('authorization'),
  }
  const issuerCode = c.req.param('issuer') ?? ''
  const at = { issuerCode, encryptionKey, machineNow: machineNow(), now: now() }
  const taken = await takeVippsEvent(db, message, at)
  return c.body(null, isRefusal(taken) ? STATUS[taken.refused] : 200)
}

/** Ten times what a message has been seen to take. */
const BODY_BYTES_MAX = 16_384

const STATUS: Readonly<Record<WebhookRefusal['refused'], 200 | 400 | 401>> = {
  'webhook-unsigned': 401,
  'webhook-altered': 401,
  'webhook-too-old': 401,
  'webhook-too-early': 401,
  'webhook-unreadable': 400,
  // Signed, and of something we do nothing about: told again it would be no other.
  'webhook-of-something-else': 200,
}

/** Undefined: there is more of it. What comes after is not read. */
async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of stream ?? []) {
    length += part.length
    if (length > bytesMax) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
