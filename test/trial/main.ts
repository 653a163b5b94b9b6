import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, urlOf } from '#db/roles.ts'
import { type Databases, openDatabase } from '#test/crash/databases.ts'
import { killWorkers } from '#test/crash/kills.ts'
import { killMoneyWorkers } from '#test/crash/money-kills.ts'
import { runMutants } from '#test/crash/mutants.ts'
import { connectAdmin, prepareWorld, type Stage } from '#test/crash/scenario.ts'
import { agree } from '#test/oracle/agree.ts'
import { missing } from '#test/payers/happened.ts'
import { playPayers } from '#test/payers/play-payers.ts'
import { checkRatingAgain } from '#test/rating-again/check.ts'
import { intake } from '../../bench/intake.ts'
import { bigFile } from './big-file.ts'

type Result = { readonly passed: boolean }
/** A part says on which commit it was run: one part run alone stands beside what the others have shown before. */
type Shown = Result & { readonly commit: string; readonly date: string }
type Trial = { machine: Record<string, unknown>; results: Record<string, Shown>; passed: boolean }

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    kills: { type: 'string', default: '300' },
    megabytes: { type: 'string', default: '1024' },
    passages: { type: 'string', default: '1000000' },
    payers: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '100000' },
  },
})
const ROOT = join(import.meta.dirname, '..', '..')
const FILE = join(ROOT, 'docs', 'measurements', 'TRIAL.json')
const say = (text: string) => void process.stderr.write(`${text}\n`)

const PARTS: Record<string, (server: Databases) => Promise<Result>> = {
  kills: (server) => kills(server, { seed: 300 }),
  'rating-kills': (server) =>
    kills(server, { seed: 301, stages: ['rating', 'correction'], verifyEach: true }),
  'money-kills': moneyKills,
  payers,
  mutants,
  'big-file': big,
  oracle,
  'rating-again': ratingAgain,
  'time-zones': timeZones,
  intake: bench,
}
const chosen = values.only === undefined ? Object.keys(PARTS) : values.only.split(',')
if (chosen.some((name) => !Object.hasOwn(PARTS, name)))
  throw new Error(`parts: ${Object.keys(PARTS).join(', ')}`)

const home = await mkdtemp(join(tmpdir(), 'brikke-trial-'))
const password = randomBytes(16).toString('hex')
const passwords = { owner: password, app: password, batch: password, auditor: password }
const postgres = await startEmbeddedPostgres({ home, password, settings: { max_connections: '120' } })
let trial: Trial | undefined
try {
  const server = { serverUrl: postgres.url, passwords, template: 'trial_template', prefix: 'trial_' }
  const version = await prepareTemplate(server)
  for (const name of chosen) {
    say(`${name} …`)
    const result = await PARTS[name]!(server).catch((error: unknown) => ({
      passed: false,
      error: String(error),
    }))
    say(`${name}: ${JSON.stringify(result)}`)
    // A trial takes hours: what it has shown is kept as it goes.
    trial = await joined(name, result, version)
    await mkdir(dirname(FILE), { recursive: true })
    await writeFile(FILE, `${JSON.stringify(trial, null, 2)}\n`)
  }
} finally {
  await postgres.stop()
  await rm(home, { recursive: true, force: true })
}
process.exit(chosen.every((name) => trial?.results[name]?.passed) ? 0 : 1)

async function kills(
  server: Databases,
  of: { seed: number; stages?: readonly Stage[]; verifyEach?: boolean },
): Promise<Result> {
  const database = await openDatabase(server, { name: 'kills', from: server.template })
  const admin = connectAdmin(server.serverUrl)
  await prepareWorld(database.batch)
  const wanted = Number(values.kills)
  const report = await killWorkers({
    ...of,
    kills: wanted,
    url: database.url,
    admin,
    batch: database.batch,
    say,
  })
  await admin.end()
  await database.drop()
  const whole = report.broken.length === 0 && report.lost === 0 && report.unfinished === 0
  return { ...report, passed: whole && report.kills >= wanted && report.inTransaction / report.kills >= 0.8 }
}

