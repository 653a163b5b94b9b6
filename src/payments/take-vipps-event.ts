import { isRefusal } from '#core/refusal.ts'
import { type Key, unseal } from '#core/seal.ts'
import type { Db } from '#db/connection.ts'
import { readVippsWebhook, type VippsMessage, type WebhookRefusal } from '#formats/vipps-webhook.ts'
import { saveVippsEvent } from './store-vipps.ts'

type Taking = {
  readonly issuerCode: string
  readonly encryptionKey: Key
  readonly machineNow: number
  readonly now: number
}

/**
 * Takes a message of Vipps in: believed when it is signed with the issuer's secret, kept once, and no more than a
 * reason to look. Of an issuer we never registered nothing can be signed.
 */
export async function takeVippsEvent(
  db: Db,
  message: VippsMessage,
  at: Taking,
): Promise<'taken' | WebhookRefusal> {
  const [registered] = await db<{ issuerId: number; url: string; sealedSecret: Buffer }[]>`
    select w.issuer_id as "issuerId", w.url, w.sealed_secret as "sealedSecret"
    from vipps_webhook w join company c on c.id = w.issuer_id where c.code = ${at.issuerCode}`
  if (!registered) return { refused: 'webhook-unsigned' }
  const { issuerId, url, sealedSecret } = registered
  const secret = unseal(at.encryptionKey, sealedSecret).toString('utf8')
  const event = readVippsWebhook(message, { url, secret, now: at.machineNow, toleranceMs: TOLERANCE_MS })
  if (isRefusal(event)) return event
  const { dedupeKey, reference, happened, amount, happenedAt } = event
  await saveVippsEvent(db, {
    dedupeKey,
    issuerId,
    reference,
    happened,
    amount,
    happenedAt,
    receivedAt: at.now,
  })
  return 'taken'
}

/** Clocks differ by seconds; a message kept back longer is not taken, and its payment looked at without it. */
const TOLERANCE_MS = 300_000
