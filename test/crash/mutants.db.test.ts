import { randomBytes } from 'node:crypto'
import { afterAll, expect, inject, test } from 'vitest'
import { TEST_PASSWORDS } from '#test/database.ts'
import { dropDatabases } from './databases.ts'
import { runMutants } from './mutants.ts'

const at = {
  serverUrl: inject('postgresUrl'),
  passwords: TEST_PASSWORDS,
  template: 'brikke_template',
  prefix: `brikke_mutants_${randomBytes(4).toString('hex')}_`,
}
afterAll(() => dropDatabases(at))

test('each wall that is taken away is missed', { timeout: 180_000 }, async () => {
  const verdicts = await runMutants({ ...at, say: console.log })
  expect(verdicts.filter(({ caught }) => caught === undefined)).toEqual([])
})
