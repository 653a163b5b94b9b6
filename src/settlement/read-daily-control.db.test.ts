import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import {
  AMIR,
  arrive,
  invoice,
  KARI,
  morningOf,
  passes,
  rate,
  replaces,
  someCustomers,
} from './books.test-world.ts'
import { accountedFor, type DayCounts, notYet } from './control.ts'
import { controlIn, readDailyControl } from './read-daily-control.ts'
import { tellDifferences } from './tell-differences.ts'

const database = testDatabase()
const DAY = '2019-11-26'
const NEXT = '2019-11-27'
const NOW = morningOf(NEXT)

const control = (day: string, to = day, now = NOW) => readDailyControl(database.batch, { from: day, to, now })
const countsOf = async (day: string): Promise<DayCounts> => {
  const { days, differences } = await control(day)
  expect(differences).toEqual([])
  const counts = days.find((one) => one.charger === 'ferde')!
  expect(accountedFor(counts)).toBe(counts.in)
  return counts
}

beforeAll(async () => {
  await someCustomers(database.batch)
  await arrive(
    database.batch,
    DAY,
    passes(1, 25),
    passes(2, 25, { tag: KARI, minute: 30 }),
    passes(3, 25, { tag: KARI, lane: '9', minute: 40 }),
    passes(4, 25, { tag: AMIR }),
    passes(5, 25, { plate: 'XX10000' }),
    passes(6, 25, { tag: KARI, station: 'nowhere' }),
    passes(7, 25, { tag: '99999999' }),
    passes(8, 25, { tag: KARI, minute: 50 }),
    passes(9, 25, { plate: 'XX10001' }),
    passes(1, 25),
  )
})

/** In order: each day builds on the one before. */
describe('the passages of a day', () => {
  test('that are not rated yet are to be rated, and none is missing', async () => {
    expect(await countsOf(DAY)).toMatchObject({ in: 9, charged: 0, toRate: 5, rejected: 1 })
  })

  test('are charged, free, rejected or wait; a line delivered twice is in once', async () => {
    await rate(database.batch, DAY)
    expect(await countsOf(DAY)).toMatchObject({
      in: 9,
      charged: 4,
      free: 1,
      rejected: 1,
      waitingForOwner: 2,
      otherIssuer: 1,
      withdrawn: 0,
      invoiced: 0,
    })
  })

  test('are counted where they were received, not where they passed', async () => {
    expect((await control('2019-11-25')).days).toEqual([])
  })

  test('that are invoiced are told from those that are not yet', async () => {
    expect(notYet(await countsOf(DAY))).toBe(4)
    await invoice(database.batch, DAY)
    const counts = await countsOf(DAY)
    expect([counts.invoiced, notYet(counts)]).toEqual([4, 0])
    expect(counts.invoicedOre).toBe(counts.chargedOre)
    expect(counts.chargedOre).toBe(8_000)
  })

  test('withdrawn and replaced after the invoice are credited, and what replaces one is in on its own day', async () => {
    await arrive(
      database.batch,
      NEXT,
      'W;20;1;double reading',
      replaces(21, 2, 25, 31),
      'W;22;5;double reading',
      'W;23;4;double reading',
    )
    // Applied, but not rated: they stand no longer and are charged, which is somebody's work and no difference.
    await rate(database.batch, NEXT)
    const day = await countsOf(DAY)
    expect(day).toMatchObject({ in: 9, charged: 1, withdrawn: 4, waitingForOwner: 1, invoiced: 1 })
    expect([day.chargedOre, day.invoicedOre, day.notYetOre]).toEqual([2_000, 8_000, -6_000])
    expect(await countsOf(NEXT)).toMatchObject({ in: 1, charged: 1, chargedOre: 2_000, notYetOre: 2_000 })
  })

  test('taken back on a later day are booked on that day', async () => {
    expect(await countsOf(DAY)).toMatchObject({ madeOre: 8_000, postedOre: 8_000 })
    expect(await countsOf(NEXT)).toMatchObject({ madeOre: -4_000, postedOre: -4_000 })
  })

  test('given to another agreement are in once, and charged there', async () => {
    const before = await countsOf(DAY)
    await reattribute(database.batch)
    const after = await countsOf(DAY)
    // Amir has not been invoiced for it; Kari has, and gets it back.
    expect([before.invoiced, after.invoiced]).toEqual([1, 0])
    const { invoiced, notYetOre, ...rest } = after
    expect(before).toMatchObject(rest)
    expect(notYetOre).toBe(before.notYetOre)
    expect(invoiced + notYet(after)).toBe(after.charged)
  })

  test('of all days are in one answer', async () => {
    const { days, differences } = await control('2000-01-01', '2019-12-02')
    expect(days.map((one) => one.day)).toContain(DAY)
    expect(days.map((one) => one.day)).toContain(NEXT)
    expect(differences).toEqual([])
  })
})

