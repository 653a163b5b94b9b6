import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Db } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, urlOf } from '#db/roles.ts'

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
  const password = randomBytes(16).toString('hex')
  const passwords = { owner: password, app: password, batch: password, auditor: password }
  const server = await startEmbeddedPostgres({
    home: folder,
    password,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB' },
  })
  const admin = connect(server.url, { name: 'bench-prepare', max: 1 })
  await prepareRoles(admin, passwords)
  await prepareDatabase(admin, 'bench')
  await admin.end()
  const owner = connect(urlOf(server.url, 'owner', passwords, 'bench'), { name: 'bench-owner', max: 2 })
  await migrate(owner)
  const batchUrl = urlOf(server.url, 'batch', passwords, 'bench')
  const batch = connect(batchUrl, { name: 'bench', max: 6 })
  return {
    owner,
    batch,
    folder,
    batchUrl,
    async close() {
      await Promise.all([owner.end(), batch.end()])
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
