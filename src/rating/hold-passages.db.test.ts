import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { explainPassage } from './explain-passage.ts'
import { readHolds } from './read-holds.ts'
import { readTariffs } from './read-tariffs.ts'
import { decideHeldPassage } from './release-holds.ts'
import { saveSuspicionLimits } from './store-tariffs.ts'
import type { TariffFile } from './tariff-file.ts'

const database = testDatabase()
let world: RatingWorld

const LIMITS = {
  samePlateSeconds: 5,
  speedKmhMax: 200,
  clockSecondsMax: 30,
  lookBackMinutes: 120,
  hourPassagesMax: 40,
  dayPassagesMax: 200,
  monthTimesMax: 10,
  monthFloorOre: 300_000,
}
const KARI = 'kari@brikke.test'

beforeEach(() => setUp({}))

async function setUp(tariff: Partial<TariffFile>) {
  await database.owner`truncate company, party, vehicle, tag, station, tariff_file, passage, passage_key, passage_file, uncharged_passage,
    charge, posting, balance, due, due_later, rating_checkpoint, staff_member, passage_hold, agreement_hold, suspicion_limits,
    invoice, invoice_line, unpaid_invoice, invoice_series restart identity cascade`
  world = await ratingWorld(database.batch, { tariff })
  // Thirteen kilometres apart.
  await database.owner`update station set latitude = case code when 'bergen-1' then 60.42 else 60.3 end, longitude = 5.31`
  await inTransaction(database.batch, (tx) =>
    saveSuspicionLimits(tx, [{ from: '2019-01-01', source: 'test', value: LIMITS }], NOW),
  )
}

const pass = (at: string, over: { station?: string; vehicle?: number; byPlate?: boolean } = {}) =>
  world.deliver([{ at: `2019-12-02T${at}+01:00`, vehicle: 0, ...over }])
const holds = async () => (await readHolds(database.batch, 100)).map(({ of, reason }) => `${of} ${reason}`)
const decide = async (state: 'released' | 'rejected') => {
  const [hold] = await readHolds(database.batch, 100)
  const decision = { state, by: KARI, because: 'looked at the pictures', now: NOW }
  expect(await decideHeldPassage(database.batch, hold!.id, decision)).toBeUndefined()
  await world.rate()
  return hold!.id
}
const uncharged = () => database.batch`select state, reason from uncharged_passage`

describe('a passage that is suspicious', () => {
  test('is held, listed, and costs nothing; the one before it is charged', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    expect(await world.amounts()).toEqual([2000])
    expect(await holds()).toEqual(['passage same-plate-twice'])
    expect(await uncharged()).toEqual([{ state: 'held', reason: 'same-plate-twice' }])
    expect(await world.broken()).toEqual([])
  })

  test('is the later one, however late the earlier one comes', async () => {
    await pass('12:00:04')
    expect(await world.amounts()).toEqual([2000])
    await pass('12:00:00')
    expect(await world.amounts()).toEqual([2000])
    expect(await holds()).toEqual(['passage same-plate-twice'])
    const [held] = await readHolds(database.batch, 1)
    expect(held!.what).toMatchObject({ passedAt: Date.parse('2019-12-02T12:00:04+01:00') })
    expect(await world.broken()).toEqual([])
  })

  test('may be too far from the last station, over midnight at the end of a month', async () => {
    await world.deliver([{ at: '2019-11-30T23:59:00+01:00', vehicle: 0 }])
    await world.deliver([{ at: '2019-12-01T00:01:00+01:00', vehicle: 0, station: 'bergen-2' }])
    expect(await holds()).toEqual(['passage impossible-travel-time'])
  })

  test('opens no hour, and takes no place in a cap', async () => {
    await setUp({
      hourRules: [
        {
          from: '2019-01-01',
          source: 'test',
          group: 'bergen',
          stations: 'all',
          mode: 'dearest',
          minutes: 60,
          endInclusive: true,
          requires: [],
        },
      ],
      caps: [
        {
          from: '2019-01-01',
          source: 'test',
          group: 'bergen',
          stations: 'all',
          perStation: false,
          class1: 2,
          requires: [],
        },
      ],
    })
    await pass('12:00:00')
    await pass('12:30:00')
    await pass('12:30:03')
    await pass('13:00:01')
    expect(await world.amounts()).toEqual([0, 2000, 2000])
    const [last] =
      await database.batch`select window_start from charge where amount_ore > 0 order by id desc limit 1`
    expect(last!.window_start).toBe(Date.parse('2019-12-02T13:00:01+01:00'))
  })

  test('is no longer held when the one before it is withdrawn', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    await database.batch`update passage set ended_because = 'withdrawn' where passed_at = '2019-12-02 12:00:00+01'`
    await due()
    expect(await world.amounts()).toEqual([2000])
    expect(await holds()).toEqual([])
    expect(await database.batch`select from passage_hold`).toHaveLength(0)
  })

  test('is explained as it is booked', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    const [hold] = await readHolds(database.batch, 1)
    const { tariffs } = await readTariffs(database.batch)
    const explained = await inTransaction(database.batch, (tx) =>
      explainPassage(tx, tariffs, { passageId: hold!.id, partyIds: undefined, now: NOW }),
    )
    if (isRefusal(explained)) throw new Error(explained.refused)
    expect(explained).toMatchObject({ agrees: true, rated: { outcome: 'held', reason: 'same-plate-twice' } })
  })

  test('is held whichever way the same passages come', async () => {
    const times = ['12:00:00', '12:00:04', '12:00:08', '12:30:00', '12:31:00']
    const places = [undefined, undefined, undefined, 'bergen-2', undefined]
    const delivered = times.map((time, i) => ({
      at: `2019-12-02T${time}+01:00`,
      vehicle: 0,
      ...(places[i] === undefined ? {} : { station: places[i] }),
    }))
    await world.deliver(delivered)
    const state = async () => [await readHeld(), await world.amounts(), await world.balances()]
    const whole = await state()
    for (const order of [
      [4, 3, 2, 1, 0],
      [1, 0, 3, 2, 4],
    ]) {
      await database.owner`truncate passage, passage_key, passage_file, uncharged_passage, charge, posting, balance, due, rating_checkpoint, passage_hold cascade`
      for (const i of order) await world.deliver([delivered[i]!])
      expect(await state()).toEqual(whole)
    }
  })
})

