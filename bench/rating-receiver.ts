import { connect } from '#db/connection.ts'
import type { Done } from './rating-worker.ts'
import { receive } from './receiving.ts'

/**
 * The process of an installation that takes files in, one after another. Apart from the bench's own, which holds a month of
 * traffic: collecting its garbage would be measured too.
 */
const db = connect(process.argv[2] ?? '', { name: 'bench-receiver', max: 1 })

let last = Promise.resolve()
process.on('message', (path: string) => {
  last = last.then(() => take(path))
})

async function take(path: string): Promise<void> {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await receive(db, path)
  const { user, system } = process.cpuUsage(cpu)
  const done: Done = {
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    seconds: (performance.now() - begun) / 1000,
  }
  process.send?.(done)
}

process.on('disconnect', () => process.exit(0))
