import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, say } from './processes.js'

/** Two at once: the second waits. A lock whose holder is gone is taken over. */
export async function withLock(what, work) {
  const lock = join(ROOT, 'build', `${what}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  for (let said = false; !taken(lock); ) {
    if (holderIsGone(lock)) {
      rmSync(lock, { force: true })
      continue
    }
    if (!said) say(`Waiting for another process (${what}) …`)
    said = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function holderIsGone(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // Empty: made this very moment, or by one that died right then.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs > 5_000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