/** Of each stage of the money loop so many. */
async function moneyKills(server: Databases): Promise<Result> {
  const database = await openDatabase(server, { name: 'money', from: server.template })
  const admin = connectAdmin(server.serverUrl)
  const wanted = Number(values.kills)
  const { url, owner, batch } = database
  const report = await killMoneyWorkers({
    kills: wanted,
    seed: 302,
    customers: 250,
    url,
    admin,
    owner,
    batch,
    say,
  })
  await admin.end()
  await database.drop()
  const whole = report.broken.length === 0 && report.changed.length === 0 && report.lost === 0
  const enough = Object.values(report.perStage).every((n) => n >= wanted)
  return { ...report, passed: whole && enough && report.inTransaction / report.kills >= 0.8 } as Result
}

/** A year of customers who pay, or do not; the books verified every month, and balanced by hledger at its end. */
async function payers(server: Databases): Promise<Result> {
  const database = await openDatabase(server, { name: 'payers', from: server.template })
  const customers = Number(values.payers)
  const { balanced, ...played } = await playPayers(database.batch, { customers, seed: 47, say })
  await database.drop()
  const { complaint, total, differ, transactions } = balanced
  const happened = missing(played).length === 0
  const sound = played.broken.length === 0 && complaint === '' && total === 0n && differ.length === 0
  return { customers, ...played, transactions, complaint, differ, passed: sound && happened } as Result
}

async function mutants(server: Databases): Promise<Result> {
  const verdicts = await runMutants({ ...server, prefix: 'trial_mutants_', say })
  return { verdicts, passed: verdicts.every(({ caught }) => caught !== undefined) } as Result
}

async function big(): Promise<Result> {
  const limitMb = 512
  const report = await bigFile({ bytes: Number(values.megabytes) * 1024 * 1024, heapMb: 256 })
  return { ...report, limitMb, passed: report.stored === report.lines && report.maxRssMb < limitMb } as Result
}

/** The rules a second time, as SQL: row by row, 0 øre apart. */
async function oracle(server: Databases): Promise<Result> {
  const database = await openDatabase(server, { name: 'oracle', from: server.template })
  const agreement = await agree(database.owner, { count: Number(values.passages), seed: 7 })
  await database.drop()
  return { ...agreement, passed: agreement.differ === 0 && agreement.oreApart === 0 } as Result
}

/** Any order, lateness and correction of the same passages ends in the same books: each hard case in 5 % of the runs. */
async function ratingAgain(): Promise<Result> {
  const { runs, held } = checkRatingAgain({ runs: Number(values.runs), seed: 42 })
  return { runs, held, passed: Object.values(held).every((n) => n >= runs / 20) } as Result
}

/** Every test without a browser, wherever the machine believes it stands. */
async function timeZones(): Promise<Result> {
  const zones = ['UTC', 'Europe/Oslo', 'America/New_York', 'Pacific/Apia']
  const failed: string[] = []
  for (const TZ of zones) {
    const vitest = join(ROOT, 'node_modules', '.bin', 'vitest')
    const run = spawn(
      process.execPath,
      [
        vitest,
        'run',
        '--exclude',
        '**/*.browser.test.ts',
        '--exclude',
        'test/crash/**',
        '--exclude',
        'test/trial/**',
      ],
      { cwd: ROOT, env: { ...process.env, TZ, NODE_ENV: 'test' }, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    const [code] = (await once(run, 'exit')) as [number | null]
    say(`${TZ}: ${code === 0 ? 'passed' : 'FAILED'}`)
    if (code !== 0) failed.push(TZ)
  }
  return { zones, failed, passed: failed.length === 0 } as Result
}

async function bench(): Promise<Result> {
  return { figures: await intake(say), passed: true } as Result
}

async function prepareTemplate({ serverUrl, template }: Databases): Promise<string> {
  const admin = connect(serverUrl, { name: 'trial-prepare', max: 1 })
  await prepareRoles(admin, passwords)
  await prepareDatabase(admin, template)
  const [row] = await admin<{ server_version: string }[]>`show server_version`
  await admin.end()
  const owner = connect(urlOf(serverUrl, 'owner', passwords, template), { name: 'trial-migrate', max: 2 })
  await migrate(owner)
  await owner.end()
  return row?.server_version ?? ''
}

async function joined(name: string, result: Result, version: string): Promise<Trial> {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  const earlier = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}')) as Partial<Trial>
  const shown = { commit, date: new Date().toISOString(), ...result }
  const all: Record<string, Shown> = { ...earlier.results, [name]: shown }
  return {
    machine: {
      cpus: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: version,
    },
    results: Object.fromEntries(Object.keys(PARTS).flatMap((part) => (all[part] ? [[part, all[part]]] : []))),
    passed: Object.keys(PARTS).every((part) => all[part]?.passed === true),
  }
}
