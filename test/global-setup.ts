import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, urlOf } from '#db/roles.ts'
import { TEST_PASSWORDS } from './database.ts'

/** One real PostgreSQL for the run, and one migrated database that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(await quickFolder(), 'brikke-test-'))
  const server = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => {} }
    : await startEmbeddedPostgres({
        home,
        password: TEST_PASSWORDS.owner,
        settings: SETTINGS,
      })
  const admin = connect(server.url, { name: 'test-setup', max: 1 })
  await prepareRoles(admin, TEST_PASSWORDS)
  await admin.unsafe('drop database if exists brikke_template with (force)')
  await prepareDatabase(admin, 'brikke_template')
  await admin.end()
  const owner = connect(urlOf(server.url, 'owner', TEST_PASSWORDS, 'brikke_template'), {
    name: 'test-migrate',
    max: 2,
  })
  await migrate(owner)
  await owner.end()
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(home, { recursive: true, force: true })
  }
}

/** Nothing here outlives the run, so nothing need survive a loss of power; whom the tests kill are its clients. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  scram_iterations: '1',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  max_connections: '120',
}

const ROOM_BYTES = 4 * 1024 ** 3

/** In memory where there is room: a clone of the template is 400 files, and those took most of a small test's time. */
async function quickFolder(): Promise<string> {
  const memory = '/dev/shm'
  const room = await statfs(memory).catch(() => undefined)
  return room && room.bavail * room.bsize > ROOM_BYTES ? memory : tmpdir()
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}
