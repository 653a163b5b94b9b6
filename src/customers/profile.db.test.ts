import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { readProfile } from './read-profile.ts'
import { recordAddress } from './record-address.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
let kari: number
let ola: number

beforeAll(async () => {
  kari = await aPerson(database.owner)
  ola = await aPerson(database.owner, { name: 'Ola Fremmed', email: 'ola@example.org' })
})

const by = () => ({ now: NOW, newId: randomUUID })
const as = <T>(partyId: number, work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId], work)

test('an address holds when it is whole', async () => {
  const address = { street: 'Strandgaten 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  expect(await as(kari, (tx) => recordAddress(tx, by(), kari, { ...address, postalCode: '5' }))).toEqual({
    faults: ['no-postal-code'],
  })
  expect(await as(kari, (tx) => recordAddress(tx, by(), kari, address))).toEqual({ faults: [] })
  const profile = await as(kari, (tx) => readProfile(tx, kari))
  expect(profile).toMatchObject({ street: 'Strandgaten 1', postalCode: '5004' })
})

test('somebody else’s profile is neither seen nor changed, and nobody’s name is', async () => {
  const address = { street: 'Hos meg 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  await as(ola, (tx) => recordAddress(tx, by(), kari, address))
  const seen = await as(ola, (tx) => readProfile(tx, kari))
  expect(seen).toBeUndefined()
  const [party] = await database.owner<{ street: string }[]>`select street from party where id = ${kari}`
  expect(party?.street).not.toBe('Hos meg 1')
  await expect(
    as(kari, (tx) => tx`update party set name = 'En annen' where id = ${kari}`),
  ).rejects.toMatchObject({ code: '42501' })
})

test('an address that changes is told of by every way the customer was reached before, the same one is not', async () => {
  const { owner } = database
  const eva = await aPerson(owner, { name: 'Eva Flytter', email: 'eva@example.org' })
  await owner`update party set phone = '+4740000102' where id = ${eva}`
  const told = () => owner<{ kind: string; recipient: string; body: string }[]>`
    select kind, recipient, body from outbox where party_id = ${eva} order by id`
  const move = (street: string) =>
    as(eva, (tx) =>
      recordAddress(tx, by(), eva, { street, postalCode: '5003', place: 'Bergen', country: 'NO' }),
    )
  await move('Bryggen 3')
  expect(await told()).toEqual([])
  await move('Hos en annen 9')
  expect((await told()).map(({ kind, recipient }) => [kind, recipient])).toEqual([
    ['mail', 'eva@example.org'],
    ['sms', '+4740000102'],
    ['letter', 'Eva Flytter\nBryggen 3\n5003 Bergen'],
  ])
  for (const { body } of await told()) {
    expect(body).not.toContain('Hos en annen')
    expect(body).not.toContain('http')
  }
})
