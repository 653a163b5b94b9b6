import { describe, expect, test } from 'vitest'
import { blockAgreement } from '#agreements/block-agreement.ts'
import { moveTag } from '#tags/move-tag.ts'
import { reportSale } from '#tags/report-sale.ts'
import { reportStolenTag } from '#tags/report-stolen-tag.ts'
import { NOW } from '#test/passages.ts'
import { aVehicle } from '#test/world.ts'
import {
  aCustomer,
  again,
  db,
  december,
  did,
  KARIS_TAG,
  kari,
  karisByPlate,
  karisByTag,
  passes,
  whose,
} from './attribution.test-world.ts'
import { reattribute } from './re-attribute.ts'

const TERMS = { moveDaysBackMax: 3 }

describe('a tag moved to another vehicle', () => {
  const move = (day: number, now = NOW, plate = 'EL20000') =>
    did((tx) =>
      moveTag(tx, {
        tagNumber: KARIS_TAG,
        toVehicle: { country: 'NO', canonical: plate },
        effectiveOn: `2019-12-${String(day).padStart(2, '0')}`,
        now,
        terms: TERMS,
      }),
    )

  test('two days back takes what its tag was read for since then; what was before stays', async () => {
    await passes(7, { tag: KARIS_TAG })
    await passes(8, { tag: KARIS_TAG })
    await passes(9, { tag: KARIS_TAG, plate: 'EL20000' })
    await passes(9, { plate: 'EK12345' })
    expect(await whose()).toEqual([
      `1 ${karisByTag()}`,
      `2 ${karisByTag()}`,
      `3 agreement ${kari.agreementId} by tag in 2 of another vehicle`,
      `4 ${karisByPlate()}`,
    ])
    expect(await move(8)).toEqual({ holdsFrom: december(8, 0) })
    await again()
    expect(await whose()).toEqual([
      `1 ${karisByTag()}`,
      `2 agreement ${kari.agreementId} by tag in 2`,
      `3 agreement ${kari.agreementId} by tag in 2`,
      `4 waiting-for-owner in ${kari.vehicleId}`,
    ])
    const [ended] = await db.batch`select count(*) as n from passage where ended_because = 're-attributed'`
    expect(ended?.n).toBe(3)
    const dangling = await db.batch`
      select from passage_key k where not exists (select from passage p where p.id = k.passage_id and ended_because is null)
        and not exists (select from passage_waiting w where w.id = k.passage_id)`
    expect(dangling).toHaveLength(0)
  })

  test('makes both vehicles due for rating from the first passage that changes', async () => {
    await passes(8, { tag: KARIS_TAG })
    await passes(9, { tag: KARIS_TAG })
    await db.owner`truncate due`
    await move(8)
    await again()
    const due = await db.batch<{ key: string; from_at: number }[]>`
      select key, min(from_at) as from_at from due_key where kind = 'rate' group by key order by key`
    expect([...due]).toEqual([
      { key: String(kari.vehicleId), from_at: december(8) },
      { key: '2', from_at: december(8) },
    ])
  })

  test('again on the same day takes the earlier move’s place', async () => {
    await passes(9, { tag: KARIS_TAG })
    await move(9)
    await move(9, NOW, 'EL30000')
    await again()
    expect(await whose()).toEqual([`1 agreement ${kari.agreementId} by tag in 3`])
    const moves =
      await db.batch`select from_vehicle_id as from, to_vehicle_id as to from tag_move order by id`
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      [kari.vehicleId, 2],
      [2, 3],
    ])
  })

  test('into one that stood under the agreement without a tag gives it the tag', async () => {
    const [v] = await db.batch<
      { id: number }[]
    >`insert into vehicle (country, plate) values ('NO', 'EL20000') returning id`
    await db.batch`insert into tag_assignment (agreement_id, party_id, vehicle_id, valid)
      values (${kari.agreementId}, ${kari.partyId}, ${v!.id}, '[2019-01-15,)')`
    expect(await move(9)).toEqual({ holdsFrom: december(9, 0) })
    const rows =
      await db.batch`select tag_id from tag_assignment where vehicle_id = ${v!.id} and valid @> ${NOW}::timestamptz`
    expect(rows.map((row) => row.tag_id)).toEqual([1])
  })

  test('is refused with its reason, and nothing is changed', async () => {
    await aCustomer('EX10000', '5780009')
    await aVehicle(db.batch, {
      plate: 'EX20000',
      agreementId: kari.agreementId,
      partyId: kari.partyId,
      tagNumber: '5780008',
    })
    const before = await db.batch`select * from tag_assignment order by id`
    expect(await move(6)).toEqual({ refused: 'move-too-far-back' })
    expect(await move(11)).toEqual({ refused: 'move-in-the-future' })
    expect(await move(9, NOW, 'EK12345')).toEqual({ refused: 'same-vehicle' })
    expect(await move(9, NOW, 'EX10000')).toEqual({ refused: 'vehicle-under-another-agreement' })
    expect(await move(9, NOW, 'EX20000')).toEqual({ refused: 'vehicle-has-another-tag' })
    expect(await db.batch`select * from tag_assignment order by id`).toEqual(before)
    await move(10)
    expect(await move(9, NOW + 1, 'EL30000')).toEqual({ refused: 'tag-moved-since' })
  })
})

