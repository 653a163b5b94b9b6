import { type ChildProcess, spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { openServer } from '#db/server.ts'
import type { Installation } from './installation.ts'
import { keepRunning } from './keep-running.ts'
import { runWorker } from './processes.ts'
import { WORKER_MEMORY } from './worker-memory.ts'

const WORK_USAGE = 'work [--workers N]'

/** One process rates and another takes in files meanwhile: more help only where there are more processors. */
const WORKERS = '2'

/** `work`: does what is due in so many processes, until told to stop. */
export async function runWork(
  installation: Installation,
  args: string[],
  stop: AbortSignal,
): Promise<number> {
  const { values } = parseArgs({ args, options: { workers: { type: 'string', default: WORKERS } } })
  if (!/^[1-9]\d?$/.test(values.workers)) {
    installation.say(WORK_USAGE)
    return 1
  }
  const workers = Number(values.workers)
  return workers === 1 ? runWorker(installation, stop) : runWorkers(installation, { workers, stop })
}

/**
 * Keeps so many workers running, each a process of its own: one that dies is started again. Told to stop it stops them,
 * and is done when they are.
 */
async function runWorkers(
  installation: Installation,
  { workers, stop }: { workers: number; stop: AbortSignal },
): Promise<number> {
  // An embedded server is of whoever starts it, and must outlive each of them.
  const server = await openServer(installation.database)
  await Promise.all(
    Array.from({ length: workers }, () =>
      keepRunning(() => startWorker(installation), { name: 'a worker', say: installation.say, stop }),
    ),
  )
  await server.stop()
  return 0
}

/** By the channel between them a worker notices that this process is gone, and stops. */
function startWorker({ root, environment }: Installation): ChildProcess {
  return spawn(process.execPath, [...WORKER_MEMORY, 'src/main.ts', 'work', '--workers', '1'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...environment },
  })
}
