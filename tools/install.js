import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { withLock } from './lock.js'
import { capture, pathEntries, ROOT, Stop, say } from './processes.js'

const MODULES = join(ROOT, 'node_modules')
const LOCK = join(ROOT, 'package-lock.json')
const NODE_MAJOR = 26

/** The packages of package-lock.json, if node_modules does not hold just them. */
export async function installPackages() {
  if (installed()) return
  await withLock('install', async () => {
    if (installed()) return
    say('Installing packages …')
    const done = await npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
    if (done.code !== 0) throw new Stop(`npm install failed:\n${withoutHosts(done.output)}`)
    if (!installed()) throw new Stop('npm installed something else than package-lock.json says.')
  })
}

/**
 * Not `npm ci`: it refuses a lock file that leaves out optional packages of platforms we do not run on. `--no-save`
 * leaves the lock as it is, and `installed` holds the outcome against it.
 */
function npm(args) {
  const cli = process.env.npm_execpath
  const [program, ...before] = cli?.endsWith('.js') ? ['node', cli] : ['npm']
  // Not by the Node in node_modules: npm may be about to replace it.
  const path = pathEntries().filter((entry) => !entry.startsWith(MODULES))
  return capture(program, [...before, ...args, '--include=dev', '--include=optional'], {
    env: { ...process.env, PATH: path.join(delimiter) },
  })
}

const STAMP = join(MODULES, '.brikke-lock')

function installed() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashOfLock()) return true
  if (!npmInstalledTheLock()) return false
  writeFileSync(STAMP, hashOfLock())
  return true
}

/** Somebody ran npm by hand: its own note tells what it put there. Optional packages are for some machines only. */
function npmInstalledTheLock() {
  const note = join(MODULES, '.package-lock.json')
  if (!existsSync(note)) return false
  const there = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] ? there[path].version === version : optional),
  )
}

function hashOfLock() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex')
}

/** The Node that npm installed for this platform; else this one, if it is new enough. */
export function findNode() {
  const found = [join(MODULES, '.bin', 'node'), process.execPath].find((node) => majorOf(node) >= NODE_MAJOR)
  if (!found) {
    throw new Stop(
      `Brikke runs on Node ${NODE_MAJOR}. npm brings it along on Linux (x64 and arm64, glibc). On ` +
        `${process.platform} ${process.arch}, install Node ${NODE_MAJOR} and run this again; this is ${process.version}.`,
    )
  }
  // Whatever the command starts finds the same Node first.
  process.env.PATH = [dirname(found), join(MODULES, '.bin'), ...pathEntries()].join(delimiter)
  return found
}

function majorOf(node) {
  if (node === process.execPath) return Number(process.versions.node.split('.')[0])
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

const TOOLS = { 'chromium-headless-shell': 'chromium-headless-shell', pdftotext: 'poppler-utils', hledger: 'hledger' }

/** The browser, the PDF reader and the bookkeeper of the tests are Debian's. */
export function installTools() {
  const missing = Object.keys(TOOLS)
    .filter((program) => !onPath(program))
    .map((program) => TOOLS[program])
  if (missing.length === 0) return
  const byHand = `apt-get update && apt-get install --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Stop(`The tests need ${missing.join(' and ')}. On Debian, as root: ${byHand}`)
  }
  say(`Installing ${missing.join(' and ')} …`)
  aptGet(['update', '-qq'], byHand)
  aptGet(['install', '-qq', '-y', '--no-install-recommends', ...missing], byHand)
}

function aptGet(args, byHand) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' })
  if (status !== 0)
    throw new Stop(`apt-get ${args[0]} failed: ${withoutHosts(stderr ?? '')}\nBy hand: ${byHand}`)
}

function onPath(program) {
  return pathEntries().some((folder) => existsSync(join(folder, program)))
}

/** Where packages come from is this machine's business, and stays out of logs that people pass on. */
function withoutHosts(text) {
  return text.replace(/\bhttps?:\/\/[^\s/]+/g, '(host)').replace(/\b(E(NOTFOUND|AI_AGAIN)) \S+/g, '$1')
}
