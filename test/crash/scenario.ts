import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '#core/refusal.ts'
import { connect, type Db } from '#db/connection.ts'
import { decideCorrection } from '#rating/decide-correction.ts'
import { previewCorrection } from '#rating/preview-correction.ts'
import { requestCorrection, requestUndoing } from '#rating/request-correction.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { DIGEST_KEY, NOW, passageFile, receive, TEST_KEY } from '#test/passages.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { dice, passageLines, portfolioLines } from '#test/traffic.ts'
import { aCompany } from '#test/world.ts'
import { ocrFile } from './ocr-file.ts'

export const STAGES = ['import', 'rating', 'correction', 'invoicing', 'payments'] as const
export type Stage = (typeof STAGES)[number]
/** The stages of the money loop that are killed in money-kills.ts. */
export const MONEY_STAGES = ['invoicing', 'claims', 'payments', 'dunning', 'payouts', 'ferry'] as const
export type MoneyStage = (typeof MONEY_STAGES)[number]

const CUSTOMERS = 600
export const LINES_A_ROUND = 1_500

/** A company, a tariff and some hundred customers, as an issuer's portfolio. */
export async function prepareWorld(db: Db): Promise<void> {
  await aCompany(db)
  const file = aTariffFile()
  await loadTariff(db, {
    ...file,
    stations: file.stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })),
  })
  const folder = await mkdtemp(join(tmpdir(), 'brikke-crash-'))
  const path = join(folder, 'portfolio.ndjson')
  await writeFile(path, portfolioLines({ customers: CUSTOMERS, vehiclesEach: 2, issuer: 'ferde' }).join('\n'))
  await importPortfolio(db, path, {
    now: NOW,
    newId: randomUUID,
    encryptionKey: TEST_KEY,
    digestKeyHex: DIGEST_KEY,
    random: randomBytes,
    synthetic: true,
  })
  await rm(folder, { recursive: true })
  await db`insert into staff_member (company_id, name, email, role)
    values (1, 'Kari', 'kari@brikke.test', 'case-worker'), (1, 'Ola', 'ola@brikke.test', 'finance')`
}

/** Traffic delivered and waiting: what the import stage works on. Some lines are delivered twice. */
export async function deliverRound(db: Db, round: number): Promise<void> {
  const random = dice(1_000 + round)
  const lines = passageLines({
    count: LINES_A_ROUND,
    vehicles: CUSTOMERS * 2,
    firstSequence: 1 + round * LINES_A_ROUND,
    from: Date.parse('2019-11-04T00:00:00+01:00') + (round % 30) * 86_400_000,
    days: 1,
    stations: ['bergen-1', 'bergen-2'],
    random,
  })
  const corrected = lines.slice(100, 140).flatMap((line, i) => correctionLine(line, round, i))
  await receive(db, passageFile([...lines, ...lines.slice(0, 20), ...corrected], { number: String(round) }))
}

/** The charger withdraws every other of these lines, and says of the rest that they were read at the other station. */
function correctionLine(line: string, round: number, i: number): string {
  const [, sequence, station, ...rest] = line.split(';')
  const own = 100_000_000 + round * 100 + i
  if (i % 2 === 0) return `W;${own};${sequence};double reading`
  return ['C', own, sequence, station === 'bergen-1' ? 'bergen-2' : 'bergen-1', ...rest].join(';')
}

/** A fault of a station's, asked for by one and approved by another: its clock was wrong, and in turn it was not. */
export async function correctRound(db: Db, round: number): Promise<void> {
  const from = Date.parse('2019-11-04T00:00:00+01:00') + (Math.floor(round / 2) % 30) * 86_400_000
  const text = 'Klokken på stasjonen gikk feil.'
  const request = { says: { nb: text, nn: text, en: text }, by: 'kari@brikke.test', now: NOW }
  const [last] = await db<{ id: number }[]>`
    select id from correction where undoes is null order by id desc limit 1`
  const asked =
    round % 2 === 1 && last
      ? await requestUndoing(db, { correctionId: last.id, ...request })
      : await requestCorrection(db, {
          fault: { kind: 'clock-error', shiftSeconds: -420 },
          // A quarter of the day: a round should take seconds, so that many are killed.
          of: { project: undefined, stationId: 1, from, to: from + 21_600_000 },
          ...request,
        })
  if (isRefusal(asked)) throw new Error(asked.refused)
  const { correctionId } = asked
  await previewCorrection(db, correctionId, { now: NOW, progress: () => {} })
  const decided = await decideCorrection(db, {
    correctionId,
    state: 'approved',
    by: 'ola@brikke.test',
    now: NOW,
  })
  if (decided) throw new Error(decided.refused)
}

/** An OCR file that pays every open invoice, a few short, over or twice. Undefined: nothing is open. */
export async function payRound(db: Db, round: number, folder: string): Promise<string | undefined> {
  const open = await db<{ kid: string; rest: number }[]>`
    select kid, total_ore - allocated_ore as rest from invoice where kind <> 'credit-note' and state in ('sent', 'partly-paid') order by id limit 400`
  if (open.length === 0) return undefined
  const payments = open.flatMap(({ kid, rest }, i) =>
    i % 10 === 3
      ? [{ kid, amountOre: Math.max(1, rest - 100) }]
      : i % 10 === 5
        ? [
            { kid, amountOre: rest },
            { kid, amountOre: rest },
          ]
        : [{ kid, amountOre: rest }],
  )
  const path = join(folder, `ocr-${round}.txt`)
  await writeFile(
    path,
    ocrFile({ agreement: '008560001', account: '15030000001', number: round + 1, payments }),
    'latin1',
  )
  return path
}

export type Worker = {
  readonly process: ChildProcess
  readonly ready: Promise<void>
  readonly gone: Promise<{ code: number | null; stderr: string }>
}

/** Starts a worker process of the sources at `root`. One that is held begins when it is told to go. */
export function startWorker(of: {
  stage: Stage | MoneyStage
  url: string
  name: string
  argument?: string
  root?: string
  now?: number
  held?: boolean
}): Worker {
  const script = join(of.root ?? join(import.meta.dirname, '..', '..'), 'test', 'crash', 'worker.ts')
  const args = [of.stage, of.url, of.name, String(of.now ?? NOW), of.argument ?? '', of.held ? 'held' : '']
  const child = spawn(process.execPath, [script, ...args], {
    stdio: [of.held ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  // One that dies before it is told has nobody to hear it.
  child.stdin?.on('error', () => {})
  let stderr = ''
  child.stderr?.on('data', (part: Buffer) => (stderr = (stderr + part.toString()).slice(-2_000)))
  const gone = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.once('exit', (code) => resolve({ code, stderr })),
  )
  const ready = new Promise<void>((resolve) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
  return { process: child, ready, gone }
}

/**
 * Kills a worker after a while, as power does. It is stopped first, so that one can look whether a transaction of its
 * own was open at that very moment.
 */
export async function killAfter(
  worker: Worker,
  ms: number,
  look: { admin: Db; name: string },
): Promise<'in-transaction' | 'between' | 'finished'> {
  await worker.ready
  const finished = await Promise.race([
    worker.gone.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), ms)),
  ])
  if (finished) return 'finished'
  worker.process.kill('SIGSTOP')
  const [open] = await look.admin<{ n: number }[]>`
    select count(*) as n from pg_stat_activity where application_name = ${look.name} and xact_start is not null`
  worker.process.kill('SIGKILL')
  await worker.gone
  return (open?.n ?? 0) > 0 ? 'in-transaction' : 'between'
}

export function connectAdmin(url: string): Db {
  return connect(url, { name: 'crash-admin', max: 2 })
}
