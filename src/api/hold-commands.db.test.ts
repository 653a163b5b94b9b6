import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { parkAgreements } from '#rating/park-agreements.ts'
import { saveSuspicionLimits } from '#rating/store-tariffs.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aCompany, aPerson, aToll } from '#test/world.ts'
import { runHoldAgain, runHolds, runReject, runRelease } from './hold-commands.ts'

const database = testDatabase()
const LIMITS = {
  samePlateSeconds: 5,
  speedKmhMax: 200,
  clockSecondsMax: 30,
  lookBackMinutes: 120,
  hourPassagesMax: 3,
  dayPassagesMax: 200,
  monthTimesMax: 10,
  monthFloorOre: 300_000,
}
const AS_KARI = ['--as', 'kari@brikke.test', '--because', 'looked at the pictures']
let world: RatingWorld
let now = NOW

beforeAll(async () => {
  world = await ratingWorld(database.batch)
  await aCompany(database.owner, { id: 2, code: 'other', name: 'Other AS' })
  await database.owner`insert into staff_member (company_id, name, email, role)
    values (2, 'Siri', 'siri@other.test', 'case-worker')`
  await inTransaction(database.batch, (tx) =>
    saveSuspicionLimits(tx, [{ from: '2019-01-01', source: 'test', value: LIMITS }], NOW),
  )
})

async function said(run: typeof runHolds | typeof runRelease, ...args: string[]) {
  const lines: string[] = []
  const code = await run({ db: database.batch, now, say: (line) => lines.push(line) }, args)
  return { code, lines }
}

async function invoiced() {
  await parkAgreements(database.batch, { now, limits: LIMITS, vehicles: undefined })
  now += 60_000
  const terms = {
    dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
    triggers: [],
    creditAfter: [],
  }
  return issueInvoices(database.batch, {
    asOf: '2019-12-11',
    now,
    newId: randomUUID,
    terms,
    of: 'everything',
  })
}

test('what is held is listed and not invoiced; what is released is; what is rejected never is', async () => {
  await world.deliver([
    { at: '2019-12-02T12:00:00+01:00', vehicle: 0 },
    { at: '2019-12-02T12:00:03+01:00', vehicle: 0 },
    { at: '2019-12-03T12:00:03+01:00', vehicle: 0 },
    { at: '2019-12-03T12:00:06+01:00', vehicle: 0 },
  ])
  expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 4000 })
  const { lines } = await said(runHolds)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(
    /^passage-\d+ party 1 same-plate-twice NO EL10000 Sandviken .+: Samme kjøretøy er lest to ganger/,
  )
  const [first = '', second = ''] = lines.map((line) => line.split(' ')[0])
  expect(await said(runRelease, first, ...AS_KARI)).toEqual({ code: 0, lines: ['released'] })
  expect(await said(runReject, second, ...AS_KARI)).toEqual({ code: 0, lines: ['rejected'] })
  await world.rate()
  expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 2000 })
  expect(await said(runHolds)).toEqual({ code: 0, lines: ['Ingenting er på vent.'] })
  expect(await said(runReject, second, ...AS_KARI)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/hold-already-decided/)],
  })
  await world.rate()
  expect(await invoiced()).toMatchObject({ issued: 0, totalOre: 0 })
  expect(await world.broken()).toEqual([])
})

test('a parked agreement is listed and not invoiced; released, it is', async () => {
  await world.deliver([0, 10, 20, 30].map((m) => ({ at: `2019-12-02T12:${m + 10}:00+01:00`, vehicle: 1 })))
  expect(await invoiced()).toMatchObject({ issued: 0, totalOre: 0 })
  const { agreementId, partyId } = world.vehicles[1]!
  expect((await said(runHolds)).lines).toEqual([
    `agreement-${agreementId} party ${partyId} passage-storm 2019-12 4 > 3: Ett kjøretøy har uvanlig mange passeringer på kort tid.`,
  ])
  const id = `agreement-${agreementId}`
  expect(await said(runReject, id, ...AS_KARI)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/agreement-cannot-be-rejected/)],
  })
  expect(await said(runRelease, id, '--as', 'kari@brikke.test')).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/no-reason-given/)],
  })
  expect(await said(runRelease, 'everything')).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/^release passage-N/)],
  })
  const passageOf = async (vehicle: number) => {
    const [passage] = await database.owner`
      select max(p.id) as id from passage p join charge c on c.passage_id = p.id where c.agreement_id = ${world.vehicles[vehicle]!.agreementId}`
    return `passage-${passage!.id}`
  }
  const wrong = await passageOf(1)
  expect(await said(runReject, wrong, '--as', 'siri@other.test', '--because', 'x')).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/staff-of-another-company/)],
  })
  expect(await said(runReject, wrong, ...AS_KARI)).toEqual({ code: 0, lines: ['rejected'] })
  expect(await said(runReject, await passageOf(0), ...AS_KARI)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/unknown-hold/)],
  })
  await world.rate()
  expect(await said(runRelease, id, ...AS_KARI)).toEqual({ code: 0, lines: ['released'] })
  expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 6000 })
  expect(await world.broken()).toEqual([])
})

