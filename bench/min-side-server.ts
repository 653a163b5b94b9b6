import cluster from 'node:cluster'
import { randomBytes, randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import type { IdentityProvider } from '#access/provider.ts'
import type { RightsRegister } from '#access/representation.ts'
import { key } from '#core/seal.ts'
import type { OrganisationRegister } from '#customers/organisation-register.ts'
import { connect, plansOf } from '#db/connection.ts'

/** Min side in two processes on one port, as `serve --processes 2` is; whoever started it is told when both listen. */
const PROCESSES = 2
const [appUrl = '', port = '0', now = '0'] = process.argv.slice(2)

if (cluster.isPrimary) {
  let listening = 0
  cluster.on('listening', () => {
    listening += 1
    if (listening === PROCESSES) process.send?.('ready')
  })
  for (let i = 0; i < PROCESSES; i++) cluster.fork()
} else await serveMinSide()

process.on('disconnect', () => process.exit(0))

async function serveMinSide(): Promise<void> {
  const { createMinSide } = await import('#web/min-side/server.ts')
  const nobody = nobodyElse()
  const pages = await createMinSide({
    db: connect(appUrl, { name: 'bench-min-side', max: 4, plans: plansOf('app') }),
    identityProvider: nobody,
    digestKeyHex: 'ab'.repeat(32),
    encryptionKey: key(Buffer.alloc(32, 7)),
    now: () => Date.parse('2019-12-10T08:00:00+01:00'),
    machineNow: () => Number(now),
    random: randomBytes,
    newId: randomUUID,
    minSideUrl: `http://localhost:${port}`,
    rights: nobody,
    organisations: nobody,
    filesAreScanned: false,
    proxyCount: 0,
    log: (event, facts) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
  })
  serve({ fetch: (request, env) => pages.fetch(request, env), port: Number(port) })
}

/** Everybody is logged in already. */
function nobodyElse() {
  return new Proxy({} as IdentityProvider & RightsRegister & OrganisationRegister, {
    get: () => () => Promise.reject(new Error('nobody logs in')),
  })
}
