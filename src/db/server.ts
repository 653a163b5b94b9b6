import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, type Db, plansOf } from './connection.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { prepareDatabase, prepareRoles, type Role, type RolePasswords, urlOf } from './roles.ts'

export type Server = {
  readonly url: string
  /** Somebody else, or nobody, keeps it running when we are done. */
  stop(): Promise<void>
}

export type DatabaseSettings = {
  readonly home: string
  /** A server of one's own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** The database on that server. */
  readonly name: string
  readonly superuserPassword: string
  readonly passwords: RolePasswords
}

/** The server by `DATABASE_URL`, the embedded one if it runs already, or the embedded one started now. */
export async function openServer(settings: DatabaseSettings): Promise<Server> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, stop: async () => {} }
  const running = await runningServer(settings)
  return running ?? startEmbeddedPostgres({ home: settings.home, password: settings.superuserPassword })
}

/** Roles, database and schema as this version wants them. Says which migrations were applied. */
export async function prepareSchema(server: Server, settings: DatabaseSettings): Promise<readonly string[]> {
  const admin = connect(server.url, { name: 'brikke-prepare', max: 1 })
  await prepareRoles(admin, settings.passwords)
  await prepareDatabase(admin, settings.name)
  await admin.end()
  const owner = connectAs(server, 'owner', settings, { max: 2 })
  try {
    return await migrate(owner)
  } finally {
    await owner.end()
  }
}

export function connectAs(
  server: Server,
  role: Role,
  settings: DatabaseSettings,
  options: { max: number; statementTimeoutMs?: number },
): Db {
  return connect(urlOf(server.url, role, settings.passwords, settings.name), {
    name: `brikke-${role}`,
    plans: plansOf(role),
    ...options,
  })
}

/** PostgreSQL writes its port into its data folder; a stale file is told by a server that does not answer. */
async function runningServer(settings: DatabaseSettings): Promise<Server | undefined> {
  const pidFile = join(settings.home, 'postgres', 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const port = (await readFile(pidFile, 'utf8')).split('\n')[3]
  const url = `postgres://postgres:${settings.superuserPassword}@127.0.0.1:${port}/postgres`
  const probe = connect(url, { name: 'brikke-probe', max: 1 })
  try {
    await probe`select 1`
    return { url, stop: async () => {} }
  } catch {
    return undefined
  } finally {
    await probe.end({ timeout: 1 })
  }
}
