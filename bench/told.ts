/** What a process of the bench answers when it has done what it was told. */
export type Done = { readonly cpuSeconds: number; readonly peakMb: number; readonly seconds: number }

/** Does what this process is told, one after the other, however soon it is told the next, and answers what each cost. */
export function doAsTold<What>(perform: (what: What) => Promise<void>): void {
  let last = Promise.resolve()
  process.on('message', (what: What) => {
    last = last.then(() => answer(perform, what))
  })
  process.on('disconnect', () => process.exit(0))
}

async function answer<What>(perform: (what: What) => Promise<void>, what: What): Promise<void> {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await perform(what)
  const { user, system } = process.cpuUsage(cpu)
  const done: Done = {
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    seconds: (performance.now() - begun) / 1000,
  }
  process.send?.(done)
}
