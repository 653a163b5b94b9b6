import { randomBytes, randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { machineApi } from '#api/machine-api.ts'
import { openVippsUnits, vippsWebhookPath } from '#api/vipps-units.ts'
import { isRefusal } from '#core/refusal.ts'
import { registerVippsWebhooks } from '#jobs/register-vipps-webhooks.ts'
import type { Vipps } from '#outside/vipps.ts'
import { NOW, payableDatabase, type TestInvoice } from '#payments/payments.test-world.ts'
import { settleVippsPayments } from '#payments/settle-vipps-payments.ts'
import { startVippsPayment } from '#payments/start-vipps-payment.ts'
import type { VippsOfIssuer } from '#payments/vipps.ts'
import { DIGEST_KEY, LIMITS, TEST_KEY } from '#test/passages.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** Ours and the double of Vipps, speaking over HTTP both ways. After each test the books must agree. */
export function vippsWorld() {
  const payable = payableDatabase()
  const { database } = payable
  const world = {} as { sandbox: Sandbox; url: string; vippsOf: VippsOfIssuer<Vipps>; close: () => void }
  let now = NOW
  beforeAll(async () => {
    world.sandbox = await aSandbox()
    const api = machineApi({
      db: database.app,
      now: () => now,
      machineNow: () => Date.now(),
      newId: randomUUID,
      random: randomBytes,
      encryptionKey: TEST_KEY,
      digestKey: DIGEST_KEY,
      lineBytesMax: () => LIMITS.lineBytesMax,
    })
    await new Promise<void>((resolve) => {
      const server = serve({ fetch: api.fetch, port: 0 }, ({ port }) => {
        world.url = `http://localhost:${port}`
        world.close = () => server.close()
        resolve()
      })
    })
    const keys = { clientId: 'sandbox', clientSecret: 'sandbox', apimKey: 'sandbox' }
    const salesUnits = { ferde: '100001' }
    const url = `${world.sandbox.url}/vipps`
    world.vippsOf = openVippsUnits({ ...keys, url, pagesOrigin: url, salesUnits }, () => Date.now())
    await register()
  })
  beforeEach(async () => {
    now = NOW
    await hold(false)
  })
  afterAll(async () => {
    world.close()
    await world.sandbox.close()
  })

  async function register() {
    return registerVippsWebhooks(database.batch, {
      vippsOf: world.vippsOf,
      callbackOf: (code) => `${world.url}${vippsWebhookPath(code)}`,
      encryptionKey: TEST_KEY,
      random: randomBytes,
      now,
    })
  }

  async function hold(held: boolean) {
    await postTo(`${world.sandbox.url}/vipps/webhooks/hold`, { held })
  }

  /** As the customer, from the form of a page. */
  async function start({ id, partyId }: TestInvoice, over: { formKey?: string; as?: number } = {}) {
    const [invoice] = await database.batch<{ publicId: string }[]>`
      select public_id as "publicId" from invoice where id = ${id}`
    return startVippsPayment(database.app, world.vippsOf, {
      partyIds: [over.as ?? partyId],
      publicId: invoice?.publicId ?? '',
      formKey: over.formKey ?? randomUUID(),
      now,
      newId: randomUUID,
      language: 'nb',
      returnUrl: (reference) => `http://localhost:9/tilbake/${reference}`,
    })
  }

  async function started(invoice: TestInvoice): Promise<string> {
    const result = await start(invoice)
    if (isRefusal(result)) throw new Error(`${result.refused} ${result.detail}`)
    expect(result.at).toBe('vipps')
    return result.url
  }

  /** Presses a button of the page in the app. Returns where the customer is sent back to. */
  async function press(page: string, how: 'approve' | 'abort' | 'expire') {
    const body = new URLSearchParams({ how })
    const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' })
    return answer.headers.get('location')
  }

  async function send(how: 'waiting' | 'again' | 'reversed' | 'twice') {
    await postTo(`${world.sandbox.url}/vipps/webhooks/send`, { how })
  }

  async function settle() {
    let looked = 0
    for (let round = 0; round < 10; round++) {
      const done = await settleVippsPayments(database.batch, world.vippsOf, { now, limit: 20 })
      if (done === 0) return looked
      looked += done
    }
    throw new Error('it never comes to rest')
  }

  async function paymentOf({ id }: TestInvoice) {
    const rows = await database.batch<
      { reference: string; state: string; captured: number; refunded: number }[]
    >`select reference, state, captured_ore as captured, refunded_ore as refunded
      from vipps_payment where invoice_id = ${id} order by id desc`
    return rows[0]
  }

  return {
    ...payable,
    world,
    register,
    hold,
    start,
    started,
    press,
    send,
    settle,
    paymentOf,
    now: () => now,
    skip: (ms: number) => {
      now += ms
    },
    down: (down: boolean) => postTo(`${world.sandbox.url}/vipps/down`, { down }),
  }
}
