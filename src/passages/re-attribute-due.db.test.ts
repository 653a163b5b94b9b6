import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { blockAgreement } from '#agreements/block-agreement.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseLine } from '#formats/passage-file.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, receive, TEST_KEY } from '#test/passages.ts'
import { applyCorrections } from './apply-corrections.ts'
import {
  aCustomer,
  again,
  db,
  december,
  did,
  giveAll,
  KARIS_TAG,
  kari,
  passes,
  whose,
} from './attribution.test-world.ts'
import { reattribute } from './re-attribute.ts'
import { recordStationFault } from './record-station-fault.ts'
import { saveNewPassages } from './save-new-passages.ts'

test('a station’s own fault is recorded and taken back, each time due for rating (terms 3.4), and kept by the next party', async () => {
  await passes(9, { plate: 'EK12345' })
  const passages = () => db.batch<
    { id: number; partyId: number; monthOn: string; as_if_tag_read: boolean }[]
  >`
    select id, party_id as "partyId", month_on as "monthOn", as_if_tag_read from passage where ended_because is null`
  await db.owner`truncate due`
  const before = await passages()
  expect(await did((tx) => recordStationFault(tx, before, true))).toHaveLength(1)
  expect(await did((tx) => recordStationFault(tx, before, true))).toEqual([])
  expect(await db.batch`select key, from_at from due_key`).toEqual([
    { key: String(kari.vehicleId), from_at: december(9) },
  ])
  await did((tx) =>
    blockAgreement(tx, { agreementId: kari.agreementId, because: 'credit-limit', at: december(9) }),
  )
  await again()
  await giveAll()
  expect((await passages()).map((row) => row.as_if_tag_read)).toEqual([true])
  expect(await did(async (tx) => recordStationFault(tx, await passages(), false))).toHaveLength(1)
})

test('the same again changes nothing, and the line sent again is still a duplicate', async () => {
  const line = pLine(1, { at: '2019-12-09T12:00:00+01:00', tag: KARIS_TAG })
  await receive(db.batch, passageFile([line]))
  await acceptAll(db.batch)
  await did((tx) =>
    blockAgreement(tx, { agreementId: kari.agreementId, because: 'credit-limit', at: december(9) }),
  )
  await again()
  const before = await whose()
  await receive(db.batch, passageFile([line]))
  await acceptAll(db.batch)
  await did((tx) => reattribute(tx, { vehicleIds: [kari.vehicleId], tagIds: [], fromAt: 0 }, { now: NOW }))
  expect(await whose()).toEqual(before)
})

test('a passage given to another party is corrected where it is now', async () => {
  await passes(9, { tag: KARIS_TAG })
  await did((tx) =>
    blockAgreement(tx, { agreementId: kari.agreementId, because: 'credit-limit', at: december(9) }),
  )
  await again()
  await giveAll()
  await receive(db.batch, passageFile(['W;2;1;double reading']))
  await acceptAll(db.batch)
  await applyCorrections(db.batch, { now: NOW, key: TEST_KEY, limits: LIMITS, limit: 10 })
  expect(await whose()).toEqual([])
  const rows = await db.batch`select ended_because from passage order by id`
  expect(rows.map((row) => row.ended_because)).toEqual(['re-attributed', 'withdrawn'])
})

test('a file that read the facts of before is stored before passages are attributed anew, and so among them', async () => {
  const [stationId] = (await db.batch<{ id: number }[]>`select id from station where code = 'bergen-1'`).map(
    (s) => s.id,
  )
  const parsed = parseLine(pLine(1, { at: '2019-12-09T12:00:00+01:00', tag: KARIS_TAG }))
  if (isRefusal(parsed) || parsed.record !== 'P' || isRefusal(parsed.fields)) throw new Error('unreadable')
  const line = { id: 1000, sequence: 1, stationId: stationId!, fields: parsed.fields }
  const file = { id: 1, chargerId: 1, receivedAt: NOW }
  const attributed = Promise.withResolvers<void>()
  const slowIntake = did(async (tx) => {
    await saveNewPassages(tx, [{ ...line, file }], NOW)
    attributed.resolve()
    await setTimeout(400)
  })
  await attributed.promise
  await did((tx) =>
    blockAgreement(tx, { agreementId: kari.agreementId, because: 'credit-limit', at: december(9) }),
  )
  await Promise.all([slowIntake, again()])
  expect(await whose()).toEqual([`1 waiting-for-owner in ${kari.vehicleId}`])
})

test('two workers, corrections and new files at once leave each passage with one row, by the facts of now', async () => {
  const customers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => aCustomer(`EB100${10 + i}`, `57900${10 + i}`)),
  )
  const file = (from: number) =>
    passageFile(
      customers.flatMap((_, i) =>
        [0, 1, 2].map((n) =>
          pLine(from + 3 * i + n, { at: `2019-12-09T12:0${n}:00+01:00`, tag: `57900${10 + i}` }),
        ),
      ),
    )
  await receive(db.batch, file(1000))
  await acceptAll(db.batch)
  await receive(db.batch, file(2000))
  await receive(db.batch, passageFile(customers.map((_, i) => `W;${3000 + i};${1000 + 3 * i};double`)))
  await Promise.all([
    acceptAll(db.batch),
    ...customers.map(({ agreementId }) =>
      did((tx) => blockAgreement(tx, { agreementId, because: 'credit-limit', at: december(9, 0) })),
    ),
    again(3),
    again(3),
  ])
  await Promise.all([
    again(3),
    again(3),
    applyCorrections(db.batch, { now: NOW, key: TEST_KEY, limits: LIMITS, limit: 100 }),
  ])
  const rows = await whose()
  expect(rows).toHaveLength(2 * 60 - 20)
  expect(rows.filter((row) => !row.includes('waiting-for-owner'))).toEqual([])
})