test('a sold vehicle is the seller’s until the notice is received, never shorter (terms 2.8)', async () => {
  await passes(8, { tag: KARIS_TAG })
  await passes(9, { plate: 'EK12345' })
  await passes(9, { plate: 'EK12345', at: december(9, 14) })
  const vehicle = { country: 'NO', canonical: 'EK12345' }
  const noticeAt = december(9, 13)
  expect(await did((tx) => reportSale(tx, { vehicle, noticeAt, now: NOW }))).toEqual({
    agreementId: kari.agreementId,
  })
  await again()
  expect(await whose()).toEqual([
    `1 ${karisByTag()}`,
    `2 ${karisByPlate()}`,
    `3 waiting-for-owner in ${kari.vehicleId}`,
  ])
  expect(await db.batch`select notice_at from vehicle_sale`).toMatchObject([{ notice_at: noticeAt }])
  expect(await did((tx) => reportSale(tx, { vehicle, noticeAt, now: NOW }))).toEqual({
    refused: 'vehicle-not-registered',
  })
})

test('a tag stolen and reported to the police pays nothing from then on; its vehicle does, by plate (terms 2.6)', async () => {
  await passes(7, { tag: KARIS_TAG, plate: 'EX99999' })
  await passes(9, { tag: KARIS_TAG, plate: 'EX99999' })
  await passes(9, { tag: KARIS_TAG, plate: 'EK12345' })
  await passes(9, { tag: KARIS_TAG })
  const theft = {
    tagNumber: KARIS_TAG,
    policeReference: '1234/19',
    reportedAt: december(8),
    now: december(9, 13),
  }
  expect(await did((tx) => reportStolenTag(tx, { ...theft, policeReference: ' ' }))).toEqual({
    refused: 'no-police-report',
  })
  await did((tx) => reportStolenTag(tx, theft))
  expect(await did((tx) => reportStolenTag(tx, theft))).toEqual({ refused: 'tag-already-stolen' })
  await again()
  expect(await whose()).toEqual([
    `1 agreement ${kari.agreementId} by tag in 2 of another vehicle`,
    '2 waiting-for-owner in 2',
    `3 ${karisByPlate()}`,
    '4 other-issuer',
  ])
  expect(
    await db.batch`select tag_id from tag_assignment where vehicle_id = ${kari.vehicleId} and upper_inf(valid)`,
  ).toEqual([{ tag_id: null }])
  await passes(9, { tag: KARIS_TAG, plate: 'EX99999', at: december(9, 14) })
  await passes(9, { tag: KARIS_TAG, plate: 'EK12345', at: december(9, 15) })
  expect((await whose()).slice(4)).toEqual(['5 waiting-for-owner in 2', `6 ${karisByPlate()}`])
})

describe('another issuer’s tag', () => {
  test('is never an owner’s invoice, also where the plate’s agreement is blocked', async () => {
    await did((tx) =>
      blockAgreement(tx, { agreementId: kari.agreementId, because: 'credit-limit', at: december(1) }),
    )
    await passes(9, { tag: '9990001', plate: 'EK12345' })
    await passes(9, { tag: '9990001', plate: 'XX11111' })
    expect(await whose()).toEqual([`1 other-issuer in ${kari.vehicleId}`, '2 other-issuer in 2'])
  })

  test('that turns out to be one of ours is our agreement’s', async () => {
    await passes(9, { tag: '5780077' })
    await passes(9, { tag: '5780077', plate: 'EK12345' })
    expect(await whose()).toEqual(['1 other-issuer', `2 ${karisByPlate()}`])
    const ola = await aCustomer('EL54321', '5780077')
    const [tag] = await db.batch<{ id: number }[]>`select id from tag where tag_number = '5780077'`
    const what = { vehicleIds: [], tagIds: [tag!.id], fromAt: 0 }
    expect(await did((tx) => reattribute(tx, what, { now: NOW }))).toBe(2)
    expect(await whose()).toEqual([
      `1 agreement ${ola.agreementId} by tag in ${ola.vehicleId}`,
      `2 agreement ${ola.agreementId} by tag in ${kari.vehicleId} of another vehicle`,
    ])
    expect(await did((tx) => reattribute(tx, what, { now: NOW }))).toBe(0)
  })
})
