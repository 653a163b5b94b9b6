import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { WORKER_MEMORY } from '#api/worker-memory.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { LIMITS, NOW, TEST_KEY } from '#test/passages.ts'
import type { Done, Step } from './rating-worker.ts'

/** Two workers, processes of their own: what they use of memory is theirs alone. */
export type Crew = {
  /** All do it, after what they have been told before; back when the last is done. */
  all(step: Step): Promise<Spent>
  one(step: Step): Promise<Spent>
  readonly peakMb: () => number
  readonly idleMb: number
  stop(): Promise<void>
}

export type Spent = { readonly seconds: number; readonly cpuSeconds: number }

export async function crew(databaseUrl: string): Promise<Crew> {
  const file = join(import.meta.dirname, 'rating-worker.ts')
  const workers = [1, 2].map(() =>
    tellable(fork(file, [databaseUrl, ...atOnce()], { execArgv: [...WORKER_MEMORY] })),
  )
  let peak = 0
  const told = async (who: readonly Tellable[], step: Step): Promise<Spent> => {
    const begun = performance.now()
    const done = await Promise.all(who.map((worker) => worker.tell(step)))
    peak = Math.max(peak, ...done.map((d) => d.peakMb))
    const cpuSeconds = done.reduce((sum, d) => sum + d.cpuSeconds, 0)
    return { seconds: (performance.now() - begun) / 1000, cpuSeconds }
  }
  await told(workers, 'ready')
  return {
    idleMb: peak,
    peakMb: () => peak,
    all: (step) => told(workers, step),
    one: (step) => told(workers.slice(0, 1), step),
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

type Tellable = { tell(step: Step): Promise<Done>; stop(): Promise<void> }

/** What it is told it does one after the other, and answers in that order. */
function tellable(worker: ChildProcess): Tellable {
  const waiting: PromiseWithResolvers<Done>[] = []
  worker.on('message', (done: Done) => waiting.shift()?.resolve(done))
  worker.once('exit', () => {
    for (const answer of waiting) answer.reject(new Error('a worker died before it was done'))
  })
  return {
    tell(step) {
      const answer = Promise.withResolvers<Done>()
      waiting.push(answer)
      worker.send(step)
      return answer.promise
    },
    async stop() {
      const gone = once(worker, 'exit')
      worker.disconnect()
      await gone
    },
  }
}

/** `--vehicles N`: how many a worker rates at once, to try another number than the installation's. */
function atOnce(): string[] {
  const at = process.argv.indexOf('--vehicles')
  return at < 0 ? [] : [process.argv[at + 1] ?? '']
}

/** Files are taken in one after another, as chargers deliver them. */
export async function receiveAll(db: Db, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const received = await receiveFile(db, createReadStream(file, { highWaterMark: 1024 * 1024 }), {
      now: NOW,
      publicId: randomUUID(),
      key: TEST_KEY,
      random: randomBytes,
      lineBytesMax: LIMITS.lineBytesMax,
    })
    if (isRefusal(received)) throw new Error(`${file} refused: ${received.refused}`)
  }
}
