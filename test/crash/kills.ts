import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { NOW } from '#test/passages.ts'
import { dice } from '#test/traffic.ts'
import {
  correctRound,
  deliverRound,
  killAfter,
  LINES_A_ROUND,
  payRound,
  STAGES,
  type Stage,
  startWorker,
} from './scenario.ts'

export type KillReport = {
  readonly kills: number
  readonly inTransaction: number
  readonly perStage: Record<Stage, number>
  readonly broken: readonly string[]
  readonly lost: number
  readonly unfinished: number
}

/** How long a stage's work takes, so that kills fall all over it. Learnt as it goes. */
type Spans = Record<Stage, number>

/** Of one stage in one round; what each has committed stays, and the next goes on from there. */
const VICTIMS = 3

/**
 * Kills a worker `kills` times at random moments of the stages named; another follows, and one that nobody kills
 * finishes the stage, as one would in life. The books are verified after every kill, or every tenth round, and at the end.
 */
export async function killWorkers(of: {
  kills: number
  /** All five where none is named. Files are always taken in, or there would be nothing to price. */
  stages?: readonly Stage[]
  verifyEach?: boolean
  seed: number
  url: string
  admin: Db
  batch: Db
  say: (text: string) => void
}): Promise<KillReport> {
  const random = dice(of.seed)
  const folder = await mkdtemp(join(tmpdir(), 'brikke-kills-'))
  const perStage: Record<Stage, number> = {
    import: 0,
    rating: 0,
    correction: 0,
    invoicing: 0,
    payments: 0,
  }
  const spans: Spans = { import: 300, rating: 400, correction: 600, invoicing: 250, payments: 200 }
  const broken: string[] = []
  let [kills, inTransaction, round, unfinished] = [0, 0, 0, 0]
  while (kills < of.kills) {
    await deliverRound(of.batch, round)
    for (const stage of STAGES) {
      const isKilled = of.stages?.includes(stage) ?? true
      if (!isKilled && stage !== 'import') continue
      const argument = stage === 'payments' ? await payRound(of.batch, round, folder) : undefined
      if (stage === 'payments' && argument === undefined) continue
      if (stage === 'correction') await correctRound(of.batch, round)
      const given = { stage, url: of.url, ...(argument === undefined ? {} : { argument }) }
      let through = false
      for (let victim = 0; isKilled && !through && victim < VICTIMS; victim++) {
        const name = `victim-${round}-${stage}-${victim}`
        const ms = 10 + (0.1 + 0.8 * random()) * spans[stage]
        const fell = await killAfter(startWorker({ ...given, name }), ms, { admin: of.admin, name })
        if (fell === 'finished') {
          spans[stage] = Math.max(40, spans[stage] * 0.7)
          through = true
          continue
        }
        kills++
        perStage[stage]++
        if (fell === 'in-transaction') inTransaction++
        if (of.verifyEach) broken.push(...(await brokenNow(of.batch)))
      }
      const begun = performance.now()
      const survivor = startWorker({ ...given, name: `survivor-${round}-${stage}` })
      await survivor.ready
      const ready = performance.now()
      const { code, stderr } = await survivor.gone
      if (code !== 0) throw new Error(`the worker after a kill in ${stage} failed: ${stderr}`)
      if (isKilled && !through)
        spans[stage] = Math.max(40, 0.5 * spans[stage] + 0.45 * (performance.now() - ready))
      if (performance.now() - begun > 60_000) unfinished++
      if (of.verifyEach && isKilled) broken.push(...(await brokenNow(of.batch)))
    }
    round++
    if (!of.verifyEach && round % 10 === 0) broken.push(...(await brokenNow(of.batch)))
    of.say(`${kills} kills, ${inTransaction} inside an open transaction`)
  }
  broken.push(...(await brokenNow(of.batch)))
  const lost = await lostLines(of.batch, round)
  await rm(folder, { recursive: true })
  return { kills, inTransaction, perStage, broken, lost, unfinished }
}

async function brokenNow(db: Db): Promise<string[]> {
  return (await verify(db, { now: NOW })).broken.map(({ code, count }) => `${code} × ${count}`)
}

/** Every line delivered is a passage with a live charge, or free, or held, or withdrawn; none twice. */
async function lostLines(db: Db, rounds: number): Promise<number> {
  const [row] = await db<{ settled: number; keys: number }[]>`
    select (select count(*) from charge where reverses is null and reversed_by is null) + (select count(*) from uncharged_passage)
             + (select count(*) from passage where ended_because = 'withdrawn') as settled,
           (select count(*) from passage_key) - (select count(*) from passage_correction) as keys`
  const delivered = rounds * LINES_A_ROUND
  return Math.abs(delivered - (row?.settled ?? 0)) + Math.abs(delivered - (row?.keys ?? 0))
}
