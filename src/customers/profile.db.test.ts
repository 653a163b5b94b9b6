import { beforeAll, expect, test } from 'vitest'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { readProfile } from './read-profile.ts'
import { recordAddress } from './record-address.ts'

const database = testDatabase()
let kari: number
let ola: number

beforeAll(async () => {
  kari = await aPerson(database.owner)
  ola = await aPerson(database.owner, { name: 'Ola Fremmed', email: 'ola@example.org' })
})

const as = <T>(partyId: number, work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId], work)

test('an address holds when it is whole', async () => {
  const address = { street: 'Strandgaten 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  expect(await as(kari, (tx) => recordAddress(tx, kari, { ...address, postalCode: '5' }))).toEqual({
    faults: ['no-postal-code'],
  })
  expect(await as(kari, (tx) => recordAddress(tx, kari, address))).toEqual({ faults: [] })
  const profile = await as(kari, (tx) => readProfile(tx, kari))
  expect(profile).toMatchObject({ street: 'Strandgaten 1', postalCode: '5004' })
})

test('somebody else’s profile is neither seen nor changed, and nobody’s name is', async () => {
  const address = { street: 'Hos meg 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  await as(ola, (tx) => recordAddress(tx, kari, address))
  const seen = await as(ola, (tx) => readProfile(tx, kari))
  expect(seen).toBeUndefined()
  const [party] = await database.owner<{ street: string }[]>`select street from party where id = ${kari}`
  expect(party?.street).not.toBe('Hos meg 1')
  await expect(
    as(kari, (tx) => tx`update party set name = 'En annen' where id = ${kari}`),
  ).rejects.toMatchObject({ code: '42501' })
})