describe('a decision', () => {
  test('to release lets the passage be rated as any other, once', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    const id = await decide('released')
    expect(await world.amounts()).toEqual([2000, 2000])
    expect(await holds()).toEqual([])
    expect(await uncharged()).toEqual([])
    await due()
    expect(await world.amounts()).toEqual([2000, 2000])
    const again = { state: 'rejected', by: KARI, because: 'no', now: NOW } as const
    expect(await decideHeldPassage(database.batch, id, again)).toEqual({ refused: 'hold-already-decided' })
    expect(await world.broken()).toEqual([])
  })

  test('to reject means it is never charged, though it is suspicious no more', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    await decide('rejected')
    expect(await uncharged()).toEqual([{ state: 'rejected', reason: 'rejected-by-staff' }])
    expect(await database.owner`select from audit.passage where state = 'rejected'`).toHaveLength(1)
    await database.batch`update passage set ended_because = 'withdrawn' where passed_at = '2019-12-02 12:00:00+01'`
    await due()
    expect(await world.amounts()).toEqual([])
    expect(await uncharged()).toEqual([{ state: 'rejected', reason: 'rejected-by-staff' }])
    expect(await world.broken()).toEqual([])
  })

  test('is refused to a stranger, without a reason, and of nothing', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    const [hold] = await readHolds(database.batch, 1)
    const asked = (id: number, over: { by?: string; because?: string }) =>
      decideHeldPassage(database.batch, id, {
        state: 'released',
        by: KARI,
        because: 'x',
        now: NOW,
        ...over,
      })
    expect(await asked(hold!.id, { by: 'nobody' })).toEqual({ refused: 'unknown-staff' })
    expect(await asked(hold!.id, { because: ' ' })).toEqual({ refused: 'no-reason-given' })
    expect(await asked(1, {})).toEqual({ refused: 'unknown-hold' })
  })

  test('made twice at once is made once', async () => {
    await pass('12:00:00')
    await pass('12:00:04')
    const [hold] = await readHolds(database.batch, 1)
    const made = await Promise.all(
      (['released', 'rejected', 'released'] as const).map((state) =>
        decideHeldPassage(database.batch, hold!.id, { state, by: KARI, because: randomUUID(), now: NOW }),
      ),
    )
    expect(made.filter((refusal) => refusal === undefined)).toHaveLength(1)
  })
})

test('a passage of a vehicle its owner has reported sold is held, until the vehicle is entered again', async () => {
  const { vehicleId, partyId, agreementId } = world.vehicles[0]!
  await database.batch`insert into vehicle_sale (vehicle_id, agreement_id, party_id, notice_at)
    values (${vehicleId}, ${agreementId}, ${partyId}, '2019-12-02 12:30+01')`
  await pass('12:00:00')
  await pass('13:00:00')
  await pass('15:00:00')
  expect(await holds()).toEqual(['passage after-reported-sale', 'passage after-reported-sale'])
  await database.batch`update tag_assignment set valid = tstzrange('2019-12-02 14:00+01', null) where vehicle_id = ${vehicleId}`
  await due()
  expect(await holds()).toEqual(['passage after-reported-sale'])
})

async function due() {
  const { vehicleId } = world.vehicles[0]!
  const row = { key: String(vehicleId), fromAt: Date.parse('2019-12-02T12:00:00+01:00') }
  await inTransaction(database.batch, (tx) => makeDue(tx, 'rate', [row]))
  await world.rate()
}

async function readHeld(): Promise<readonly string[]> {
  const rows = await database.batch<{ line: string }[]>`
    select p.passed_at || ' ' || h.reason || ' ' || h.state as line from passage_hold h join passage p on p.id = h.passage_id order by 1`
  return rows.map((row) => row.line)
}
