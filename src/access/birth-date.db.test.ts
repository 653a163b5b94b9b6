import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { key, seal } from '#core/seal.ts'
import { readBirthDate } from '#customers/read-birth-date.ts'
import { registerPerson } from '#customers/register-party.ts'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { saveUser } from './store.ts'

const database = testDatabase()
const KEY = key(Buffer.alloc(32, 7))
const PID = '20914695016'
const seals = (number: string) => seal(KEY, Buffer.from(number), randomBytes(12))

describe('a date of birth', () => {
  test('comes from the number of somebody who has become a customer by the pages, and is shown to them alone', async () => {
    const user = {
      nationalIdDigest: 'of-kari',
      nationalIdSealed: seals(PID),
      name: 'Kari',
      partyId: undefined,
    }
    const userId = await saveUser(database.app, { ...user, now: 0 })
    const contact = {
      name: 'Kari',
      email: 'kari@example.org',
      phone: '+4798765432',
      street: 'Bryggen 3',
      postalCode: '5003',
      place: 'Bergen',
      country: 'NO',
    }
    const asked = { contact, language: 'nb' as const, publicId: randomUUID(), userId, ownPartyId: undefined }
    const partyId = await asParty(database.app, [], (tx) => registerPerson(tx, asked))
    expect(await asParty(database.app, [partyId], (tx) => readBirthDate(tx, partyId, KEY))).toBe('1946-11-20')
    expect(
      await asParty(database.app, [partyId + 1], (tx) => readBirthDate(tx, partyId, KEY)),
    ).toBeUndefined()
  })

  test('comes to a customer whose number was not sealed when they log in, and to nobody with another number', async () => {
    const partyId = await aPerson(database.owner, { digest: 'of-ola' })
    const ola = { nationalIdSealed: seals(PID), name: 'Ola', partyId, now: 0 }
    const birthDate = () => asParty(database.app, [partyId], (tx) => readBirthDate(tx, partyId, KEY))
    await saveUser(database.app, { ...ola, nationalIdDigest: 'of-somebody-else' })
    expect(await birthDate()).toBeUndefined()
    await saveUser(database.app, { ...ola, nationalIdDigest: 'of-ola' })
    expect(await birthDate()).toBe('1946-11-20')
  })
})