/** Sequence 8, which Kari paid for, turns out to have been Amir's vehicle. */
async function reattribute(db: Db): Promise<void> {
  const [amir] = await db<{ party_id: number; agreement_id: number }[]>`
    select a.party_id, a.id as agreement_id from agreement a join party p on p.id = a.party_id where p.name = 'Amir'`
  await db`
    update tag_assignment set party_id = ${amir!.party_id}, agreement_id = ${amir!.agreement_id}
    where tag_id = (select id from tag where tag_number = ${KARI})`
  const [vehicle] = await db<{ id: number }[]>`select id from vehicle where plate = 'EK12345'`
  await db`
    insert into due (kind, slot, part, keys, from_at)
    values ('re-attribute', 0, 0, array[${`vehicle ${vehicle!.id}`}], '{2019-11-01}')`
  await rate(db, NEXT)
  const moved = await db`select from passage where ended_because = 're-attributed'`
  expect(moved.length).toBeGreaterThan(0)
}

const WITHDRAWN = `update passage set ended_because = 'withdrawn' where sequence = 21 and ended_because is null`

/** Each planted alone, and undone. Constraints that would stop it are taken away first. */
const FAULTS: Record<string, string> = {
  'no-outcome': `delete from uncharged_passage where reason = 'lane-does-not-charge'`,
  'two-outcomes': `insert into uncharged_passage select passage_id, month_on, party_id, vehicle_id, 'held', 'no-tariff', now()
    from charge where reverses is null and reversed_by is null limit 1`,
  'ended-yet-charged': WITHDRAWN,
  stuck: `update passage_waiting set next_try_at = '2019-11-26' where state = 'waiting-for-owner'`,
  'file-differs': `update passage_file set rejected_count = rejected_count + 1, declared_count = declared_count + 1 where rejected_count > 0`,
  'invoiced-otherwise': `update invoice_line set amount_ore = amount_ore + 1 where id = (select min(id) from invoice_line)`,
  'booked-otherwise': `update posting set amount_ore = amount_ore + 1 where id = (select min(id) from posting where kind = 'charge')`,
}

