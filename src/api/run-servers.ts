import cluster from 'node:cluster'
import { parseArgs } from 'node:util'
import { openServer } from '#db/server.ts'
import type { Installation } from './installation.ts'
import { keepRunning } from './keep-running.ts'
import { type Pages, serve } from './processes.ts'

const SERVE_USAGE = 'serve [--processes N]'

/** A page costs one processor some 15 ms (bench/README.md): more processes only where one is asked for more than that allows. */
const PROCESSES = '1'

/** `serve`: answers in so many processes on one port, until told to stop. */
export async function runServe(
  installation: Installation,
  args: string[],
  { pages, stop }: { pages: Pages; stop: AbortSignal },
): Promise<number> {
  const { values } = parseArgs({ args, options: { processes: { type: 'string', default: PROCESSES } } })
  if (!/^[1-9]\d?$/.test(values.processes)) {
    installation.say(SERVE_USAGE)
    return 1
  }
  const processes = Number(values.processes)
  return processes === 1 ? serve(installation, pages, stop) : serveTogether(installation, { processes, stop })
}

/** This process has the port, and gives each connection to the next of the others. */
async function serveTogether(
  installation: Installation,
  { processes, stop }: { processes: number; stop: AbortSignal },
): Promise<number> {
  const { root, environment, say } = installation
  // An embedded server is of whoever starts it, and must outlive each of them.
  const server = await openServer(installation.database)
  cluster.setupPrimary({ exec: 'src/main.ts', args: ['serve', '--processes', '1'], cwd: root })
  const start = () => cluster.fork(environment).process
  await Promise.all(
    Array.from({ length: processes }, () => keepRunning(start, { name: 'a server of pages', say, stop })),
  )
  await server.stop()
  return 0
}
