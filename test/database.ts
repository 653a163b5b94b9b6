import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { connect, type Db, plansOf } from '#db/connection.ts'
import { type RolePasswords, urlOf } from '#db/roles.ts'

export const TEST_PASSWORDS: RolePasswords = {
  owner: 'test-owner-password',
  app: 'test-app-password',
  batch: 'test-batch-password',
  auditor: 'test-auditor-password',
}

export type TestDatabase = {
  owner: Db
  batch: Db
  app: Db
  auditor: Db
  urlFor(role: keyof RolePasswords): string
}

/** A migrated database of the test file's own, gone afterwards. Call at the top of a describe or file. */
export function testDatabase(): TestDatabase {
  const name = `brikke_${randomBytes(6).toString('hex')}`
  const test = {} as TestDatabase
  beforeAll(async () => {
    const server = inject('postgresUrl')
    const admin = connect(server, { name: 'test-clone', max: 1 })
    // Two files cannot clone at once: the template must have no other user.
    await admin`select pg_advisory_lock(7301009)`
    await admin.unsafe(
      `create database ${name} template brikke_template owner brikke_owner strategy file_copy`,
    )
    await admin.end()
    test.urlFor = (role) => urlOf(server, role, TEST_PASSWORDS, name)
    for (const role of ['owner', 'batch', 'app', 'auditor'] as const) {
      test[role] = connect(test.urlFor(role), { name: `test-${role}`, max: 6, plans: plansOf(role) })
    }
  })
  afterAll(async () => {
    await Promise.all([test.owner, test.batch, test.app, test.auditor].map((db) => db?.end({ timeout: 5 })))
    const admin = connect(inject('postgresUrl'), { name: 'test-drop', max: 1 })
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return test
}
