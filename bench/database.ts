import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Db, plansOf } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, type Role, urlOf } from '#db/roles.ts'

export type BenchDatabase = {
  readonly owner: Db
  readonly batch: Db
  readonly folder: string
  readonly batchUrl: string
  close(): Promise<void>
}

/** A database of its own with fsync on, gone afterwards: only committed, durable work counts. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'brikke-bench-'))
  const server = await benchServer(folder)
  await server.create('bench')
  const bench = server.open('bench')
  return {
    ...bench,
    folder,
    async close() {
      await bench.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One of a server's databases, as those see it who work with it. */
export type OpenDatabase = {
  readonly owner: Db
  readonly batch: Db
  readonly app: Db
  readonly batchUrl: string
  readonly appUrl: string
  close(): Promise<void>
}

export type BenchServer = {
  readonly folder: string
  has(name: string): Promise<boolean>
  create(name: string): Promise<void>
  /** A database as it stands under another name, file by file; nobody may be in it. */
  copy(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Whether there is room for a copy, and for what is done to it. */
  fits(name: string): Promise<boolean>
  drop(name: string): Promise<void>
  open(name: string): OpenDatabase
  stop(): Promise<void>
}

/** A server with fsync on and its data under `folder`, where it is found again the next time. */
export async function benchServer(folder: string): Promise<BenchServer> {
  const password = await keptPassword(folder)
  const passwords = { owner: password, app: password, batch: password, auditor: password }
  const server = await startEmbeddedPostgres({
    home: folder,
    password,
    settings: { max_wal_size: '16GB', min_wal_size: '4GB' },
  })
  const admin = connect(server.url, { name: 'bench-prepare', max: 1, statementTimeoutMs: 0 })
  await prepareRoles(admin, passwords)
  return {
    folder,
    async has(name) {
      return (await admin`select from pg_database where datname = ${name}`).length > 0
    },
    async create(name) {
      await prepareDatabase(admin, name)
      const owner = connect(urlOf(server.url, 'owner', passwords, name), { name: 'bench-migrate', max: 2 })
      await migrate(owner)
      await owner.end()
    },
    async copy(from, to) {
      await admin.unsafe(`drop database if exists ${to}`)
      await admin.unsafe(`create database ${to} template ${from} strategy file_copy owner brikke_owner`)
    },
    async rename(from, to) {
      await admin.unsafe(`alter database ${from} rename to ${to}`)
    },
    async fits(name) {
      const [size] = await admin<{ bytes: number }[]>`select pg_database_size(${name}::text) as bytes`
      const disk = await statfs(folder)
      return disk.bavail * disk.bsize > ROOM_BYTES + (size?.bytes ?? 0)
    },
    async drop(name) {
      await admin.unsafe(`drop database if exists ${name}`)
    },
    open(name) {
      const as = (role: Role, max: number) =>
        // A whole year is copied, and checked, in one statement.
        connect(urlOf(server.url, role, passwords, name), {
          name: `bench-${role}`,
          max,
          plans: plansOf(role),
          statementTimeoutMs: 0,
        })
      const [owner, batch, app] = [as('owner', 2), as('batch', 6), as('app', 2)]
      return {
        owner,
        batch,
        app,
        batchUrl: urlOf(server.url, 'batch', passwords, name),
        appUrl: urlOf(server.url, 'app', passwords, name),
        async close() {
          await Promise.all([owner.end(), batch.end(), app.end()])
        },
      }
    },
    async stop() {
      await admin.end()
      await server.stop()
    },
  }
}

/** What a run writes beside what it copies, log and all. */
const ROOM_BYTES = 8 * 1024 ** 3

/** The server's superuser has the password it was made with. */
async function keptPassword(folder: string): Promise<string> {
  const file = join(folder, 'password')
  if (existsSync(file)) return readFile(file, 'utf8')
  const password = randomBytes(16).toString('hex')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, password, { mode: 0o600 })
  return password
}
