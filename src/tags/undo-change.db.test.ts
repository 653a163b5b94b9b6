import { beforeEach, describe, expect, test } from 'vitest'
import { makeSupplementary } from '#agreements/make-agreement.ts'
import { isRefusal } from '#core/refusal.ts'
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
import { readUndoRefusal, undoChange } from './undo-change.ts'

let kari: Own
let assignmentId = 0
let publicId = ''

beforeEach(async () => {
  ;({ kari } = await ownTags())
  assignmentId = await assignmentOf('EK12345')
  publicId = newId()
})

const remove = (what: 'settled' | 'kept', id = publicId) =>
  as(kari, (tx) =>
    recordRemoval(tx, {
      publicId: id,
      partyIds: [kari.partyId],
      assignmentId,
      what,
      now: NOW,
      terms: DEPOSITS,
    }),
  )
const move = () =>
  as(kari, (tx) =>
    recordMove(tx, {
      publicId,
      tagNumber: KARIS_TAG,
      vehicle: asked('EL20000'),
      effectiveOn: '2019-12-09',
      now: NOW,
      terms: { moveDaysBackMax: 3 },
    }),
  )
const mount = () =>
  as(kari, (tx) => mountTag(tx, { publicId, tagNumber: KARIS_TAG, vehicle: asked('EL30000'), now: NOW }))
const endAgreement = () =>
  as(kari, (tx) => endOwnAgreement(tx, { agreementId: kari.agreementId, now: NOW + HOUR, terms: DEPOSITS }))
const undo = () => as(kari, (tx) => undoChange(tx, { publicId, now: NOW + 2 * HOUR }))
const offered = () => as(kari, (tx) => readUndoRefusal(tx, { publicId, now: NOW + 2 * HOUR }))

async function supplementary(validFrom: number): Promise<number> {
  const { partyId, agreementId: mainAgreementId } = kari
  const made = await as(kari, (tx) =>
    makeSupplementary(tx, {
      publicId: newId(),
      partyId,
      mainAgreementId,
      issuer: 'vegfinans',
      termsVersion: '2019-01-15',
      validFrom,
    }),
  )
  if (isRefusal(made)) throw new Error(made.refused)
  return made.agreementId
}

const world = async () => ({
  held: await held(),
  tag: await stateOf(KARIS_TAG),
  agreements: await database.owner`select id, valid_to from agreement order by id`,
  deposits:
    await database.owner`select id, ended_because, ended_at, returned_ore from tag_deposit order by id`,
})

describe('an agreement that was ended after a change stays ended, with all it took with it', () => {
  const changes = {
    'a vehicle removed and its tag settled': async () => {
      await supplementary(NOW - HOUR)
      await remove('settled')
    },
    'a vehicle removed and its tag kept': () => remove('kept'),
    'a tag moved': move,
    'a tag put in another vehicle': async () => {
      await remove('kept', newId())
      await mount()
    },
  }
  test.each(Object.entries(changes))('%s is not undone', async (_, change) => {
    await change()
    expect(await offered()).toBeUndefined()
    await endAgreement()
    const before = await world()
    expect(await undo()).toEqual({ refused: 'changed-since' })
    expect(await offered()).toBe('changed-since')
    expect(await world()).toEqual(before)
  })
})

describe('a tag that was ordered for a vehicle', () => {
  const order = () => {
    const { partyId, agreementId } = kari
    const of = { publicId: newId(), partyId, agreementId, heavy: false, termsVersion: '2019-01-15' }
    return as(kari, (tx) => orderTag(tx, { ...of, vehicle: asked('EL20000'), now: NOW - HOUR }))
  }
  const orders = () =>
    database.owner`
      select o.ended_at as "endedAt", v.plate from tag_order o join vehicle v on v.id = o.vehicle_id order by o.id`
  const underWay = [{ endedAt: null, plate: 'EL20000' }]

  test('is ordered again when the removal of the vehicle is undone', async () => {
    await order()
    assignmentId = await assignmentOf('EL20000')
    await remove('kept')
    expect(await orders()).toEqual([{ endedAt: NOW, plate: 'EL20000' }])
    expect(await undo()).toEqual({ undone: true })
    expect(await orders()).toEqual(underWay)
  })

  test('is ordered again when a tag that waited is taken out of it again', async () => {
    await order()
    await remove('kept', newId())
    await as(kari, (tx) =>
      mountTag(tx, { publicId, tagNumber: KARIS_TAG, vehicle: asked('EL20000'), now: NOW }),
    )
    expect(await undo()).toEqual({ undone: true })
    expect(await orders()).toEqual(underWay)
  })

  test('and had been taken back before, stays taken back', async () => {
    await order()
    await database.owner`update tag_order set ended_at = ${NOW - 1}`
    assignmentId = await assignmentOf('EL20000')
    await remove('kept')
    expect(await undo()).toEqual({ undone: true })
    expect(await orders()).toEqual([{ endedAt: NOW - 1, plate: 'EL20000' }])
  })
})

describe('a supplementary agreement', () => {
  test('made anew with the company since the removal is not doubled by undoing that', async () => {
    await supplementary(NOW - HOUR)
    await remove('settled')
    await supplementary(NOW + HOUR)
    expect(await undo()).toEqual({ refused: 'changed-since' })
  })

  test('that was never to begin is not revived with the one that ended by the removal', async () => {
    const never = await supplementary(NOW + 48 * HOUR)
    await database.owner`update agreement set valid_to = valid_from + interval '1 microsecond' where id = ${never}`
    const { agreements } = await world()
    await remove('settled')
    expect(await undo()).toEqual({ undone: true })
    expect((await world()).agreements).toEqual(agreements)
  })
})
