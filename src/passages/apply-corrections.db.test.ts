import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, receive, TEST_KEY } from '#test/passages.ts'
import { aCompany, anAgreement, aPerson, aStation, aVehicle } from '#test/world.ts'
import { applyCorrections } from './apply-corrections.ts'
import { erasePassages } from './store.ts'

const db = testDatabase()
let kari: number
let ola: number

beforeAll(async () => {
  await aCompany(db.batch)
  await aStation(db.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  kari = await aCustomer('EK12345', '5780001')
  ola = await aCustomer('EL54321', '5780002')
})

beforeEach(async () => {
  await db.owner.unsafe(
    'truncate passage, passage_waiting, passage_key, passage_correction, due, rejected_line',
  )
})

async function aCustomer(plate: string, tagNumber: string): Promise<number> {
  const partyId = await aPerson(db.batch)
  const agreement = await anAgreement(db.batch, { partyId, issuerId: 1 })
  return (await aVehicle(db.batch, { plate, agreementId: agreement.id, partyId, tagNumber })).vehicleId
}

const at = (minute: number) => `2019-12-09T12:${String(minute).padStart(2, '0')}:00+01:00`
const p = (sequence: number, minute: number, tag = '5780001') => pLine(sequence, { at: at(minute), tag })
const c = (sequence: number, corrects: number, minute: number, tag = '5780001') =>
  `C;${sequence};${corrects};${p(0, minute, tag).split(';').slice(2).join(';')}`
const w = (sequence: number, corrects: number) => `W;${sequence};${corrects};double reading`

async function arrive(...lines: string[]): Promise<void> {
  await receive(db.batch, passageFile(lines))
  await acceptAll(db.batch)
}
const apply = (now = NOW) => applyCorrections(db.batch, { now, key: TEST_KEY, limits: LIMITS, limit: 100 })

async function standing(): Promise<string[]> {
  const rows = await db.batch<{ sequence: number; minute: string; vehicle_id: number }[]>`
    select sequence, to_char(passed_at at time zone 'Europe/Oslo', 'MI') as minute, vehicle_id from passage where ended_because is null
    union all select sequence, to_char(passed_at at time zone 'Europe/Oslo', 'MI'), 0 from passage_waiting where state <> 'withdrawn'
    order by 1`
  const whose = new Map([
    [kari, 'Kari'],
    [ola, 'Ola'],
    [0, 'waiting'],
  ])
  return rows.map((row) => `${row.sequence} at :${row.minute} ${whose.get(row.vehicle_id)}`)
}
async function states(): Promise<string[]> {
  const rows = await db.batch`select sequence, state from passage_correction order by sequence`
  return rows.map((row) => `${row.sequence} ${row.state}`)
}
const due = async () =>
  db.batch<{ kind: string; key: string; from_at: number }[]>`
    select kind, key, min(from_at) as from_at from due_key group by kind, key order by kind, key`

describe('a correction', () => {
  test('that withdraws ends the passage, which keeps its row, and its vehicle is due from that instant', async () => {
    await arrive(p(1, 10))
    await db.owner`truncate due`
    await arrive(w(2, 1))
    expect(await apply()).toBe(1)
    expect(await standing()).toEqual([])
    expect([...(await db.batch`select sequence, ended_because from passage`)]).toEqual([
      { sequence: 1, ended_because: 'withdrawn' },
    ])
    expect([...(await due())]).toEqual([{ kind: 'rate', key: String(kari), from_at: Date.parse(at(10)) }])
  })

  test('that replaces puts a passage with its content in the place of the old one, attributed anew', async () => {
    await arrive(p(1, 10), c(2, 1, 5, '5780002'))
    await apply()
    expect(await standing()).toEqual(['2 at :05 Ola'])
    const [old, anew] =
      await db.batch`select id, ended_because, replaces_passage_id from passage order by sequence`
    expect(old).toMatchObject({ ended_because: 'replaced', replaces_passage_id: null })
    expect(anew).toMatchObject({ ended_because: null, replaces_passage_id: old?.id })
    expect((await db.batch`select passage_id from passage_key where sequence = 2`)[0]?.passage_id).toBe(
      anew?.id,
    )
    expect((await due()).map((row) => [row.key, row.from_at])).toEqual([
      [String(kari), Date.parse(at(10))],
      [String(ola), Date.parse(at(5))],
    ])
  })

  test('applied twice, or sent twice, changes nothing more', async () => {
    await arrive(p(1, 10), c(2, 1, 5))
    await apply()
    await db.owner`truncate due`
    await arrive(p(1, 10), c(2, 1, 5))
    expect(await apply()).toBe(0)
    expect(await standing()).toEqual(['2 at :05 Kari'])
    expect(await due()).toHaveLength(0)
  })

  test('of a passage that waits for its owner or another issuer works alike, and it is still counted', async () => {
    await arrive(
      pLine(1, { at: at(10), plate: 'XX99999' }),
      p(2, 11, '999'),
      pLine(5, { at: at(13), plate: 'XX99998' }),
    )
    await arrive(w(3, 1), c(4, 2, 12), c(6, 5, 14, '998'))
    await apply()
    expect(await standing()).toEqual(['4 at :12 Kari', '6 at :14 waiting'])
    const seen = await db.auditor<{ source_ref: string; state: string; counted: boolean }[]>`
      select source_ref, state, file_id is not null as counted from audit.passage order by 1`
    expect([...seen]).toEqual([
      { source_ref: '1', state: 'withdrawn', counted: true },
      { source_ref: '2', state: 'withdrawn', counted: true },
      { source_ref: '4', state: 'received', counted: false },
      { source_ref: '5', state: 'withdrawn', counted: true },
      { source_ref: '6', state: 'other-issuer', counted: false },
    ])
  })

  test('of an erased passage ends it too (terms 5.9); rating finds it by itself alone', async () => {
    await arrive(p(1, 10), p(2, 11))
    const rows = await db.batch<{ id: number; partyId: number; monthOn: string }[]>`
      select id, party_id as "partyId", month_on as "monthOn" from passage order by sequence`
    await erasePassages(db.batch as never, rows)
    await db.owner`truncate due`
    await arrive(w(3, 1), c(4, 2, 12))
    await apply()
    expect(await standing()).toEqual(['4 at :12 Kari'])
    expect((await due()).map((row) => `${row.kind} ${row.key}`).toSorted()).toEqual(
      [`rate ${kari}`, ...rows.map((row) => `take-back ${row.partyId} 2019-12-01 ${row.id}`)].toSorted(),
    )
  })

  test('whose line has not come waits, also behind another that waits', async () => {
    await arrive(c(3, 2, 20))
    await arrive(c(2, 1, 15))
    await apply()
    expect(await states()).toEqual(['2 waiting-for-line', '3 waiting-for-line'])
    expect(await apply()).toBe(0)
    await arrive(p(1, 10))
    await apply()
    expect(await states()).toEqual(['2 superseded', '3 applied'])
    expect(await standing()).toEqual(['3 at :20 Kari'])
  })

  test('that was stored as its line was, so that neither saw the other, is found all the same', async () => {
    await arrive(p(1, 10), w(2, 1))
    await db.batch`update passage_correction set state = 'waiting-for-line'`
    await apply()
    expect(await standing()).toEqual([])
  })

  test('that leads in a circle waits for ever and is in nobody’s way', async () => {
    await arrive(c(2, 3, 10), c(3, 2, 10), c(4, 4, 10), p(5, 10), w(6, 5))
    await apply()
    expect(await states()).toEqual([
      '2 waiting-for-line',
      '3 waiting-for-line',
      '4 waiting-for-line',
      '6 applied',
    ])
    expect(await apply()).toBe(0)
  })

  test('of a passage too old to be delivered is too late; to withdraw it never is', async () => {
    await arrive(p(1, 10), p(2, 11))
    await db.batch`update passage set passed_at = passed_at - interval '366 days'`
    await arrive(c(3, 1, 12), w(4, 2))
    await apply()
    expect(await states()).toEqual(['3 too-late', '4 applied'])
    expect(await standing()).toEqual(['1 at :10 Kari'])
  })
})

describe('of several corrections of one line the highest sequence decides', () => {
  const lines = [p(1, 10), c(2, 1, 20), w(3, 1), c(4, 2, 40, '5780002')]

  test.each(permutations([0, 1, 2, 3]))(
    'arriving as %i %i %i %i, each applied as it comes',
    async (...order) => {
      for (const i of order) {
        await arrive(lines[i]!)
        await apply()
      }
      expect(await standing()).toEqual(['4 at :40 Ola'])
      expect(await states()).toEqual(['2 superseded', '3 superseded', '4 applied'])
    },
  )

  test.each([[[0, 1, 2]], [[0, 2, 1]], [[2, 1, 0]], [[1, 2, 0]]])(
    'a withdrawal above a replacement stands, arriving as %j',
    async (order) => {
      for (const i of order) {
        await arrive(lines[i]!)
        await apply()
      }
      expect(await standing()).toEqual([])
      expect(await states()).toEqual(['2 superseded', '3 applied'])
    },
  )

  test('all at once', async () => {
    await arrive(...lines)
    await apply()
    expect(await standing()).toEqual(['4 at :40 Ola'])
  })
})

test('two workers at once apply each correction once', async () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i)
  await arrive(...hundred.map((i) => p(1 + i, i % 60)))
  await arrive(
    ...hundred.flatMap((i) => [
      c(1001 + i, 1 + i, (i + 1) % 60),
      c(2001 + i, 1 + i, (i + 2) % 60, '5780002'),
    ]),
  )
  const until = async () => {
    while ((await applyCorrections(db.batch, { now: NOW, key: TEST_KEY, limits: LIMITS, limit: 7 })) > 0);
  }
  await Promise.all([until(), until(), until()])
  expect(await standing()).toEqual(
    hundred.map((i) => `${2001 + i} at :${String((i + 2) % 60).padStart(2, '0')} Ola`),
  )
})

function permutations(of: readonly number[]): number[][] {
  if (of.length < 2) return [[...of]]
  return of.flatMap((first) =>
    permutations(of.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  )
}
