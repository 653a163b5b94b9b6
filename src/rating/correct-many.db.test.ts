import { beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile } from '#test/tariff.ts'
import { bookCorrection } from './book-correction.ts'
import { decideCorrection } from './decide-correction.ts'
import { previewCorrection } from './preview-correction.ts'
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
})
