import { randomBytes, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Answer, money, openVippsBooks, problem, shown } from './vipps.ts'
import { payPage, vippsPage } from './vipps-page.ts'
import { openWebhooks, type Resending } from './vipps-webhooks.ts'

/** Keys of every merchant here: no secrets, every installation of the sandbox has the same. */
const KEYS = { clientId: 'sandbox', clientSecret: 'sandbox', subscriptionKey: 'sandbox' }

/** Vipps MobilePay: access token, ePayment and webhooks, and the app's page. Mounted at /vipps. */
export function vippsRoutes({ url, now }: { readonly url: string; readonly now: () => string }): Hono {
  const webhooks = openWebhooks({ now, newSecret: () => randomBytes(64).toString('base64url') })
  const books = openVippsBooks({
    now,
    newId: () => randomUUID(),
    payPage: (token) => `${url}/pay/${token}`,
    tell: (event) => webhooks.tell(event),
  })
  const tokens = new Set<string>()
  let down = false
  const app = new Hono()
  app.post('/down', async (c) => {
    down = ((await bodyOf(c)) as { down?: unknown } | undefined)?.down === true
    return c.json({ down })
  })
  app.get('/', (c) => c.html(vippsPage({ payments: books.payments(), deliveries: webhooks.deliveries() })))
  app.get('/pay/:token', (c) => {
    const payment = books.payments().find(({ token }) => token === c.req.param('token'))
    return payment ? c.html(payPage(payment)) : c.notFound()
  })
  app.post('/pay/:token', async (c) => {
    const payment = books.payments().find(({ token }) => token === c.req.param('token'))
    if (!payment) return c.notFound()
    const how = (await c.req.parseBody()).how
    books.decide(payment.token, how === 'approve' ? 'AUTHORIZED' : how === 'expire' ? 'EXPIRED' : 'ABORTED')
    return c.redirect(payment.returnUrl, 303)
  })
  app.post('/webhooks/hold', async (c) => {
    const held = ((await bodyOf(c)) as { held?: unknown } | undefined)?.held === true
    webhooks.hold(held)
    return c.json({ held })
  })
  app.post('/webhooks/send', async (c) => {
    const { how } = await wishes(c)
    const sent = await webhooks.send(HOW.find((each) => each === how) ?? 'waiting')
    return isForm(c) ? c.redirect('/vipps', 303) : c.json({ sent })
  })
  app.use('/accesstoken/*', upOnly)
  app.use('/epayment/*', upOnly)
  app.use('/webhooks/v1/*', upOnly)
  app.post('/accesstoken/get', (c) => {
    const right =
      c.req.header('client_id') === KEYS.clientId &&
      c.req.header('client_secret') === KEYS.clientSecret &&
      c.req.header('ocp-apim-subscription-key') === KEYS.subscriptionKey
    if (!right) return answer(c, problem(401, 'The keys are not right'))
    const token = randomUUID()
    tokens.add(token)
    return c.json({ token_type: 'Bearer', expires_in: '3600', access_token: token })
  })
  app.use('/epayment/*', merchantsOnly)
  app.use('/webhooks/v1/*', merchantsOnly)
  app.post('/epayment/v1/payments', async (c) => answer(c, books.create(await asked(c))))
  app.get('/epayment/v1/payments/:reference', (c) => {
    const payment = books.find(merchantOf(c), c.req.param('reference'))
    return payment ? c.json(shown(payment)) : answer(c, problem(404, 'There is no such payment'))
  })
  app.get('/epayment/v1/payments/:reference/events', (c) =>
    c.json(
      books
        .events()
        .filter((event) => event.merchant === merchantOf(c) && event.reference === c.req.param('reference'))
        .map(({ merchant, amount, ...event }) => ({
          ...event,
          msn: merchant,
          amount: money(amount),
          success: true,
        })),
    ),
  )
  app.post('/epayment/v1/payments/:reference/:act{cancel|capture|refund}', async (c) =>
    answer(c, books.change(c.req.param('act'), c.req.param('reference'), await asked(c))),
  )
  app.post('/epayment/v1/test/payments/:reference/approve', (c) => {
    const payment = books.find(merchantOf(c), c.req.param('reference'))
    if (!payment) return answer(c, problem(404, 'There is no such payment'))
    return books.decide(payment.token, 'AUTHORIZED')
      ? c.json({})
      : answer(c, problem(409, `The payment is ${payment.state}`))
  })
  app.get('/webhooks/v1/webhooks', (c) =>
    c.json({
      webhooks: webhooks.registrations(merchantOf(c)).map((each) => ({
        id: each.id,
        url: each.url,
        events: each.events,
      })),
    }),
  )
  app.post('/webhooks/v1/webhooks', async (c) => {
    const { url: to, events } = ((await bodyOf(c)) ?? {}) as { url?: unknown; events?: unknown }
    if (typeof to !== 'string' || !URL.canParse(to) || !isTexts(events) || events.length === 0)
      return answer(c, problem(400, 'url and events are needed'))
    const { id, secret } = webhooks.register({ merchant: merchantOf(c), url: to, events })
    return c.json({ id, secret }, 201)
  })
  app.delete('/webhooks/v1/webhooks/:id', (c) =>
    webhooks.unregister(merchantOf(c), c.req.param('id'))
      ? c.body(null, 204)
      : answer(c, problem(404, 'There is no such webhook')),
  )
  return app

  async function upOnly(c: Context, next: () => Promise<void>) {
    return down ? answer(c, problem(503, 'Down')) : next()
  }

  async function merchantsOnly(c: Context, next: () => Promise<void>) {
    const bearer = c.req.header('authorization')?.replace(/^Bearer /, '')
    const known = bearer !== undefined && tokens.has(bearer)
    if (!known || c.req.header('ocp-apim-subscription-key') !== KEYS.subscriptionKey)
      return answer(c, problem(401, 'The token or the key is not right'))
    return /^\d{4,6}$/.test(merchantOf(c))
      ? next()
      : answer(c, problem(400, 'Merchant-Serial-Number is needed'))
  }
}

const HOW: readonly Resending[] = ['waiting', 'again', 'reversed', 'twice']

function merchantOf(c: Context): string {
  return c.req.header('merchant-serial-number') ?? ''
}

async function asked(c: Context) {
  return { merchant: merchantOf(c), key: c.req.header('idempotency-key') ?? '', body: await bodyOf(c) }
}

async function bodyOf(c: Context): Promise<unknown> {
  return c.req.json().catch(() => undefined)
}

function isForm(c: Context): boolean {
  return c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}

async function wishes(c: Context): Promise<Readonly<Record<string, unknown>>> {
  return isForm(c) ? c.req.parseBody() : (((await bodyOf(c)) ?? {}) as Readonly<Record<string, unknown>>)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function answer(c: Context, { status, body }: Answer) {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, { 'content-type': type })
}
