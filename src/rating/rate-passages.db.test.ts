import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, inTransaction } from '#db/connection.ts'
import { makeDue, takeDue } from '#db/due.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, KEPT, NOW, passageFile, receive } from '#test/passages.ts'
import { aTurn, booksOf, linesOf, makeHappen, settleDown } from '#test/rating-again/neighbours.ts'
import { type Story, story } from '#test/rating-again/story.ts'
import { TARIFF_FILES } from '#test/rating-again/tariffs.ts'
import { brokenIn, type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { dice } from '#test/traffic.ts'
import { ratePassages } from './rate-passages.ts'
import { readTariffs } from './read-tariffs.ts'
import type { Tariffs } from './tariffs.ts'

const SEED = 20_191_101
const STORIES = 25
const DELIVERIES = 12

describe('months of many customers', () => {
  const inOrder = testDatabase()
  const atRandom = testDatabase()
  const stories = fc.sample(story, { numRuns: STORIES, seed: SEED })

  test('come to the same delivered at random, rated between and found out late, as in order with all known', {
    timeout: 240_000,
  }, async () => {
    await deliverInOrder(inOrder.batch, stories)
    await deliverAtRandom(atRandom.batch, stories)
    const expected = await booksOf(inOrder.batch)
    expect(expected.length).toBeGreaterThan(STORIES * 5)
    expect(await booksOf(atRandom.batch)).toEqual(expected)
    expect(await brokenIn(atRandom.batch)).toEqual([])
    const [again] = await atRandom.batch<{ reversed: number }[]>`
      select count(*) as reversed from charge where reverses is not null`
    // Otherwise nothing was ever rated again, and nothing is proved.
    expect(again?.reversed).toBeGreaterThan(STORIES)
  })
})

/** All facts first, then each passage once in order, then the corrections of them. */
async function deliverInOrder(db: Db, stories: readonly Story[]): Promise<void> {
  const agreements = await settleDown(db, stories)
  for (const [i, { changes }] of stories.entries())
    for (const { change } of changes) await makeHappen(db, change, { i, agreements: agreements[i]! })
  const lines = stories.map(linesOf)
  await receive(db, passageFile(lines.flatMap((of) => of.passages)))
  await acceptAll(db)
  await receive(
    db,
    passageFile(
      lines.flatMap((of) => of.corrections),
      { number: '2' },
    ),
  )
  await acceptAll(db)
  const tariffs = await theTariffs(db)
  while (await aTurn(db, tariffs, { limit: 1_000, order: (turns) => turns }));
}

/** Shuffled, in parts, some of it twice; two workers between, of whom each does a little of everything. */
async function deliverAtRandom(db: Db, stories: readonly Story[]): Promise<void> {
  const random = dice(SEED)
  const shuffled = <T>(of: readonly T[]) =>
    of
      .map((one) => ({ one, by: random() }))
      .sort((a, b) => a.by - b.by)
      .map(({ one }) => one)
  const agreements = await settleDown(db, stories)
  const tariffs = await theTariffs(db)
  const all = shuffled(stories.flatMap((of, i) => Object.values(linesOf(of, i)).flat()))
  for (let delivery = 0; delivery < DELIVERIES; delivery++) {
    const part = all.filter((_, n) => n % DELIVERIES === delivery)
    const known = shuffled(all.slice(0, 20))
    await receive(db, passageFile([...part, ...known], { number: String(delivery) }))
    await acceptAll(db)
    for (const [i, { changes }] of stories.entries())
      for (const { change } of changes.filter((_, n) => (i % 6) + n * 3 === delivery))
        await makeHappen(db, change, { i, agreements: agreements[i]! })
    const limit = 1 + Math.floor(random() * 40)
    const worker = async (turns: number) => {
      for (let n = 0; n < turns; n++) await aTurn(db, tariffs, { limit, order: shuffled })
    }
    await Promise.all([worker(2), worker(3)])
  }
  while (await aTurn(db, tariffs, { limit: 1_000, order: (turns) => turns }));
}

/** Whoever drew these months has drawn impossible travels as well: nothing is suspicious here. */
async function theTariffs(db: Db): Promise<Tariffs> {
  const { tariffs } = await readTariffs(db)
  return { ...tariffs, suspicion: undefined }
}

describe('a passage that is still free when a late one has opened its hour', () => {
  const database = testDatabase()

  test('keeps its charge, and tells who opened it now', async () => {
    const { hourRules } = TARIFF_FILES[0]!
    const world = await ratingWorld(database.batch, {
      tariff: {
        hourRules: hourRules.map((row) => ({ ...row, stations: 'all' as const, mode: 'first' as const })),
      },
    })
    const chargeOf = async (at: string) => {
      const [charge] = await database.batch<{ id: number; opener: boolean; windowStart: number }[]>`
        select c.id, (c.because::jsonb @? ('$[*].opener ? (@ == ' || o.id || ')')::jsonpath) as opener,
               c.window_start as "windowStart"
        from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id
        cross join lateral (select id from passage order by passed_at limit 1) o
        where p.passed_at = ${at}::timestamptz and c.reverses is null and c.reversed_by is null`
      return charge!
    }
    await world.deliver([
      { at: '2019-12-02T11:00:00+01:00', vehicle: 0 },
      { at: '2019-12-02T11:20:00+01:00', vehicle: 0 },
    ])
    const before = await chargeOf('2019-12-02T11:20:00+01:00')
    await world.deliver([{ at: '2019-12-02T10:40:00+01:00', vehicle: 0 }])
    expect(await chargeOf('2019-12-02T11:20:00+01:00')).toEqual({
      id: before.id,
      opener: true,
      windowStart: Date.parse('2019-12-02T10:40:00+01:00'),
    })
    // Only the former opener's was taken back.
    expect(await database.batch`select from charge where reverses is not null`).toHaveLength(1)
    expect(await world.broken()).toEqual([])
  })
})

describe('two workers on one vehicle', () => {
  const database = testDatabase()
  let world: RatingWorld
  let tariffs: Tariffs
  beforeAll(async () => {
    const { hourRules, caps } = TARIFF_FILES[0]!
    const everywhere = <Row extends { stations: unknown }>(row: Row) => ({ ...row, stations: 'all' as const })
    world = await ratingWorld(database.batch, {
      tariff: { hourRules: hourRules.map(everywhere), caps: caps.map(everywhere) },
    })
    tariffs = await theTariffs(database.batch)
    const at = (hour: number, minute: number) =>
      `2019-12-02T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+01:00`
    await world.deliver(
      Array.from({ length: 12 }, (_, i) => ({ at: at(10 + Math.floor(i / 2), (i % 2) * 40), vehicle: 0 })),
    )
  })
  const rate = async () => ratePassages(database.batch, async () => tariffs, { now: NOW, limit: 1, ...KEPT })
  const due = async () => {
    const { vehicleId } = world.vehicles[0]!
    const row = { key: String(vehicleId), fromAt: Date.parse('2019-12-01T00:00:00+01:00') }
    await inTransaction(database.batch, (tx) => makeDue(tx, 'rate', [row]))
  }

  test('work at READ COMMITTED', async () => {
    const [row] = await inTransaction(
      database.batch,
      async (tx) => tx<{ level: string }[]>`select current_setting('transaction_isolation') as level`,
    )
    expect(row?.level).toBe('read committed')
  })

  test('never have it at once: what becomes due meanwhile waits for the one who has it', async () => {
    await due()
    await inTransaction(database.batch, async (tx) => {
      expect(await takeDue(tx, 'rate', 10)).toHaveLength(1)
      await due()
      // Whoever waited for it would wait for ever here.
      expect(await Promise.race([rate(), setTimeout(3_000, 'waits')])).toBe(0)
    })
    expect(await rate()).toBe(1)
    expect(await rate()).toBe(0)
  })
})
