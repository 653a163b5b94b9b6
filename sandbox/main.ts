import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Company } from './bank.ts'
import { countryOf } from './country.ts'
import { ferryRoutes } from './ferry-routes.ts'
import { portfolioLines } from './portfolio.ts'
import { startSandbox } from './server.ts'
import { trafficRoutes } from './traffic-routes.ts'
import { makeWorld } from './world.ts'

/** The only file of the sandbox that reads the environment. */
const root = resolve(import.meta.dirname, '..')
const env = process.env
const home = resolve(env.SANDBOX_HOME ?? join(root, '.brikke', 'sandbox'))
const minSideUrl = env.MIN_SIDE_URL ?? 'http://localhost:3000'
const clients = JSON.parse(env.PASSAGE_CLIENTS ?? '{}') as Record<
  string,
  { clientId: string; secret: string }
>
const { companies } = JSON.parse(readFileSync(join(root, 'data', 'companies.json'), 'utf8')) as {
  companies: Company[]
}
mkdirSync(home, { recursive: true })

const world = makeWorld(Number(env.SANDBOX_SEED ?? 4711))
const sandbox = await startSandbox({
  port: Number(env.SANDBOX_PORT ?? 3002),
  smtpPort: Number(env.SANDBOX_SMTP_PORT ?? 3025),
  home,
  minSideUrl,
  clientSecret: env.MIN_SIDE_CLIENT_SECRET ?? 'sandbox-secret',
  companies,
  country: countryOf(world),
  portfolio: () => portfolioLines(world),
  traffic: trafficRoutes({ world, home, minSideUrl, clients }),
  ferries: ferryRoutes(world),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}
