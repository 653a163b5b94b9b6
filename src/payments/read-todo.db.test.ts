import { beforeAll, expect, test } from 'vitest'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { readTodo } from './read-todo.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
let partyId = 0
let drive: (day: string) => Promise<unknown>

beforeAll(async () => {
  const { owner } = database
  await aCompany(owner)
  const stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  partyId = await aPerson(owner)
  const { id: agreementId } = await anAgreement(owner, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(owner, {
    plate: 'EK12345',
    agreementId,
    partyId,
    tagNumber: '9578010000001234',
  })
  drive = (day) =>
    aToll(owner, { partyId, agreementId, vehicleId, stationId, at: `${day}T10:00:00Z`, amount: 2000 })
})

const todo = (who = partyId) => asParty(database.app, [who], (tx) => readTodo(tx, [partyId], NOW))

test('a tag that was not read five times in a row is told of, and one read since is not', async () => {
  for (const day of ['2019-11-28', '2019-11-29', '2019-12-01', '2019-12-02']) await drive(day)
  await database.owner`update passage set read_by = 'plate'`
  expect((await todo()).unreadTags).toEqual([])
  await drive('2019-12-03')
  await database.owner`update passage set read_by = 'plate'`
  expect((await todo()).unreadTags).toEqual([
    { plate: { country: 'NO', canonical: 'EK12345' }, tagNumber: '9578010000001234', passages: 5 },
  ])
  expect((await todo(partyId + 1)).unreadTags).toEqual([])
  await drive('2019-12-04')
  await database.owner`update passage set read_by = 'tag' where passed_at > '2019-12-04'`
  expect((await todo()).unreadTags).toEqual([])
})

test('a customer without an address is told so, and of several which it is', async () => {
  expect((await todo()).addressMissingOf).toBeUndefined()
  await database.owner`update party set street = null where id = ${partyId}`
  const [party] = await database.owner<
    { id: string }[]
  >`select public_id as id from party where id = ${partyId}`
  expect((await todo()).addressMissingOf).toBe(party?.id)
})

test('a vehicle that has got another owner is named until the sale is reported', async () => {
  const { owner } = database
  const [held] = await owner<{ id: number; vehicleId: number }[]>`
    select id, vehicle_id as "vehicleId" from tag_assignment where party_id = ${partyId}`
  const of = held ?? { id: 0, vehicleId: 0 }
  await owner`insert into unproven_holding (party_id, vehicle_id, owner, from_at)
    values (${partyId}, ${of.vehicleId}, 'another', '2019-12-01')`
  expect((await todo()).soldVehicles).toEqual([])
  await owner`update unproven_holding set owner = 'sold'`
  expect((await todo()).soldVehicles).toEqual([
    { assignmentId: of.id, plate: { country: 'NO', canonical: 'EK12345' } },
  ])
  expect((await todo(partyId + 1)).soldVehicles).toEqual([])
  await owner`update tag_assignment set valid = tstzrange(lower(valid), '2019-12-09') where id = ${of.id}`
  expect((await todo()).soldVehicles).toEqual([])
})
