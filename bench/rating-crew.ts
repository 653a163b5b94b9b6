import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { WORKER_MEMORY } from '#api/worker-memory.ts'
import type { Step } from './rating-worker.ts'
import type { Done } from './told.ts'

/** Two workers and who takes files in, processes of their own: what they use of memory is theirs alone. */
export type Crew = {
  /** Takes a file in, after those before it. */
  receive(path: string): Promise<Spent>
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
    tellable<Step>(fork(file, [databaseUrl, ...atOnce()], { execArgv: [...WORKER_MEMORY] })),
  )
  const receiver = tellable<string>(fork(join(import.meta.dirname, 'rating-receiver.ts'), [databaseUrl]))
  let peak = 0
  const told = async (who: readonly Tellable<Step>[], step: Step): Promise<Spent> => {
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
    receive: (path) => receiver.tell(path),
    all: (step) => told(workers, step),
    one: (step) => told(workers.slice(0, 1), step),
    async stop() {
      await Promise.all([...workers.map((worker) => worker.stop()), receiver.stop()])
    },
  }
}

type Tellable<What> = { tell(what: What): Promise<Done>; stop(): Promise<void> }

/** What it is told it does one after the other, and answers in that order. */
function tellable<What extends string>(worker: ChildProcess): Tellable<What> {
  const waiting: PromiseWithResolvers<Done>[] = []
  worker.on('message', (done: Done) => waiting.shift()?.resolve(done))
  worker.once('exit', () => {
    for (const answer of waiting) answer.reject(new Error('a worker died before it was done'))
  })
  return {
    tell(what) {
      const answer = Promise.withResolvers<Done>()
      waiting.push(answer)
      worker.send(what)
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
