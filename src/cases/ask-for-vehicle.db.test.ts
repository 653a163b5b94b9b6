import { beforeEach, expect, test } from 'vitest'
import type { Language } from '#core/language.ts'
import {
  as,
  assignmentOf,
  database,
  HOUR,
  held,
  NOW,
  newId,
  type Own,
  ownTags,
} from '#tags/own-tags.test-world.ts'
import { recordSale } from '#tags/record-sale.ts'
import { tellWanted } from '#tags/tell-wanted.ts'
import { askForVehicle } from './ask-for-vehicle.ts'
import { readReachable } from './read-about.ts'

let kari: Own
let ola: Own

beforeEach(async () => {
  await database.owner`truncate wanted_vehicle, customer_case restart identity cascade`
  ;({ kari, ola } = await ownTags())
})

const ask = (who: Own, plate = 'EX10000', language: Language = 'nb') =>
  as(who, async (tx) => {
    const [to] = await readReachable(tx, [who.partyId], NOW)
    const vehicle = { country: 'NO', canonical: plate }
    return askForVehicle(tx, { to: to!, plate: vehicle, language, publicId: newId(), now: NOW })
  })
const tell = () => tellWanted(database.batch, { now: NOW + HOUR, limit: 10 })
const told = () =>
  database.owner<{ partyId: number; kind: string; recipient: string; subject: string; body: string }[]>`
    select party_id as "partyId", kind, recipient, subject, body from outbox order by id`
const wanted = () => database.owner`select from wanted_vehicle`

test('who asks for a vehicle of another’s has a case with its subject, and changes nothing of who holds it', async () => {
  const before = await held()
  const { number } = await ask(kari)
  expect(
    await database.owner`select id, party_id, company_id, topic, subject from customer_case`,
  ).toMatchObject([
    {
      id: number,
      party_id: kari.partyId,
      company_id: 1,
      topic: 'vehicle',
      subject: 'EX 10000 står på en annen avtale',
    },
  ])
  expect(await held()).toEqual(before)
})

test('who asks again is led to the case as long as it is open, also in two tabs at once and in another language', async () => {
  const [first, second] = await Promise.all([ask(kari), ask(kari)])
  expect(second).toEqual(first)
  expect(await ask(kari, 'EX10000', 'en')).toEqual(first)
  await database.owner`update customer_case set state = 'answered'`
  expect(await ask(kari)).toEqual(first)
  await database.owner`update customer_case set state = 'closed', closed_at = now()`
  const [third, fourth] = await Promise.all([ask(kari), ask(kari)])
  expect(fourth).toEqual(third)
  expect(third.number).not.toBe(first.number)
  expect((await ask(kari, 'EX20000')).number).not.toBe(first.number)
  expect(await database.owner`select from case_message`).toHaveLength(3)
})

test('the holder is told once of each who asks, and not who it is; then nobody keeps that', async () => {
  await ask(kari)
  await ask(kari)
  expect(await tell()).toBe(1)
  const [message, ...more] = await told()
  expect(more).toEqual([])
  expect(message).toMatchObject({ partyId: ola.partyId, kind: 'mail', subject: 'Har du solgt bilen?' })
  expect(message!.body).toMatch(/et kjøretøy[^]*2\.8/)
  expect(message!.body).not.toMatch(/Kari|EX ?10000/)
  expect(await wanted()).toEqual([])
  await ask(kari)
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  expect(await told()).toHaveLength(1)
})

test('a holder without an address for mails is told by letter', async () => {
  await database.owner`
    update party set email = null, street = 'Storgatan 1', postal_code = '111 22', place = 'Stockholm', country = 'SE'
    where id = ${ola.partyId}`
  await ask(kari)
  await tell()
  const recipient = 'Ola Fremmed\nStorgatan 1\n111 22 Stockholm\nSE'
  expect(await told()).toMatchObject([
    { kind: 'letter', recipient, body: expect.stringContaining('EX 10000') },
  ])
})

test('a holder who is reached in no way is told by SMS when there is a telephone, and the one who asks is kept until then', async () => {
  await database.owner`
    update party set email = null, street = null, postal_code = null, place = null where id = ${ola.partyId}`
  await ask(kari)
  expect(await tell()).toBe(0)
  expect(await told()).toEqual([])
  await database.owner`update party set phone = '+4791234567' where id = ${ola.partyId}`
  expect(await tell()).toBe(1)
  const [message, ...more] = await told()
  expect(more).toEqual([])
  expect(message).toMatchObject({ kind: 'sms', recipient: '+4791234567' })
  expect(message!.body).not.toMatch(/EX ?10000|Kari|https?:/)
  expect(await wanted()).toEqual([])
})

test('nobody is told of a vehicle that has been given up meanwhile', async () => {
  await ask(kari)
  const assignmentId = await assignmentOf('EX10000')
  await as(ola, (tx) =>
    recordSale(tx, { publicId: newId(), partyIds: [ola.partyId], assignmentId, now: NOW + 1 }),
  )
  expect(await tell()).toBe(1)
  expect(await told()).toEqual([])
})

test('a page asks in nobody else’s name', async () => {
  const stolen = as(
    kari,
    (tx) => tx`
    insert into wanted_vehicle (vehicle_id, party_id, asked_at) values (1, ${ola.partyId}, ${NOW})`,
  )
  await expect(stolen).rejects.toThrow('row-level security')
})
