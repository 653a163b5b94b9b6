import { beforeEach, describe, expect, test } from 'vitest'
import {
  as,
  asked,
  database,
  due,
  HOUR,
  held,
  KARIS_TAG,
  NOW,
  newId,
  type Own,
  ownTags,
} from './own-tags.test-world.ts'
import { recordMove } from './record-move.ts'
import { undoChange } from './undo-change.ts'

const TERMS = { moveDaysBackMax: 3 }
const BEFORE = [
  'EK12345 K1 9578010000001234 2019-11-10T08:00',
  'EL20000 K1 no tag 2019-01-15T01:00',
  'EX10000 O1 9578010000005678 2019-01-15T01:00',
]
let kari: Own
let ola: Own

beforeEach(async () => {
  ;({ kari, ola } = await ownTags())
})

const move = (who: Own, over: Partial<Parameters<typeof recordMove>[1]> = {}) =>
  as(who, (tx) =>
    recordMove(tx, {
      publicId: newId(),
      tagNumber: KARIS_TAG,
      vehicle: asked('EL20000'),
      effectiveOn: '2019-12-08',
      now: NOW,
      terms: TERMS,
      ...over,
    }),
  )

async function vehiclesDue(...plates: string[]): Promise<readonly string[]> {
  const rows = await database.owner<{ id: number }[]>`
    select id from vehicle where plate = any (${plates}::text[]) order by id`
  return rows.map(({ id }) => `re-attribute vehicle ${id}`)
}

describe('a customer moves a tag', () => {
  test('two days back: the new vehicle has it from that day, and both are attributed anew', async () => {
    expect(await move(kari)).toEqual({ holdsFrom: Date.parse('2019-12-08T00:00:00+01:00') })
    expect(await held()).toEqual([
      'EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-08T00:00',
      'EL20000 K1 no tag 2019-01-15T01:00 to 2019-12-08T00:00',
      'EL20000 K1 9578010000001234 2019-12-08T00:00',
      'EX10000 O1 9578010000005678 2019-01-15T01:00',
    ])
    expect(await due()).toEqual(['re-attribute tag 1', ...(await vehiclesDue('EK12345', 'EL20000'))])
  })

  test('and undoes it the same day: all is as it was', async () => {
    const publicId = newId()
    await move(kari, { publicId })
    expect(await as(kari, (tx) => undoChange(tx, { publicId, now: NOW + HOUR }))).toEqual({ undone: true })
    const rows = await held()
    expect(rows).toEqual([
      'EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-08T00:00',
      'EK12345 K1 9578010000001234 2019-12-08T00:00',
      'EL20000 K1 no tag 2019-01-15T01:00 to 2019-12-08T00:00',
      'EL20000 K1 no tag 2019-12-08T00:00',
      'EX10000 O1 9578010000005678 2019-01-15T01:00',
    ])
    expect(await as(kari, (tx) => undoChange(tx, { publicId, now: NOW + HOUR }))).toEqual({
      refused: 'undone-already',
    })
  })

  test('but not the day after, and not when the tag has moved on', async () => {
    const [first, second] = [newId(), newId()]
    await move(kari, { publicId: first })
    const tomorrow = NOW + 24 * HOUR
    expect(await as(kari, (tx) => undoChange(tx, { publicId: first, now: tomorrow }))).toEqual({
      refused: 'too-late-to-undo',
    })
    await move(kari, {
      publicId: second,
      vehicle: asked('EL30000'),
      effectiveOn: '2019-12-10',
      now: NOW + HOUR,
    })
    expect(await as(kari, (tx) => undoChange(tx, { publicId: first, now: NOW + 2 * HOUR }))).toEqual({
      refused: 'changed-since',
    })
  })

  test('never to a vehicle of somebody else’s, and is not told whose', async () => {
    expect(await move(kari, { vehicle: asked('EX10000') })).toEqual({
      refused: 'vehicle-under-another-agreement',
    })
    expect(await held()).toEqual(BEFORE)
  })

  test('never before the tag came to the old vehicle', async () => {
    await move(kari, { effectiveOn: '2019-12-09' })
    expect(await move(kari, { vehicle: asked('EL30000'), effectiveOn: '2019-12-08' })).toEqual({
      refused: 'tag-moved-since',
    })
  })

  test('to a vehicle that came under the agreement later than the day chosen', async () => {
    await database.owner`update tag_assignment set valid = tstzrange('2019-12-09T12:00:00Z', null)
                         where vehicle_id = (select id from vehicle where plate = 'EL20000')`
    await move(kari)
    expect(await held()).toContain('EL20000 K1 9578010000001234 2019-12-08T00:00')
  })
})

test('a stranger’s tag is no tag, and a stranger’s change is none', async () => {
  const publicId = newId()
  expect(await move(ola)).toEqual({ refused: 'unknown-tag' })
  await move(kari, { publicId })
  expect(await as(ola, (tx) => undoChange(tx, { publicId, now: NOW }))).toEqual({ refused: 'unknown-change' })
})

test('the owner of the new vehicle is told when it is another, without a name', async () => {
  const owner = {
    registerId: 'r1',
    kind: 'person' as const,
    name: 'Eva Eier',
    organisationNumber: null,
    street: 'Veien 1',
    postalCode: '0001',
    place: 'Oslo',
    country: 'NO',
  }
  await move(kari, { vehicle: asked('EL20000', { owner }) })
  const letters = await database.owner<
    { recipient: string; body: string }[]
  >`select recipient, body from outbox`
  expect(letters).toMatchObject([{ recipient: 'Eva Eier\nVeien 1\n0001 Oslo' }])
  expect(letters[0]?.body).toContain('EL 20000')
  expect(letters[0]?.body).not.toContain('Kari')
})
