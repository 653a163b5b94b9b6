import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Key, seal } from '#core/seal.ts'
import type { Db } from '#db/connection.ts'
import { PAYMENT_EVENTS } from '#formats/vipps-webhook.ts'
import type { Vipps } from '#outside/vipps.ts'
import { saveVippsWebhook } from '#payments/store-vipps.ts'
import type { VippsOfIssuer, VippsRefusal } from '#payments/vipps.ts'

export type WebhookSettings = {
  readonly vippsOf: VippsOfIssuer<Vipps>
  /** Where an issuer's messages are to come. */
  readonly callbackOf: (issuerCode: string) => string
  readonly encryptionKey: Key
  readonly random: (bytes: number) => Buffer
  readonly now: number
}

type Issuer = {
  readonly id: number
  readonly code: string
  readonly webhookId: string | null
  readonly url: string | null
}

/**
 * Sees to it that Vipps tells us of every issuer's payments. Registered once; anew when our address is another or
 * Vipps no longer knows of it, and then what is left of ours there is taken away. Refusals by issuer.
 */
export async function registerVippsWebhooks(
  db: Db,
  settings: WebhookSettings,
): Promise<ReadonlyMap<string, Refusal<string>>> {
  const issuers = await db<Issuer[]>`
    select c.id, c.code, w.webhook_id as "webhookId", w.url
    from company c left join vipps_webhook w on w.issuer_id = c.id where c.issuer order by c.id`
  const done = await Promise.all(
    issuers.map(async (issuer) => [issuer.code, await register(db, issuer, settings)] as const),
  )
  return new Map(done.flatMap(([code, refusal]) => (refusal ? [[code, refusal] as const] : [])))
}

async function register(
  db: Db,
  issuer: Issuer,
  { vippsOf, callbackOf, encryptionKey, random, now }: WebhookSettings,
): Promise<VippsRefusal | undefined> {
  const vipps = vippsOf(issuer.code)
  if (!vipps) return undefined
  const url = callbackOf(issuer.code)
  const there = await vipps.registrations()
  if (isRefusal(there)) return there
  if (issuer.url === url && there.some(({ id }) => id === issuer.webhookId)) return undefined
  const registered = await vipps.register({ url, events: PAYMENT_EVENTS })
  if (isRefusal(registered)) return registered
  const sealedSecret = seal(encryptionKey, Buffer.from(registered.secret, 'utf8'), random(12))
  await saveVippsWebhook(db, {
    issuerId: issuer.id,
    webhookId: registered.id,
    url,
    sealedSecret,
    registeredAt: now,
  })
  // The secret of another is not ours any more: what it signs would be refused.
  const others = there.filter((each) => each.url === url || each.id === issuer.webhookId)
  for (const { id } of others) await vipps.unregister(id)
  return undefined
}
