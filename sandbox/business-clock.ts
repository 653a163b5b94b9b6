import { z } from 'zod'

const answer = z.object({ now: z.iso.datetime({ offset: true }) })
const PATIENCE_MS = 1_000

/** What time it is for the customer system; the machine's own time when it does not answer. */
export function businessClock(minSideUrl: string, machineNow: () => number): () => Promise<number> {
  return async () => {
    try {
      const response = await fetch(`${minSideUrl}/api/clock`, { signal: AbortSignal.timeout(PATIENCE_MS) })
      return Date.parse(answer.parse(await response.json()).now)
    } catch {
      return machineNow()
    }
  }
}
