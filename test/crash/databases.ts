import { connect, type Db } from '#db/connection.ts'
import { type RolePasswords, urlOf } from '#db/roles.ts'

/** A server, and a migrated database of it to begin with. */
export type Databases = {
  readonly serverUrl: string
  readonly passwords: RolePasswords
  readonly template: string
  readonly prefix: string
}

export type OpenDatabase = {
  readonly owner: Db
  readonly batch: Db
  readonly url: string
  close(): Promise<void>
  drop(): Promise<void>
}

/** A copy of a database, connected as owner and as batch. Nobody may be connected to the one that is copied. */
export async function openDatabase(
  of: Databases,
  { name, from }: { name: string; from: string },
): Promise<OpenDatabase> {
  const full = `${of.prefix}${name}`
  const source = from === of.template ? from : `${of.prefix}${from}`
  // The lock under which every test file copies the template.
  await asAdmin(
    of,
    `select pg_advisory_lock(7301009)`,
    `create database ${full} template ${source} owner brikke_owner strategy file_copy`,
  )
  const url = urlOf(of.serverUrl, 'batch', of.passwords, full)
  const owner = connect(urlOf(of.serverUrl, 'owner', of.passwords, full), { name: 'copy-owner', max: 1 })
  const batch = connect(url, { name: 'copy-batch', max: 2 })
  const close = async () => {
    await Promise.all([owner.end({ timeout: 5 }), batch.end({ timeout: 5 })])
  }
  return {
    owner,
    batch,
    url,
    close,
    async drop() {
      await close()
      await asAdmin(of, `drop database ${full} with (force)`)
    },
  }
}

/** Takes away all that `openDatabase` made under this prefix. */
export async function dropDatabases(of: Databases): Promise<void> {
  const admin = connect(of.serverUrl, { name: 'copy-admin', max: 1 })
  const rows = await admin<
    { datname: string }[]
  >`select datname from pg_database where starts_with(datname, ${of.prefix})`
  await admin.end()
  if (rows.length > 0)
    await asAdmin(of, ...rows.map(({ datname }) => `drop database ${datname} with (force)`))
}

async function asAdmin(of: Databases, ...statements: readonly string[]): Promise<void> {
  const admin = connect(of.serverUrl, { name: 'copy-admin', max: 1 })
  try {
    for (const sql of statements) await admin.unsafe(sql)
  } finally {
    await admin.end()
  }
}
