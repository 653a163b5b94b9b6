import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** It cannot go on, and the message says all there is to say. */
export class Stop extends Error {}

export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Runs a program to its end with our terminal; returns its exit code. */
export async function run(program, args, options = {}) {
  return (await spawned(program, args, options, 'inherit')).code
}

/** Runs a program quietly; what it wrote is returned. */
export async function capture(program, args, options = {}) {
  return spawned(program, args, options, 'pipe')
}

/** A package's program. npm makes it a link to JavaScript, which a Node runs. */
export function binary(name) {
  return join(ROOT, 'node_modules', '.bin', name)
}

export function pathEntries() {
  return (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '')
}

const PRODUCTION = {
  // React and others are several times slower, and talkative, in development mode.
  NODE_ENV: 'production',
  // Rows by the million are young objects: with Node's small nursery a fifth of a rating run is collecting them.
  NODE_OPTIONS: '--max-semi-space-size=96',
}

// Compiled once, not at each start: a third of the time for a command, and for a worker that follows one that died.
const EVERYWHERE = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled') }

function spawned(program, args, { env = process.env, production = false }, stdio) {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: stdio === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...EVERYWHERE, ...(production ? PRODUCTION : {}), ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const letGo = passSignalsTo(child)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      letGo()
      resolve({ code: 127, output: `${program}: ${error.message}` })
    })
    child.once('close', (code, signal) => {
      letGo()
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), output })
    })
  })
}

/** The child ends first, and cleanly: it has a database to stop. */
function passSignalsTo(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const pass = (signal) => {
    // Ctrl-C in a terminal has reached the child already; a second one would make some programs give up at once.
    if (signal === 'SIGINT' && (process.stdin.isTTY || process.stdout.isTTY)) return
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, pass)
  return () => {
    for (const signal of signals) process.off(signal, pass)
  }
}
