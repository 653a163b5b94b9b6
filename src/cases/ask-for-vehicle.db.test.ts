import { beforeEach, expect, test } from 'vitest'
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

const ask = (who: Own, plate = 'EX10000') =>
  as(who, async (tx) => {
    const [to] = await readReachable(tx, [who.partyId], NOW)
    const vehicle = { country: 'NO', canonical: plate }
    return askForVehicle(tx, { to: to!, plate: vehicle, language: 'nb', publicId: newId(), now: NOW })
  })
const tell = () => tellWanted(database.batch, { now: NOW + HOUR, limit: 10 })
const told = () =>
  database.owner<{ partyId: number; kind: string; subject: string; body: string }[]>`
    select party_id as "partyId", kind, subject, body from outbox order by id`

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

test('the holder is told once of each who asks, of the vehicle and not of who it is', async () => {
  await ask(kari)
  await ask(kari)
  expect(await tell()).toBe(1)
  const [message, ...more] = await told()
  expect(more).toEqual([])
  expect(message).toMatchObject({ partyId: ola.partyId, kind: 'mail', subject: 'Har du solgt bilen?' })
  expect(message!.body).toMatch(/EX 10000[^]*2\.8/)
  expect(message!.body).not.toContain('Kari')
  await ask(kari)
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  expect(await told()).toHaveLength(1)
})

test('a holder without an address for mails is told by letter', async () => {
  await database.owner`update party set email = null where id = ${ola.partyId}`
  await ask(kari)
  await tell()
  expect(await told()).toMatchObject([{ kind: 'letter' }])
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
