import { beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { rewritePassages, withdrawPassages } from '#passages/put-right.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, NOW, passageFile, pLine, receive } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile } from '#test/tariff.ts'
import { aCompany, aStation } from '#test/world.ts'
import { bookCorrection } from './book-correction.ts'
import { decideCorrection } from './decide-correction.ts'
import { previewCorrection } from './preview-correction.ts'
import { readCorrections, readStationId } from './read-correction.ts'
import { requestCorrection, requestUndoing } from './request-correction.ts'

const SAYS = {
  nb: 'Klokken på stasjonen gikk feil.',
  nn: 'Klokka på stasjonen gjekk feil.',
  en: 'The clock was wrong.',
}
const OF = {
  project: undefined,
  stationId: 1,
  from: Date.parse('2019-12-02T00:00:00+01:00'),
  to: Date.parse('2019-12-03T00:00:00+01:00'),
}
/** 09:05 by a clock that is seven minutes fast: it was rush hour. */
const LATE = '2019-12-02T09:05:00+01:00'

describe('a correction for many at once', () => {
  const database = testDatabase()
  let world: RatingWorld
  beforeAll(async () => {
    world = await ratingWorld(database.batch)
    await world.deliver([
      { at: LATE, vehicle: 0 },
      { at: LATE, vehicle: 1 },
      { at: '2019-12-02T12:00:00+01:00', vehicle: 2 },
    ])
  })

  const ask = async (over: Partial<Parameters<typeof requestCorrection>[1]> = {}) => {
    const asked = await requestCorrection(database.batch, {
      fault: { kind: 'clock-error', shiftSeconds: -420 },
      of: OF,
      says: SAYS,
      by: 'kari@brikke.test',
      now: NOW,
      ...over,
    })
    if (isRefusal(asked)) throw new Error(asked.refused)
    return asked
  }
  const decide = (correctionId: number, by: string) =>
    decideCorrection(database.batch, { correctionId, state: 'approved', by, now: NOW })
  const book = async () => {
    while ((await bookCorrection(database.batch, { now: NOW, vehicles: 1 })) > 0);
    await world.rate()
  }
  const preview = async (correctionId: number) => {
    const found = await previewCorrection(database.batch, correctionId, { now: NOW, progress: () => {} })
    if (isRefusal(found)) throw new Error(found.refused)
    return found
  }

  test('is refused to a stranger, and of a station nobody knows', async () => {
    const request = { fault: { kind: 're-rate' } as const, of: OF, says: SAYS, now: NOW }
    expect(await requestCorrection(database.batch, { ...request, by: 'nobody' })).toEqual({
      refused: 'unknown-staff',
    })
    expect(
      await requestCorrection(database.batch, {
        ...request,
        of: { ...OF, stationId: 999 },
        by: 'kari@brikke.test',
      }),
    ).toEqual({ refused: 'unknown-station' })
  })

  test('is previewed, approved by another, booked, and taken back to the øre', async () => {
    const before = await world.balances()
    expect(await world.amounts()).toEqual([2000, 2000, 2000])
    const { correctionId, passages } = await ask()
    expect(passages).toBe(3)
    expect(await decide(correctionId, 'ola@brikke.test')).toEqual({ refused: 'not-previewed' })
    const found = await preview(correctionId)
    expect(found).toMatchObject({ passages: 3, customers: 2, chargedOre: 4160, creditedOre: 0 })
    expect(await world.balances()).toEqual(before)
    expect(await decide(correctionId, 'kari@brikke.test')).toEqual({ refused: 'same-person-approves' })
    expect(await decide(correctionId, 'ola@brikke.test')).toBeUndefined()
    expect(await decide(correctionId, 'ola@brikke.test')).toEqual({ refused: 'already-decided' })
    await book()
    expect(await world.amounts()).toEqual([2000, 4080, 4080])
    expect(await world.broken()).toEqual([])
    const undoing = await requestUndoing(database.batch, {
      correctionId,
      says: SAYS,
      by: 'ola@brikke.test',
      now: NOW,
    })
    if (isRefusal(undoing)) throw new Error(undoing.refused)
    expect(undoing.passages).toBe(3)
    expect(await preview(undoing.correctionId)).toMatchObject({ chargedOre: 0, creditedOre: 4160 })
    expect(await decide(undoing.correctionId, 'kari@brikke.test')).toBeUndefined()
    await book()
    expect(await world.balances()).toEqual(before)
    expect(await world.amounts()).toEqual([2000, 2000, 2000])
    expect(await world.broken()).toEqual([])
  })

  test('of a tariff holds from its approval, and rates what it is about', async () => {
    const file = aTariffFile()
    const [row] = file.tariffs
    const tariff = {
      ...file,
      tariffs: [{ ...row!, class1: { ...row!.class1, normal: { off: 20, rush: 51 } } }],
    }
    const { correctionId } = await ask({
      fault: { kind: 'tariff', tariff },
      of: { ...OF, stationId: undefined, project: 'bergen' },
    })
    expect(await preview(correctionId)).toMatchObject({ customers: 3, creditedOre: 1200 })
    expect(await decide(correctionId, 'ola@brikke.test')).toBeUndefined()
    await book()
    expect(await world.amounts()).toEqual([1600, 1600, 1600])
    // Another one since: taking the first back would undo both.
    const undoing = { correctionId, says: SAYS, by: 'ola@brikke.test', now: NOW }
    const asked = await requestUndoing(database.batch, undoing)
    if (isRefusal(asked)) throw new Error(asked.refused)
    await preview(asked.correctionId)
    await database.owner`update tariff_file set content = content || '{"name": "Another"}'`
    expect(await decide(asked.correctionId, 'kari@brikke.test')).toEqual({ refused: 'tariff-changed-since' })
    expect(await requestUndoing(database.batch, undoing)).toEqual({ refused: 'tariff-changed-since' })
    await database.owner`update tariff_file set content = ${JSON.stringify(tariff)}::text::jsonb`
    expect(await decide(asked.correctionId, 'kari@brikke.test')).toBeUndefined()
    await book()
    expect(await world.amounts()).toEqual([2000, 2000, 2000])
  })

  test('of a tariff strikes no passage but those that are chosen', async () => {
    const file = aTariffFile()
    const request = {
      fault: { kind: 'tariff' as const, tariff: { ...file, tariffs: [], stations: file.stations } },
      of: { ...OF, stationId: undefined, project: 'bergen', to: Date.parse('2019-12-02T09:00:00+01:00') },
      says: SAYS,
      by: 'kari@brikke.test',
      now: NOW,
    }
    expect(await requestCorrection(database.batch, request)).toEqual({ refused: 'tariff-outside-period' })
  })

  test('names its station by its charger where two have one of that code', async () => {
    expect(await readStationId(database.batch, 'bergen-1')).toBe(1)
    await aCompany(database.owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
    const id = await aStation(database.owner, {
      chargerId: 2,
      code: 'bergen-1',
      name: 'En annen',
      project: 'oslo',
    })
    expect(await readStationId(database.batch, 'bergen-1')).toEqual({ refused: 'station-of-several' })
    expect(await readStationId(database.batch, 'fjellinjen/bergen-1')).toBe(id)
    expect(await readStationId(database.batch, 'ferde/bergen-1')).toBe(1)
    expect(await readStationId(database.batch, 'ferde/bergen-9')).toEqual({ refused: 'unknown-station' })
  })

  const undo = async (correctionId: number) => {
    const undoing = await requestUndoing(database.batch, {
      correctionId,
      says: SAYS,
      by: 'ola@brikke.test',
      now: NOW,
    })
    if (isRefusal(undoing)) throw new Error(undoing.refused)
    const found = await preview(undoing.correctionId)
    await decide(undoing.correctionId, 'kari@brikke.test')
    await book()
    return found
  }
  const standing = async () =>
    (
      await database.batch<{ at: number }[]>`
        select passed_at as at from passage where ended_because is null union all
        select passed_at from passage_waiting where state <> 'withdrawn' order by 1`
    ).map(({ at }) => at)

  test('changes the row that stands when it is booked, and is undone where it changed one', async () => {
    const before = { at: await standing(), amounts: await world.amounts(), balances: await world.balances() }
    const { correctionId } = await ask()
    await preview(correctionId)
    await decide(correctionId, 'ola@brikke.test')
    // In between, one is found to be written anew, and one is withdrawn.
    const [moved, withdrawn] = await database.batch<{ partyId: number; id: number; monthOn: string }[]>`
      select party_id as "partyId", id, month_on as "monthOn" from passage where ended_because is null order by vehicle_id`
    await inTransaction(database.batch, async (tx) => {
      await rewritePassages(tx, [moved!], { shiftMs: 0, which: 'standing', now: NOW })
      await withdrawPassages(tx, [withdrawn!])
    })
    await book()
    expect((await standing()).map((at) => (at - before.at[0]!) / 60_000)).toEqual([-7, 168])
    const listed = (await readCorrections(database.batch)).find(({ id }) => id === correctionId)
    expect(listed).toMatchObject({ state: 'booked', passages: 3, done: 2, passedOver: 1 })
    // It is given back by its own hands; the correction never was about it.
    await inTransaction(database.batch, (tx) =>
      rewritePassages(tx, [withdrawn!], { shiftMs: 0, which: 'withdrawn', now: NOW }),
    )
    await world.rate()
    expect(await undo(correctionId)).toMatchObject({ passages: 2 })
    expect(await standing()).toEqual(before.at)
    expect(await world.amounts()).toEqual(before.amounts)
    expect(await world.balances()).toEqual(before.balances)
    expect(await world.broken()).toEqual([])
  })

  test('is about passages that wait, too: of an owner nobody knows yet, and without a vehicle', async () => {
    const before = await standing()
    await receive(
      database.batch,
      passageFile(
        [
          pLine(901, { at: LATE, plate: 'SU12345', country: 'SE' }),
          pLine(902, { at: LATE, tag: '98700000001' }),
        ],
        { number: '901' },
      ),
    )
    await acceptAll(database.batch, NOW)
    expect(
      await database.batch`select state, vehicle_id is null as nobody from passage_waiting order by id`,
    ).toEqual([
      { state: 'waiting-for-owner', nobody: false },
      { state: 'other-issuer', nobody: true },
    ])
    const { correctionId, passages } = await ask()
    expect(passages).toBe(5)
    expect(await preview(correctionId)).toMatchObject({ passages: 5, waiting: 2, passedOver: 0 })
    await decide(correctionId, 'ola@brikke.test')
    await book()
    const shifted = before.map((at) => at - 420_000)
    const late = Date.parse(LATE)
    expect(await standing()).toEqual([...shifted, late - 420_000, late - 420_000].sort((a, b) => a - b))
    expect(await world.broken()).toEqual([])
    expect(await undo(correctionId)).toMatchObject({ passages: 5 })
    expect(await standing()).toEqual([...before, late, late].sort((a, b) => a - b))
  })

  test('takes passages away that never were, and gives them back', async () => {
    const before = await world.balances()
    const { correctionId } = await ask({ fault: { kind: 'withdrawal' } })
    await preview(correctionId)
    await decide(correctionId, 'ola@brikke.test')
    await book()
    expect(await world.amounts()).toEqual([])
    const undoing = await requestUndoing(database.batch, {
      correctionId,
      says: SAYS,
      by: 'ola@brikke.test',
      now: NOW,
    })
    if (isRefusal(undoing)) throw new Error(undoing.refused)
    await preview(undoing.correctionId)
    await decide(undoing.correctionId, 'kari@brikke.test')
    await book()
    expect(await world.balances()).toEqual(before)
    expect(await world.broken()).toEqual([])
  })

  test('of a clock shows what the vehicle pays that the tag sat in at the right instant', async () => {
    const [tag] = await database.owner<{ id: number }[]>`
      insert into tag (tag_number, issuer_id, kind, state) values ('57800000009', 1, 'light', 'active') returning id`
    for (const [i, valid] of [
      '[2019-01-15,2019-12-05T11:57:00+01:00)',
      '[2019-12-05T11:57:00+01:00,)',
    ].entries()) {
      const { agreementId, partyId } = world.vehicles[i]!
      await database.owner`
        with v as (insert into vehicle (country, plate, category, total_weight_kg, energy, euro_class)
          values ('NO', ${`EL2000${i}`}, 'M1', 1900, 'petrol', 6) returning id)
        insert into tag_assignment (agreement_id, party_id, vehicle_id, tag_id, valid)
        select ${agreementId}, ${partyId}, id, ${tag!.id}, ${valid}::tstzrange from v`
    }
    const line = pLine(911, { at: '2019-12-05T12:00:00+01:00', tag: '57800000009' })
    await receive(database.batch, passageFile([line], { number: '911' }))
    await acceptAll(database.batch, NOW)
    await world.rate()
    const day = { from: Date.parse('2019-12-05T00:00:00+01:00'), to: Date.parse('2019-12-06T00:00:00+01:00') }
    const { correctionId } = await ask({ of: { ...OF, ...day } })
    const found = await preview(correctionId)
    expect(found).toMatchObject({ customers: 2, chargedOre: 2000, creditedOre: 2000 })
    const [last] = await database.batch<{ id: number }[]>`select max(id) as id from charge`
    await decide(correctionId, 'ola@brikke.test')
    await book()
    const booked = await database.batch`
      select party_id as "partyId", sum(amount_ore) as "amountOre" from charge where id > ${last!.id} group by 1 order by 1`
    expect([...booked]).toEqual(found.largest.toSorted((a, b) => a.partyId - b.partyId))
  })
})
