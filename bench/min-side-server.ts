import { randomBytes, randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import type { IdentityProvider } from '#access/provider.ts'
import type { RightsRegister } from '#access/representation.ts'
import { key } from '#core/seal.ts'
import type { OrganisationRegister } from '#customers/organisation-register.ts'
import { connect, plansOf } from '#db/connection.ts'
import { createMinSide } from '#web/min-side/server.ts'

/** Min side on a free port, told to whoever started it: the database's address and the machine's time are given. */
const [appUrl = '', now = '0'] = process.argv.slice(2)
const db = connect(appUrl, { name: 'bench-min-side', max: 4, plans: plansOf('app') })
let answer: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 })
const port = await new Promise<number>((resolve) => {
  serve({ fetch: (request) => answer(request), port: 0 }, (at) => resolve(at.port))
})
const url = `http://localhost:${port}`
/** Everybody is logged in already. */
const NOBODY = new Proxy({} as IdentityProvider & RightsRegister & OrganisationRegister, {
  get: () => () => Promise.reject(new Error('nobody logs in')),
})
const pages = await createMinSide({
  db,
  identityProvider: NOBODY,
  digestKeyHex: 'ab'.repeat(32),
  encryptionKey: key(Buffer.alloc(32, 7)),
  now: () => Date.parse('2019-12-10T08:00:00+01:00'),
  machineNow: () => Number(now),
  random: randomBytes,
  newId: randomUUID,
  minSideUrl: url,
  rights: NOBODY,
  organisations: NOBODY,
  filesAreScanned: false,
  proxyCount: 0,
  log: (event, facts) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
})
answer = (request) => pages.fetch(request)
process.on('disconnect', () => process.exit(0))
process.send?.(url)
