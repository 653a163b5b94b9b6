import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { openAccessPoint } from './access-point.ts'
import { accessPointRoutes } from './access-point-routes.ts'
import { altinnRoutes } from './altinn.ts'
import { type Company, openBank } from './bank.ts'
import { bankRoutes } from './bank-routes.ts'
import type { Country } from './country.ts'
import { efakturaRoutes } from './efaktura-routes.ts'
import { openElma } from './elma.ts'
import { createIdPorten } from './id-porten.ts'
import { logInRoutes } from './id-porten-log-in.ts'
import { openInbox } from './inbox.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { organisationRegisterRoutes } from './organisation-register.ts'
import { personsOf } from './persons.ts'
import { openPostOffice } from './post-office.ts'
import { postOfficeRoutes } from './post-office-routes.ts'
import { openReturnedMail, type ReturnedMail } from './returned-mail.ts'
import { smpRoutes } from './smp.ts'
import { startSmtp } from './smtp.ts'
import { startPage } from './start-page.ts'
import { vehicleRegisterRoutes } from './vehicle-register.ts'
import { vippsRoutes } from './vipps-routes.ts'

export type SandboxSettings = {
  /** 0: any that is free. */
  readonly port: number
  readonly smtpPort: number
  /** The folder of what a restart must not forget. */
  readonly home: string
  readonly minSideUrl: string
  readonly clientSecret: string
  readonly companies: readonly Company[]
  readonly country: Country
  readonly portfolio: () => readonly string[]
  /** What answers at /traffic. */
  readonly traffic: Hono
  readonly ferries?: Hono
}

export type Sandbox = { readonly url: string; readonly smtpPort: number; close(): Promise<void> }

/** The whole outside world in one process: a web server and a mail server. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const now = () => new Date().toISOString()
  const inbox = openInbox()
  const returned = openReturnedMail(join(settings.home, 'returned-mail'), now)
  const server = createServer()
  server.listen(settings.port)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  server.on('request', answer(settings, { url, inbox, returned, now }))
  const smtp = await startSmtp(inbox, { port: settings.smtpPort, now, returned })
  return {
    url,
    smtpPort: smtp.port,
    close: async () => {
      await Promise.all([closeServer(server), smtp.close()])
    },
  }
}

type Parts = {
  readonly url: string
  readonly inbox: ReturnType<typeof openInbox>
  readonly returned: ReturnedMail
  readonly now: () => string
}

const ID_PORTEN = '/id-porten'
/** The key of the vehicle register: no secret, every installation of the sandbox has the same. */
const REGISTER_KEY = 'sandbox'
const ALTINN_TOKEN = 'sandbox'

/** ID-porten answers on its own below its address; its log-in page and everything else are ours. */
function answer(settings: SandboxSettings, { url, inbox, returned, now }: Parts) {
  const { minSideUrl, clientSecret, companies, country, portfolio, traffic } = settings
  const persons = personsOf(country)
  const issuer = `${url}${ID_PORTEN}`
  const idPorten = createIdPorten({ issuer, clientId: 'min-side', clientSecret, minSideUrl }, persons)
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', (c) => c.html(startPage({ minSideUrl, persons })))
  app.get('/people.json', (c) => c.json(persons.map(({ name, pid, about }) => ({ name, pid, about }))))
  app.get('/portfolio.ndjson', (c) =>
    c.body(
      portfolio()
        .map((line) => `${line}\n`)
        .join(''),
      200,
      { 'content-type': 'application/x-ndjson' },
    ),
  )
  app.route('/', inboxRoutes(inbox, { now, returned }))
  app.route(
    '/bank',
    bankRoutes({
      bank: openBank(join(settings.home, 'bank'), companies),
      companies,
      today: () => businessDay(minSideUrl),
    }),
  )
  app.route('/vehicle-register', vehicleRegisterRoutes(country, REGISTER_KEY))
  app.route(
    '/post-office',
    postOfficeRoutes({
      office: openPostOffice(join(settings.home, 'post-office')),
      today: () => businessDay(minSideUrl),
    }),
  )
  app.route('/traffic', traffic)
  if (settings.ferries) app.route('/ferries', settings.ferries)
  app.route('/vipps', vippsRoutes({ url: `${url}/vipps`, now }))
  const elma = openElma(country)
  app.route('/smp', smpRoutes(elma, { url: `${url}/smp`, accessPointUrl: `${url}/access-point` }))
  app.route('/access-point', accessPointRoutes(openAccessPoint(elma, now)))
  app.route('/efaktura', efakturaRoutes({ today: () => businessDay(minSideUrl) }))
  app.route('/altinn', altinnRoutes(country, ALTINN_TOKEN))
  app.route('/enhetsregisteret', organisationRegisterRoutes(country))
  app.route(`${ID_PORTEN}/interaction`, logInRoutes(idPorten, persons))
  const ours = getRequestListener(app.fetch)
  const theirs = idPorten.callback()
  return (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/'
    if (!path.startsWith(`${ID_PORTEN}/`) || path.startsWith(`${ID_PORTEN}/interaction/`)) {
      void ours(request, response)
      return
    }
    if (request.method === 'POST' && path === `${ID_PORTEN}/logout`) {
      void text(request).then((form) => hand(asked(request, `${path}?${form}`), response))
      return
    }
    hand(request, response)
  }

  function hand(request: IncomingMessage, response: ServerResponse): void {
    // oidc-provider finds out where it is mounted by comparing the two.
    const path = request.url ?? '/'
    Object.assign(request, { originalUrl: path })
    request.url = path.slice(ID_PORTEN.length)
    void theirs(request, response)
  }
}

/** ID-porten takes a log-out by POST too; oidc-provider would then want cookies that plain HTTP cannot have. */
function asked(request: IncomingMessage, path: string): IncomingMessage {
  return Object.assign(request, { method: 'GET', url: path })
}

/** Min side's day, since its clock may stand in another year; this machine's where Min side is not up. */
async function businessDay(minSideUrl: string): Promise<string> {
  const now = await fetch(`${minSideUrl}/api/clock`, { signal: AbortSignal.timeout(1_000) })
    .then(async (response) => ((await response.json()) as { now: string | number }).now)
    .catch(() => undefined)
  const day = new Date(now ?? Date.now())
  return day.toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' })
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
