import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { command } from '#api/commands.ts'
import type { Installation } from '#api/installation.ts'
import { createLog } from '#api/log.ts'
import { pageRegisters, sandboxRegisters } from '#api/page-registers.ts'
import type { Pages } from '#api/processes.ts'
import { runServe } from '#api/run-servers.ts'
import { runWork } from '#api/run-workers.ts'
import { startDemo } from '#api/start-demo.ts'
import { vippsPages } from '#api/vipps-units.ts'
import { key } from '#core/seal.ts'
import { createIdPorten } from '#outside/id-porten.ts'

/** The only place that reads the environment, the clock and the dice. */
const root = resolve(import.meta.dirname, '..')
const env = process.env
const home = resolve(env.BRIKKE_HOME ?? join(root, '.brikke'))
const secrets = readSecrets(join(home, 'secrets.json'))
const minSidePort = Number(env.MIN_SIDE_PORT ?? 3000)
const sandboxPort = Number(env.SANDBOX_PORT ?? 3002)
const minSideUrl = env.MIN_SIDE_URL ?? `http://localhost:${minSidePort}`
const sandboxUrl = env.SANDBOX_URL ?? `http://localhost:${sandboxPort}`
const smtpPort = Number(env.SMTP_PORT ?? 3025)

/** Every company's, with the double of Vipps: numbers of nobody. */
const SANDBOX_SALES_UNITS =
  '{"ferde":"100001","fjellinjen":"100002","vegfinans":"100003","vegamot":"100004","bps-nord":"100005"}'

const installation: Installation = {
  database: {
    home,
    databaseUrl: env.DATABASE_URL,
    name: env.BRIKKE_DATABASE ?? 'brikke',
    superuserPassword: secrets.superuser,
    passwords: { owner: secrets.owner, app: secrets.app, batch: secrets.batch, auditor: secrets.auditor },
  },
  encryptionKey: key(Buffer.from(secrets.encryption, 'hex')),
  digestKey: secrets.digest,
  data: join(root, 'data'),
  home,
  root,
  environment: env,
  minSideUrl,
  minSidePort,
  sandboxUrl,
  sandboxPort,
  smtpPort,
  demoStartsAt: Date.parse(env.BRIKKE_NOW ?? '2019-12-10T08:00:00+01:00'),
  synthetic: env.SYNTHETIC_PERSONS !== 'no',
  identity: {
    issuer: env.ID_PORTEN_ISSUER ?? `${sandboxUrl}/id-porten`,
    clientId: env.ID_PORTEN_CLIENT_ID ?? 'min-side',
    clientSecret: env.ID_PORTEN_CLIENT_SECRET ?? 'sandbox-secret',
  },
  register: {
    url: env.VEHICLE_REGISTER_URL ?? sandboxRegisters(sandboxUrl).register.url,
    key: env.VEHICLE_REGISTER_KEY ?? sandboxRegisters(sandboxUrl).register.key,
  },
  altinn: {
    url: env.ALTINN_URL ?? sandboxRegisters(sandboxUrl).altinn.url,
    token: env.ALTINN_TOKEN ?? sandboxRegisters(sandboxUrl).altinn.token,
    resource: env.ALTINN_RESOURCE ?? sandboxRegisters(sandboxUrl).altinn.resource,
  },
  organisationRegisterUrl:
    env.ORGANISATION_REGISTER_URL ?? sandboxRegisters(sandboxUrl).organisationRegisterUrl,
  bankUrl: env.BANK_URL ?? `${sandboxUrl}/bank`,
  tagMakerUrl: env.TAG_MAKER_URL ?? `${sandboxUrl}/post-office`,
  vipps: {
    url: env.VIPPS_URL ?? `${sandboxUrl}/vipps`,
    pagesOrigin: env.VIPPS_PAGES_ORIGIN ?? new URL(sandboxUrl).origin,
    clientId: env.VIPPS_CLIENT_ID ?? 'sandbox',
    clientSecret: env.VIPPS_CLIENT_SECRET ?? 'sandbox',
    apimKey: env.VIPPS_APIM_KEY ?? 'sandbox',
    salesUnits: JSON.parse(env.VIPPS_SALES_UNITS ?? SANDBOX_SALES_UNITS) as Record<string, string>,
  },
  peppol: {
    smpUrl: env.SMP_URL ?? `${sandboxUrl}/smp`,
    accessPointUrl: env.ACCESS_POINT_URL ?? `${sandboxUrl}/access-point`,
  },
  efaktura: {
    url: env.EFAKTURA_URL ?? `${sandboxUrl}/efaktura`,
    key: env.EFAKTURA_KEY ?? 'sandbox',
    // After the prefix and the year: the number of the invoice.
    customerReference: { from: 9, to: 16 },
  },
  mail: {
    host: env.SMTP_HOST ?? 'localhost',
    port: smtpPort,
    from: env.MAIL_FROM ?? 'Min side <min-side@brikke.example>',
  },
  // The demo's is the sandbox's, which sends mails back.
  returnedMail: env.RETURNED_MAIL_FOLDER ?? join(home, 'sandbox', 'returned-mail'),
  clamd: env.CLAMD,
  machineNow: () => Date.now(),
  newId: () => randomUUID(),
  random: (bytes) => randomBytes(bytes),
  say: (line) => console.log(line),
}

