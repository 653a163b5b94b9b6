import { beforeEach, describe, expect, test } from 'vitest'
import { inTransaction, type Tx } from '#db/connection.ts'
import { rewritePassages } from '#passages/put-right.ts'
import { reattribute } from '#passages/re-attribute.ts'
import { recordStationFaultOf } from '#passages/record-station-fault.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, pLine, receive } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile } from '#test/tariff.ts'
import { rejectPassages } from './reject-passages.ts'

const database = testDatabase()
let world: RatingWorld

beforeEach(async () => {
  await database.owner`truncate company, party, vehicle, tag, tag_assignment, agreement, station, tariff_file, passage, passage_key,
    passage_file, passage_correction, charge, uncharged_passage, posting, balance, due, due_later, rating_checkpoint, staff_member,
    passage_hold restart identity cascade`
  const tagDiscounts = aTariffFile().tagDiscounts.map((one) => ({ ...one, onPlateRead: false }))
  world = await ratingWorld(database.batch, { tariff: { tagDiscounts } })
})

const AT = '2019-12-02T12:00:00+01:00'
const within = async <T>(work: (tx: Tx) => Promise<T>) => {
  const done = await inTransaction(database.batch, work)
  await world.rate()
  return done
}
const rows = () => database.batch<{ partyId: number; id: number; passageId: number; monthOn: string }[]>`
  select party_id as "partyId", id, id as "passageId", month_on as "monthOn" from passage order by id`
const reject = async (passages: Awaited<ReturnType<typeof rows>>) =>
  within((tx) =>
    rejectPassages(tx, passages, {
      by: 'kari@brikke.test',
      because: 'case 1',
      now: NOW,
      reason: 'complaint',
    }),
  )
const shift = async (minutes: number) => {
  const keys = await rows()
  await within((tx) => rewritePassages(tx, keys, { shiftMs: minutes * 60_000, which: 'standing', now: NOW }))
}
const deliver = async (line: string, number: string) => {
  await receive(database.batch, passageFile([line], { number }))
  await acceptAll(database.batch, NOW)
  await world.rate()
}
/** The tag of the first vehicle is found to have sat in the second all the time. */
const moveTag = async () => {
  const [was, to] = world.vehicles.map(({ vehicleId }) => vehicleId)
  const [tag] = await database.owner<{ id: number }[]>`
    select tag_id as id from tag_assignment where vehicle_id = ${was!}`
  await database.owner`delete from tag_assignment where vehicle_id = any (${[String(was), String(to)]}::bigint[])`
  await database.owner`
    insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
    values (${world.vehicles[1]!.agreementId}, ${world.vehicles[1]!.partyId}, ${to!}, ${tag!.id}, '[2019-01-15,)')`
  await within((tx) =>
    reattribute(tx, { vehicleIds: [was!, to!], tagIds: [tag!.id], fromAt: 0 }, { now: NOW }),
  )
}

describe('a passage that was rejected is never charged', () => {
  test('when its station’s clock is put right', async () => {
    await world.deliver([{ at: AT, vehicle: 0 }])
    expect(await reject(await rows())).toBe(1)
    await shift(-7)
    await shift(3)
    expect(await world.amounts()).toEqual([])
    expect(await database.batch`select state, reason from passage_hold`).toEqual([
      { state: 'rejected', reason: 'complaint' },
    ])
    expect(await world.broken()).toEqual([])
  })

  test('when it is found to be another vehicle’s and another customer’s', async () => {
    await deliver(pLine(1, { at: AT, tag: '57800000000' }), '1')
    expect(await world.amounts()).toEqual([2000])
    expect(await reject(await rows())).toBe(1)
    await moveTag()
    expect(await database.batch`select vehicle_id from passage where ended_because is null`).toEqual([
      { vehicle_id: world.vehicles[1]!.vehicleId },
    ])
    expect(await world.amounts()).toEqual([])
    expect(await world.broken()).toEqual([])
  })

  test('when its charger puts another line in its place', async () => {
    await deliver(pLine(1, { at: AT, tag: '57800000000', plate: 'EL10000' }), '1')
    await reject(await rows())
    const line = pLine(2, { at: '2019-12-02T12:30:00+01:00', tag: '57800000000', plate: 'EL10000' })
    await deliver(line.replace('P;2;', 'C;2;1;'), '2')
    expect(await rows()).toHaveLength(2)
    expect(await world.amounts()).toEqual([])
  })

  test('when the row that was complained of had ended before it was decided', async () => {
    await world.deliver([{ at: AT, vehicle: 0 }])
    const complained = await rows()
    await shift(-7)
    expect(await world.amounts()).toEqual([2000])
    expect(await reject(complained)).toBe(1)
    expect(await world.amounts()).toEqual([])
  })
})

test('what is priced as if the tag had been read is the row that stands, and the one that takes its place', async () => {
  const line = (sequence: number) => pLine(sequence, { at: AT, plate: 'EL10000' })
  await deliver(line(1), '1')
  const complained = await rows()
  await shift(-7)
  expect(await world.amounts()).toEqual([2500])
  expect(await within((tx) => recordStationFaultOf(tx, complained))).toBe(1)
  expect(await world.amounts()).toEqual([2000])
  await deliver(line(2).replace('P;2;', 'C;2;1;'), '2')
  expect(await world.amounts()).toEqual([2000])
})

test('what is withdrawn is not rejected, and the one who asks is told', async () => {
  await world.deliver([{ at: AT, vehicle: 0 }])
  await database.owner`update passage set ended_because = 'withdrawn'`
  expect(await reject(await rows())).toBe(0)
})
