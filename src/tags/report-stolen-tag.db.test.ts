import { beforeEach, describe, expect, test } from 'vitest'
import { endOwnAgreement } from './end-own-agreement.ts'
import { mountTag } from './mount-tag.ts'
import { orderTag } from './order-tag.ts'
import {
  as,
  asked,
  assignmentOf,
  DEPOSITS,
  database,
  HOUR,
  held,
  KARIS_TAG,
  NOW,
  newId,
  type Own,
  ownTags,
  stateOf,
} from './own-tags.test-world.ts'
import { recordMove } from './record-move.ts'
import { recordRemoval } from './record-removal.ts'
import { recordSale } from './record-sale.ts'
import { recordTagEnd } from './record-tag-end.ts'

const LATER = NOW + HOUR
let kari: Own

beforeEach(async () => {
  ;({ kari } = await ownTags())
  await database.owner`truncate tag_theft`
})

const end = (how: 'stolen' | 'returned', now = NOW) =>
  as(kari, (tx) =>
    recordTagEnd(tx, {
      publicId: newId(),
      tagNumber: KARIS_TAG,
      end: how,
      policeReference: '12345/19',
      reportedAt: NOW - HOUR,
      now,
      terms: DEPOSITS,
    }),
  )
const remove = async (what: 'settled' | 'kept') => {
  const [partyIds, assignmentId] = [[kari.partyId], await assignmentOf('EK12345')]
  return as(kari, (tx) =>
    recordRemoval(tx, { publicId: newId(), partyIds, assignmentId, what, now: LATER, terms: DEPOSITS }),
  )
}
const sell = async () => {
  const [partyIds, assignmentId] = [[kari.partyId], await assignmentOf('EK12345')]
  return as(kari, (tx) => recordSale(tx, { publicId: newId(), partyIds, assignmentId, now: LATER }))
}
const move = (effectiveOn = '2019-12-10') =>
  as(kari, (tx) =>
    recordMove(tx, {
      publicId: newId(),
      tagNumber: KARIS_TAG,
      vehicle: asked('EL20000'),
      effectiveOn,
      now: LATER,
      terms: { moveDaysBackMax: 3 },
    }),
  )
const mount = () =>
  as(kari, (tx) =>
    mountTag(tx, { publicId: newId(), tagNumber: KARIS_TAG, vehicle: asked('EL20000'), now: LATER }),
  )
const ofKarisCar = async () => (await held()).filter((row) => row.startsWith('EK12345'))
const deposits = () =>
  database.owner`select ended_because as because, returned_ore as returned from tag_deposit order by id`

describe('a stolen tag', () => {
  test('is out of its vehicle, which stands under the agreement by its plate and gets another', async () => {
    await end('stolen')
    expect(await ofKarisCar()).toEqual([
      'EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-10T08:00',
      'EK12345 K1 no tag 2019-12-10T08:00',
    ])
    const { agreementId, partyId } = kari
    const order = { publicId: newId(), partyId, agreementId, heavy: false, termsVersion: '2019-01-15' }
    expect(await as(kari, (tx) => orderTag(tx, { ...order, vehicle: asked('EK12345'), now: LATER }))).toEqual(
      { ordered: true },
    )
  })

  test('is neither moved, also not from a day before, nor put in another vehicle', async () => {
    await end('stolen')
    expect(await move()).toEqual({ refused: 'tag-already-stolen' })
    expect(await move('2019-12-09')).toEqual({ refused: 'tag-already-stolen' })
    expect(await mount()).toEqual({ refused: 'unknown-tag' })
    expect(await stateOf(KARIS_TAG)).toBe('stolen')
  })

  test.each([
    ['the vehicle is removed', () => remove('kept')],
    ['the vehicle is removed and its tag settled', () => remove('settled')],
    ['the vehicle is sold', sell],
    [
      'the agreement is ended',
      () =>
        as(kari, (tx) => endOwnAgreement(tx, { agreementId: kari.agreementId, now: LATER, terms: DEPOSITS })),
    ],
    ['it is said to be sent back', () => end('returned', LATER)],
  ] as const)('stays stolen when %s, and its deposit is gone with it (terms 1.4)', async (_, then) => {
    await end('stolen')
    await then()
    expect(await stateOf(KARIS_TAG)).toBe('stolen')
    expect(await deposits()).toEqual([{ because: 'lost', returned: 0 }])
  })

  test('is not handed in', async () => {
    await end('stolen')
    expect(await end('returned', LATER)).toEqual({ refused: 'tag-ended-already' })
  })
})

// As a portfolio brings it.
test.each([
  ['kept', () => remove('kept')],
  ['settled', () => remove('settled')],
  ['sold with it', sell],
] as const)('a stolen tag that still stands in a vehicle stays stolen when it is %s', async (_, then) => {
  await database.owner`update tag set state = 'stolen' where tag_number = ${KARIS_TAG}`
  await then()
  expect(await ofKarisCar()).toEqual(['EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-10T09:00'])
  expect(await stateOf(KARIS_TAG)).toBe('stolen')
  expect(await deposits()).toEqual([{ because: null, returned: null }])
})

test('a tag that is gone before its agreement begins leaves the vehicle under it all the same', async () => {
  await database.owner`update tag_assignment set valid = tstzrange(${LATER}, null) where tag_id is not null and party_id = ${kari.partyId}`
  await end('stolen')
  expect(await ofKarisCar()).toEqual(['EK12345 K1 no tag 2019-12-10T09:00'])
})