/** Loaded when pages are served: their bundle is built, and no other command needs it. */
const pages: Pages = async ({ db, now }) => {
  const { createMinSide } = await import('#web/min-side/server.ts')
  return createMinSide({
    db,
    now,
    identityProvider: createIdPorten({
      issuer: installation.identity.issuer,
      clientId: installation.identity.clientId,
      clientSecret: installation.identity.clientSecret,
      redirectUri: `${minSideUrl}/logg-inn/tilbake`,
      afterLogOut: `${minSideUrl}/`,
      allowInsecure: installation.identity.issuer.startsWith('http:'),
      timeoutMs: 5_000,
    }),
    digestKeyHex: installation.digestKey,
    encryptionKey: installation.encryptionKey,
    ...pageRegisters(installation),
    machineNow: installation.machineNow,
    random: installation.random,
    newId: installation.newId,
    minSideUrl,
    vipps: vippsPages(installation),
    filesAreScanned: installation.clamd !== undefined,
    proxyCount: Number(env.PROXY_COUNT ?? 0),
    log: createLog({ write: installation.say, now: installation.machineNow }),
  })
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())
// Of several workers each is a process: whoever started them may die and leave nobody who stops them.
process.on('disconnect', () => stop.abort())

const [name = 'help', ...args] = process.argv.slice(2)
process.exitCode = await run()
// Idle keep-alive sockets must not keep a stopped process alive.
process.exit()

async function run(): Promise<number> {
  switch (name) {
    case 'start':
      return startDemo(installation, stop.signal)
    case 'serve':
      return runServe(installation, args, { pages, stop: stop.signal })
    case 'work':
      return runWork(installation, args, stop.signal)
    default:
      return command(installation, name, args)
  }
}

type Secrets = Record<'superuser' | 'owner' | 'app' | 'batch' | 'auditor' | 'encryption' | 'digest', string>

/** Made at the first start, readable by nobody else; kept apart from the database they protect. */
function readSecrets(path: string): Secrets {
  if (!existsSync(path)) {
    const password = () => randomBytes(24).toString('base64url')
    const fresh: Secrets = {
      superuser: password(),
      owner: password(),
      app: password(),
      batch: password(),
      auditor: password(),
      encryption: randomBytes(32).toString('hex'),
      digest: randomBytes(32).toString('hex'),
    }
    mkdirSync(home, { recursive: true, mode: 0o700 })
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' })
    return fresh
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Secrets
}
