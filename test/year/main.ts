import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, urlOf } from '#db/roles.ts'
import { CUSTOMERS_MAX } from './country.ts'
import { playYear, type YearPlayed } from './play-year.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '2019-01-01' },
    days: { type: 'string', default: '365' },
    customers: { type: 'string', default: '100' },
  },
})
const asked = {
  seed: whole(values.seed, 'seed'),
  from: values.from,
  days: whole(values.days, 'days'),
  customers: whole(values.customers, 'customers'),
}
if (asked.customers < 10 || asked.customers > CUSTOMERS_MAX)
  throw new Error(`--customers: from 10 to ${CUSTOMERS_MAX}`)

const NAME = 'year'
const home = await mkdtemp(join(tmpdir(), 'brikke-year-'))
const password = randomBytes(16).toString('hex')
const passwords = { owner: password, app: password, batch: password, auditor: password }
// Workers are killed, the machine is not: nothing depends on what the disk has.
const postgres = await startEmbeddedPostgres({ home, password, settings: { fsync: 'off' } })
const clear = async () => {
  await postgres.stop()
  await rm(home, { recursive: true, force: true })
}
let stopped = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopped = true
    void clear().finally(() => process.exit(1))
  })

let played: YearPlayed
try {
  await prepare(postgres.url)
  played = await playYear({
    ...asked,
    url: urlOf(postgres.url, 'batch', passwords, NAME),
    adminUrl: postgres.url,
    // What falls because it is stopped is not broken.
    say: (line) => void (stopped || process.stderr.write(`${line}\n`)),
  })
} finally {
  await clear()
}
console.log(JSON.stringify(played, null, 2))
if (played.broken) {
  const { dayNumber } = played.broken
  const again = `--seed ${asked.seed} --from ${asked.from} --days ${dayNumber} --customers ${asked.customers}`
  process.stderr.write(`Broken on day ${dayNumber}, ${played.broken.day}. Again: npm run year -- ${again}\n`)
}
process.exit(played.broken ? 1 : 0)

async function prepare(url: string): Promise<void> {
  const admin = connect(url, { name: 'year-prepare', max: 1 })
  await prepareRoles(admin, passwords)
  await prepareDatabase(admin, NAME)
  await admin.end()
  const owner = connect(urlOf(url, 'owner', passwords, NAME), { name: 'year-migrate', max: 2 })
  await migrate(owner)
  await owner.end()
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} is a whole number, not ${text}`)
  return Number(text)
}
