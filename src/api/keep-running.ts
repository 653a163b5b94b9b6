import type { ChildProcess } from 'node:child_process'

type Keeping = {
  /** As it is called when it ends, `a worker`. */
  readonly name: string
  readonly say: (line: string) => void
  readonly stop: AbortSignal
}

/** A process that dies is started again. Told to stop it is stopped, and this is done when it is gone. */
export async function keepRunning(start: () => ChildProcess, { name, say, stop }: Keeping): Promise<void> {
  while (!stop.aborted) {
    const child = start()
    const tellIt = () => child.kill('SIGTERM')
    stop.addEventListener('abort', tellIt, { once: true })
    const ended = await exitOf(child)
    stop.removeEventListener('abort', tellIt)
    if (stop.aborted) return
    say(`${name} ended (${ended}) and is started again`)
    await rest(stop)
  }
}

async function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
}

/** What cannot start at all must not be started a thousand times a second. */
async function rest(stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, REST_MS)
    stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}

const REST_MS = 1_000
