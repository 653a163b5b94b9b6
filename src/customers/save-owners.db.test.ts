import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import type { Owner } from './owner.ts'
import { saveOwners } from './save-owners.ts'

const database = testDatabase()
const helge: Owner = {
  registerId: '124000639',
  kind: 'person',
  name: 'Helge Kroken',
  organisationNumber: null,
  street: 'Etterstad 1',
  postalCode: '0603',
  place: 'OSLO',
  country: 'NO',
}
const firm: Owner = {
  ...helge,
  registerId: '77',
  kind: 'organisation',
  name: 'Fjord AS',
  organisationNumber: '923456783',
}

beforeEach(async () => {
  await database.owner`truncate party cascade`
})

const save = (owners: readonly Owner[]) =>
  inTransaction(database.batch, (tx) => saveOwners(tx, owners, () => randomUUID()))

describe('The registered owner becomes a party', () => {
  test('once, however often the register tells of them', async () => {
    const first = await save([helge, firm, helge])
    const second = await save([firm, helge])
    expect([...first.keys()].sort()).toEqual(['124000639', '77'])
    expect(Object.fromEntries(second)).toEqual(Object.fromEntries(first))
    expect(await database.owner`select count(*) from party`).toEqual([{ count: 2 }])
  })

  test('once, also when several workers meet them at once', async () => {
    const told = await Promise.all(
      Array.from({ length: 6 }, (_, i) => save(i % 2 ? [helge, firm] : [firm, helge])),
    )
    expect(new Set(told.map((ids) => ids.get('77'))).size).toBe(1)
    expect(await database.owner`select count(*) from party`).toEqual([{ count: 2 }])
  })

  test('with a new address when they have moved', async () => {
    const before = await save([helge])
    const after = await save([{ ...helge, street: 'Storgata 2' }])
    expect(after.get('124000639')).toBe(before.get('124000639'))
    expect(await database.owner`select street from party`).toEqual([{ street: 'Storgata 2' }])
  })

  test('who is a customer already is that customer, and keeps the address given to us', async () => {
    const [customer] = await database.owner<{ id: number }[]>`
      insert into party (public_id, kind, name, organisation_number, street, portfolio_ref)
      values (${randomUUID()}, 'organisation', 'Fjord Transport AS', '923456783', 'Kaien 1', 'o-1') returning id`
    const told = await save([firm, { ...firm, registerId: '78' }])
    expect([told.get('77'), told.get('78')]).toEqual([customer?.id, customer?.id])
    expect(await database.owner`select name, street from party`).toEqual([
      { name: 'Fjord Transport AS', street: 'Kaien 1' },
    ])
  })

  test('two told of with one organisation number are one', async () => {
    const told = await save([firm, { ...firm, registerId: '78' }])
    expect(told.get('78')).toBe(told.get('77'))
  })

  test('nobody told of is nobody saved', async () => {
    expect((await save([])).size).toBe(0)
  })
})
