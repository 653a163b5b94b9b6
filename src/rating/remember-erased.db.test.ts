import { beforeEach, describe, expect, test } from 'vitest'
import { type Db, inTransaction } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { type TakeBackKey, takeBackKey } from '#passages/take-back-key.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, receive, TEST_KEY } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { explainPassage } from './explain-passage.ts'
import { readTariffs } from './read-tariffs.ts'
import { forgetErased } from './store.ts'
import type { TariffFile } from './tariff-file.ts'

const from = '2019-01-01'
const source = 'invented for tests'
const rules = (mode: 'first' | 'dearest', limit = 60): Partial<TariffFile> => ({
  hourRules: [
    {
      from,
      source,
      group: 'ring',
      stations: 'all',
      mode,
      minutes: 60,
      endInclusive: true,
      requires: ['tag'],
    },
  ],
  caps: [
    { from, source, group: 'ring', stations: 'all', perStation: false, class1: limit, requires: ['tag'] },
  ],
})

describe('an agreement with deletion (terms 5.9)', () => {
  describe('under the first passage’s hour', () => {
    const { database, world } = worldWith({ tariff: rules('first') })

    test('goes on from keyed digests alone when the first passage of a window is erased', async () => {
      await world().deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
      const [gone] = await database.owner<{ left: number; erased: number }[]>`
        select count(*) filter (where passed_at is not null or vehicle_id is not null or station_id is not null) as left,
               count(*) filter (where erased) as erased from passage`
      expect(gone).toEqual({ left: 0, erased: 1 })
      const [kept] = await database.owner<{ checkpoints: number; windows: number }[]>`
        select (select count(*) from rating_checkpoint) as checkpoints,
               (select count(*) from charge where window_start is not null or vehicle_id is not null) as windows`
      expect(kept).toEqual({ checkpoints: 0, windows: 0 })
      await world().deliver([{ at: '2019-12-02T13:00:00+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([0, 2000])
      await world().deliver([{ at: '2019-12-02T13:00:01+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([0, 2000, 2000])
      expect(await world().broken()).toEqual([])
    })

    test('frees nothing that passed before a remembered window was opened', async () => {
      await world().deliver([{ at: '2019-12-02T11:30:00+01:00', vehicle: 0 }])
      await world().deliver([
        { at: '2019-12-02T08:00:00+01:00', vehicle: 0 },
        { at: '2019-12-02T12:00:00+01:00', vehicle: 0 },
      ])
      expect(await world().amounts()).toEqual([0, 2000, 4080])
      expect(await world().broken()).toEqual([])
    })

    test('goes on in each of several windows, and in one opened in another’s minutes', async () => {
      await world().deliver([{ at: '2019-12-02T10:00:00+01:00', vehicle: 0 }])
      await world().deliver([{ at: '2019-12-02T12:03:00+01:00', vehicle: 0 }])
      await world().deliver([
        { at: '2019-12-02T10:30:00+01:00', vehicle: 0 },
        { at: '2019-12-02T12:30:00+01:00', vehicle: 0 },
      ])
      expect(await world().amounts()).toEqual([0, 0, 2000, 2000])
      await world().deliver([
        { at: '2019-12-02T12:01:00+01:00', vehicle: 0 },
        { at: '2019-12-02T13:02:00+01:00', vehicle: 0 },
      ])
      expect(await world().amounts()).toEqual([0, 0, 0, 2000, 2000, 2000])
      expect(await world().broken()).toEqual([])
    })

    test('another vehicle has nothing of it', async () => {
      await world().deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
      await world().deliver([{ at: '2019-12-02T12:10:00+01:00', vehicle: 1 }])
      expect(await world().amounts()).toEqual([2000, 2000])
    })

    test('what need not be remembered any longer is forgotten', async () => {
      await world().deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
      expect(await forgetErased(database.batch, '2019-12-04')).toBe(0)
      expect(await forgetErased(database.batch, '2019-12-05')).toBe(1)
      expect(await forgetErased(database.batch, '2020-01-04')).toBe(1)
    })
  })

  describe('under the dearest of an hour', () => {
    const { world } = worldWith({ tariff: rules('dearest') })

    test('a dearer passage after an erased one pays the rest', async () => {
      await world().deliver([{ at: '2019-12-02T14:20:00+01:00', vehicle: 0 }])
      await world().deliver([{ at: '2019-12-02T14:40:00+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([2000, 2080])
      await world().deliver([{ at: '2019-12-02T15:00:00+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([0, 2000, 2080])
      expect(await world().broken()).toEqual([])
    })
  })

  describe('with a nearly full cap', () => {
    const { world } = worldWith({ tariff: rules('first', 2) })

    test('counts on from a digest, and begins anew with the month', async () => {
      await world().deliver([
        { at: '2019-11-29T12:00:00+01:00', vehicle: 0 },
        { at: '2019-11-29T20:00:00+01:00', vehicle: 0 },
      ])
      await world().deliver([{ at: '2019-11-30T23:59:00+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([0, 2000, 2000])
      await world().deliver([{ at: '2019-12-01T02:00:00+01:00', vehicle: 0 }])
      expect(await world().amounts()).toEqual([0, 2000, 2000, 2000])
    })
  })
})

describe('an agreement with deletion that is made an ordinary one', () => {
  const { database, world } = worldWith({ tariff: rules('first', 2) })
  const madeOrdinary = () =>
    database.owner`update agreement set deletes_passages = false, deleted_passages_until = ${NOW}`
  const pass = (...times: string[]) =>
    world().deliver(times.map((at) => ({ at: `2019-12-${at}:00+01:00`, vehicle: 0 })))

  test('goes on counting from what is remembered, however often it is rated and whatever comes late', async () => {
    await pass('02T12:00')
    await pass('02T14:00')
    await madeOrdinary()
    await pass('03T12:00', '03T14:00')
    expect(await world().amounts()).toEqual([0, 0, 2000, 2000])
    await pass('04T12:00')
    await pass('03T08:00')
    expect(await world().amounts()).toEqual([0, 0, 0, 0, 2000, 2000])
    expect(await world().broken()).toEqual([])
  })

  test('goes on in a remembered window, and is explained as it is booked', async () => {
    await pass('02T12:00')
    await madeOrdinary()
    await pass('02T12:30')
    expect(await world().amounts()).toEqual([0, 2000])
    const [passage] = await database.owner`select id from passage where not erased`
    const { tariffs } = await readTariffs(database.batch)
    const explained = await inTransaction(database.batch, (tx) =>
      explainPassage(tx, tariffs, { passageId: passage!.id, partyIds: undefined, now: NOW }),
    )
    expect(explained).toMatchObject({
      agrees: true,
      rated: { amount: 0, because: [{ step: 'tariff' }, {}, {}] },
    })
  })

  test('does not keep when a passage that is erased opened the window', async () => {
    await pass('02T12:00')
    await madeOrdinary()
    await pass('02T12:30', '02T14:00')
    const kept = await database.owner`
      select p.passed_at, c.window_start from charge c join passage p on p.id = c.passage_id order by p.passed_at`
    const at = Date.parse('2019-12-02T14:00:00+01:00')
    expect(kept).toEqual([
      { passed_at: Date.parse('2019-12-02T12:30:00+01:00'), window_start: null },
      { passed_at: at, window_start: at },
      { passed_at: null, window_start: null },
    ])
    await pass('02T12:45')
    expect(await world().amounts()).toEqual([0, 0, 2000, 2000])
    const [taken] = await database.owner`select count(*) as back from charge where reverses is not null`
    expect(taken).toEqual({ back: 0 })
    expect(await world().broken()).toEqual([])
  })

  test('remembers nothing more of what passes in the months after', async () => {
    await pass('02T12:00')
    await madeOrdinary()
    await database.owner`update agreement set deleted_passages_until = '2019-11-02'`
    await pass('03T12:00', '03T14:00', '03T16:00')
    expect(await world().amounts()).toEqual([0, 2000, 2000, 2000])
  })

  test('holds no longer what waited for its tariff when that is known', async () => {
    await database.owner`truncate tariff_file`
    await pass('02T12:00')
    expect(await database.owner`select reason from uncharged_passage`).toEqual([{ reason: 'no-tariff' }])
    await madeOrdinary()
    const tariff = { ...rules('first'), stations: OPEN }
    await loadTariff(database.batch, aTariffFile(tariff))
    await inTransaction(database.batch, (tx) =>
      makeDue(tx, 'rate', [
        { key: String(world().vehicles[0]!.vehicleId), fromAt: Date.parse('2019-12-02T12:00:00+01:00') },
      ]),
    )
    await world().rate()
    expect(await world().amounts()).toContain(2000)
    expect(await database.owner`select from uncharged_passage`).toEqual([])
    expect(await world().broken()).toEqual([])
  })
})

describe('an erased passage that ended', () => {
  const { database, world } = worldWith({ tariff: {} })
  const store = async (line: string) => {
    const number = line.split(';')[1] ?? ''
    await receive(database.batch, passageFile([line], { number }))
    await acceptAll(database.batch)
  }

  test('is taken back, also where no more than its id was noted', async () => {
    await world().deliver([
      { at: '2019-12-02T12:00:00+01:00', vehicle: 0 },
      { at: '2019-12-03T12:00:00+01:00', vehicle: 0 },
    ])
    const [one, other] = await database.owner<TakeBackKey[]>`
      update passage set ended_because = 'withdrawn' where erased returning id, party_id as "partyId", month_on as "monthOn"`
    const fromAt = Date.parse('2019-12-01T00:00:00+01:00')
    await inTransaction(database.batch, (tx) =>
      makeDue(tx, 'take-back', [
        { key: takeBackKey(one!), fromAt },
        { key: String(other!.id), fromAt },
      ]),
    )
    expect(await world().broken()).toEqual([])
    await world().rate()
    const live = await database.owner`select from charge where reverses is null and reversed_by is null`
    expect(live).toHaveLength(0)
    expect(await database.owner`select from charge where reverses is not null`).toHaveLength(2)
    expect(await world().broken()).toEqual([])
  })

  test('is taken back when it was withdrawn while it was being charged', async () => {
    await store(pLine(1, { at: '2019-12-02T12:00:00+01:00', plate: 'EL10000', tag: '57800000000' }))
    const { promise: charging, resolve: mayCharge } = Promise.withResolvers<void>()
    const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
    const other = inTransaction(database.owner, async (tx) => {
      await tx`lock table charge in share mode`
      locked()
      await charging
    })
    await isLocked
    const rating = world().rate()
    await waitingFor(database.batch, 'copy charge')
    await store('W;2;1;double reading')
    expect(
      await applyCorrections(database.batch, { now: NOW, key: TEST_KEY, limits: LIMITS, limit: 10 }),
    ).toBe(1)
    mayCharge()
    await Promise.all([rating, other])
    await world().rate()
    expect(await database.owner`select erased, ended_because from passage`).toEqual([
      { erased: true, ended_because: 'withdrawn' },
    ])
    expect(await world().amounts()).toEqual([])
    expect(await world().broken()).toEqual([])
  })
})

/** Until a connection has read all and waits for a lock to write. */
async function waitingFor(db: Db, statement: string): Promise<void> {
  const isWaiting = () =>
    db`select from pg_stat_activity where wait_event_type = 'Lock' and query ilike ${`${statement}%`}`
  while ((await isWaiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

const OPEN = aTariffFile().stations.map((station) => ({ ...station, open: [{ from }] }))

function worldWith(over: { tariff: Partial<TariffFile> }) {
  const database = testDatabase()
  let world: RatingWorld | undefined
  beforeEach(async () => {
    await database.owner`truncate company, party, vehicle, tag, station, tariff_file, passage, passage_key, passage_file,
      charge, posting, balance, due, due_later, erased_memory, uncharged_passage, rating_checkpoint, staff_member restart identity cascade`
    world = await ratingWorld(database.batch, { ...over, deletes: true })
  })
  return { database, world: () => world! }
}