describe('an owner without agreement', () => {
  let partyId: number
  let vehicleId: number
  beforeAll(async () => {
    const [vehicle] =
      await database.owner`insert into vehicle (country, plate) values ('NO', 'EK12345') returning id`
    vehicleId = vehicle!.id
  })
  const passes = (minute: number, chargerId = 1) =>
    aToll(database.owner, {
      partyId,
      agreementId: null,
      vehicleId,
      stationId: 1,
      amount: 2500,
      at: `2019-12-03T12:${minute}:00+01:00`,
      chargerId,
      issuerId: chargerId,
    })

  test('is parked with a toll charger, listed, and invoiced by it when its staff have looked', async () => {
    partyId = await aPerson(database.owner)
    await passes(10, 2)
    for (const minute of [20, 30, 40]) await passes(minute)
    expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 2500 })
    const { lines } = await said(runHolds)
    expect(lines).toEqual([
      `owner-${partyId} party ${partyId} passage-storm ferde 2019-12 4 > 3: Ett kjøretøy har uvanlig mange passeringer på kort tid.`,
    ])
    const id = `owner-${partyId}`
    const asOther = ['--as', 'siri@other.test', '--because', 'x']
    expect(await said(runRelease, id, ...asOther)).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/unknown-hold/)],
    })
    expect(await said(runRelease, id, ...AS_KARI)).toEqual({ code: 0, lines: ['released'] })
    expect(await said(runHoldAgain, id, ...AS_KARI)).toEqual({ code: 0, lines: ['1 held again'] })
    expect(await invoiced()).toMatchObject({ issued: 0 })
    expect(await said(runRelease, id, ...AS_KARI)).toEqual({ code: 0, lines: ['released'] })
    expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 7500 })
  })

  test('abroad is not told to the collector meanwhile', async () => {
    partyId = await aPerson(database.owner)
    await database.owner`update party set country = 'SE' where id = ${partyId}`
    for (const minute of [20, 30, 40, 50]) await passes(minute)
    await invoiced()
    const put: string[] = []
    const folder = { put: async (name: string) => void put.push(name) }
    await writeForeignOwnersFiles(database.batch, folder, { now })
    expect(put).toEqual([])
    await said(runRelease, `owner-${partyId}`, ...AS_KARI)
    await writeForeignOwnersFiles(database.batch, folder, { now })
    expect(put).toEqual(['foreign-owners-ferde-1.csv'])
  })

  test('is parked for what is charged months late', async () => {
    partyId = await aPerson(database.owner)
    const late = {
      partyId,
      agreementId: null,
      vehicleId,
      stationId: 1,
      amount: 2500,
    }
    const { chargeId } = await aToll(database.owner, { ...late, at: '2019-06-06T12:00:00+02:00' })
    await database.owner`update charge set created_at = '2019-12-05T12:00:00Z' where id = ${chargeId}`
    await parkAgreements(database.batch, { now, limits: { ...LIMITS, lateDaysMax: 90 }, vehicles: undefined })
    expect((await said(runHolds, 'late')).lines).toEqual([
      expect.stringMatching(/^late-2019-06 ferde agreements 0 owners 1 passages 1 25,00.kr, 182 days$/),
    ])
    expect(await invoiced()).toMatchObject({ issued: 0 })
    expect(await said(runRelease, 'late-2019-06', ...AS_KARI)).toEqual({ code: 0, lines: ['1 released'] })
    expect(await invoiced()).toMatchObject({ issued: 1, totalOre: 2500 })
  })
})

test('what is charged months late is shown by month and released together', async () => {
  await world.deliver([{ at: '2019-05-06T12:00:00+02:00', vehicle: 2 }])
  await parkAgreements(database.batch, { now, limits: { ...LIMITS, lateDaysMax: 90 }, vehicles: undefined })
  expect((await said(runHolds, 'late')).lines).toEqual([
    expect.stringMatching(/^late-2019-05 ferde agreements 1 owners 0 passages 1 20,00.kr, 217 days$/),
  ])
  expect(await said(runRelease, 'late-2019-05', ...AS_KARI)).toEqual({ code: 0, lines: ['1 released'] })
  expect(await said(runRelease, 'late-2019-05', ...AS_KARI)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/unknown-hold/)],
  })
  expect(await said(runHoldAgain, 'late-2019-05', ...AS_KARI)).toEqual({ code: 0, lines: ['1 held again'] })
  expect(await said(runHoldAgain, 'late-2019-05', ...AS_KARI)).toEqual({
    code: 1,
    lines: ['nothing-released: Ingenting av dette er sluppet fri.'],
  })
  expect(await said(runHoldAgain, 'passage-1', ...AS_KARI)).toMatchObject({
    lines: [expect.stringMatching(/^hold-again agreement-N/)],
  })
})
