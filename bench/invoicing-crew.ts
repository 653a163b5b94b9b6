import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { WORKER_MEMORY } from '#api/worker-memory.ts'
import type { Done, Step } from './invoicing-worker.ts'
import { serverCpuSeconds } from './measure.ts'

export type Workers = {
  /** One step to each; back when the last is done. */
  all(steps: readonly Step[]): Promise<Spent>
  peakMb(): number
  stop(): Promise<void>
}

type Spent = {
  readonly count: number
  readonly seconds: number
  readonly done: readonly Done[]
}

/** Two workers, as of an installation with two cores, that are ready. */
export async function startWorkers(
  databaseUrl: string,
  { home, say }: { home: string; say: (text: string) => void },
): Promise<Workers> {
  const file = join(import.meta.dirname, 'invoicing-worker.ts')
  const workers = [0, 1].map(() => watched(fork(file, [databaseUrl], { execArgv: [...WORKER_MEMORY] })))
  let peak = 0
  const all = async (steps: readonly Step[]): Promise<Spent> => {
    const [begun, served] = [performance.now(), serverCpuSeconds(home)]
    const done = await Promise.all(
      workers.map((worker, i) => {
        const step = steps[i]
        if (!step) throw new Error('a step for each worker')
        return tell(worker, step)
      }),
    )
    const seconds = (performance.now() - begun) / 1000
    peak = Math.max(peak, ...done.map(({ peakMb }) => peakMb))
    const count = done.reduce((sum, one) => sum + one.count, 0)
    const worked = done.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
    if (count > 0) {
      const each = (cpuSeconds: number) => Math.round((cpuSeconds * 1e6) / count)
      const server = each(serverCpuSeconds(home) - served)
      say(`${steps[0]?.step}: CPU µs each: ${each(worked)} in the workers, ${server} in the server`)
    }
    return { count, seconds, done }
  }
  await all([{ step: 'ready' }, { step: 'ready' }])
  return {
    all,
    peakMb: () => peak,
    async stop() {
      for (const { process } of workers) process.kill('SIGTERM')
      await Promise.all(workers.map(({ gone }) => gone))
    },
  }
}

type Worker = { readonly process: ChildProcess; readonly gone: Promise<string> }

/** Looked after from the beginning: one that has died before it is asked is not waited for. */
function watched(process: ChildProcess): Worker {
  const gone = new Promise<string>((resolve) => {
    process.once('exit', (code, signal) => resolve(String(signal ?? code)))
    // Where it cannot be started, or be spoken to any more.
    process.on('error', (error) => resolve(error.message))
  })
  return { process, gone }
}

async function tell({ process, gone }: Worker, step: Step): Promise<Done> {
  const answer = new Promise<Done>((resolve) => process.once('message', (done) => resolve(done as Done)))
  process.send(step)
  const done = await Promise.race([answer, gone])
  if (typeof done === 'string') throw new Error(`a worker died at ${step.step}: ${done}`)
  return done
}