describe('the control finds', () => {
  const planted = async (sql: string, now = NOW) => {
    const undo = new Error('undo')
    let found: Awaited<ReturnType<typeof controlIn>> | undefined
    await database.owner
      .begin(async (tx) => {
        await tx.unsafe(sql)
        found = await controlIn(tx as never, { from: DAY, to: NEXT, now })
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    return found!.differences
  }

  test.each(Object.entries(FAULTS))('%s, with what it is', async (kind, sql) => {
    const differences = await planted(sql)
    expect(differences.map((one) => one.kind)).toContain(kind)
    const one = differences.find((found) => found.kind === kind)!
    expect(one.count).toBeGreaterThan(0)
    expect(one.ids).toHaveLength(Math.min(one.count, 20))
    expect(differences.map((found) => found.kind)).not.toContain('sum-differs')
  })

  test.each([
    [
      'a passage that is gone',
      `delete from passage where sequence = 21 and ended_because is null`,
      ['passage-gone'],
    ],
    [
      'a charge that is gone',
      `delete from charge where reverses is null and reversed_by is null`,
      ['no-outcome', 'booked-otherwise'],
    ],
    [
      'a posting that is gone',
      `delete from posting where kind = 'charge' and id = (select min(id) from posting)`,
      ['booked-otherwise'],
    ],
    [
      'a charge of nobody’s passage booked',
      `insert into posting select (jsonb_populate_record(p, jsonb_build_object('id', p.id + 900, 'ref_id', 999))).* from posting p where kind = 'charge' limit 1`,
      ['booked-otherwise'],
    ],
    [
      'a reversal on an invoice whose charge is on none',
      `update invoice_line l set charge_id = c.reversed_by, amount_ore = -l.amount_ore from charge c where c.id = l.charge_id and c.reversed_by is not null`,
      ['invoiced-otherwise'],
    ],
    [
      'a stored line that its file did not accept',
      `update passage_file set accepted_count = accepted_count - 1, declared_count = declared_count - 1 where rejected_count > 0`,
      ['file-differs'],
    ],
    ['a rejected line that is gone', `delete from rejected_line`, ['file-differs']],
    [
      'a passage moved to a file of another day',
      `update passage set file_id = 999 where sequence = 8 and ended_because is null`,
      ['file-differs'],
    ],
  ])('%s', async (_, sql, kinds) => {
    const found = (await planted(sql)).map((one) => one.kind)
    expect(found.length).toBeGreaterThan(0)
    for (const kind of kinds) expect(found).toContain(kind)
  })

  test('no fault where work is due', async () => {
    // It is erased by now (terms 5.9), so it is taken back by itself.
    const passage = `(select id::text from passage where sequence = 21 and ended_because is null)`
    const due = `insert into due (kind, slot, part, keys, from_at) values ('take-back', 0, 0, array[${passage}], '{2019-11-01}')`
    expect(await planted(`${due}; ${WITHDRAWN}`)).toEqual([])
  })

  test('no more ids than asked for, and how many there are', async () => {
    const undo = new Error('undo')
    await database.owner
      .begin(async (tx) => {
        await tx`delete from uncharged_passage`
        await tx`delete from charge where reverses is null and reversed_by is null`
        const { differences } = await controlIn(tx as never, { from: DAY, to: DAY, now: NOW, idsMax: 1 })
        const lost = differences.find((one) => one.kind === 'no-outcome')!
        expect(lost.ids).toHaveLength(1)
        expect(lost.count).toBeGreaterThan(1)
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
  })
})

test('what it finds is mailed once to the toll charger’s staff who can see to it', async () => {
  await database.owner`update staff_member set role = 'reader'`
  await database.owner`insert into staff_member (company_id, name, email, role) select id, code, code || '@brikke.test', 'finance' from company`
  await database.owner`insert into staff_member (company_id, name, email, role) select id, code, code || '-answers@brikke.test', 'case-worker' from company`
  const differences = [{ day: DAY, charger: 'ferde', kind: 'no-outcome', count: 2, ids: [11, 12] }] as const
  expect(await tellDifferences(database.batch, { day: DAY, differences, now: NOW })).toBe(1)
  expect(await tellDifferences(database.batch, { day: DAY, differences, now: NOW })).toBe(0)
  expect(await tellDifferences(database.batch, { day: NEXT, differences: [], now: NOW })).toBe(0)
  const mails = await database.owner<{ recipient: string; body: string }[]>`
    select recipient, body from outbox where dedupe_key like 'control%'`
  expect(mails).toEqual([
    { recipient: 'ferde@brikke.test', body: expect.stringContaining('- no-outcome: 2 (11, 12)') },
  ])
})
