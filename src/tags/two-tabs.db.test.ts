import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Tx } from '#db/connection.ts'
import { endOwnAgreement } from './end-own-agreement.ts'
import { mountTag } from './mount-tag.ts'
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
import { undoChange } from './undo-change.ts'

let kari: Own
let publicId = ''

beforeEach(async () => {
  ;({ kari } = await ownTags())
  publicId = newId()
})

/** What the first tab does stands uncommitted until the second waits for it. */
async function inTwoTabs<A, B>(
  first: (tx: Tx) => Promise<A>,
  second: (tx: Tx) => Promise<B>,
): Promise<[A, B]> {
  const sent = Promise.withResolvers<void>()
  const held = as(kari, async (tx) => {
    const answer = await first(tx)
    sent.resolve()
    await vi.waitUntil(isOneWaiting, { timeout: 10_000, interval: 5 })
    return answer
  })
  await Promise.race([sent.promise, held])
  return Promise.all([held, as(kari, second)])
}

async function isOneWaiting(): Promise<boolean> {
  const waiting = await database.owner`
    select from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
  return waiting.length > 0
}

const move =
  (plate: string, id: string = newId()) =>
  (tx: Tx) =>
    recordMove(tx, {
      publicId: id,
      tagNumber: KARIS_TAG,
      vehicle: asked(plate),
      effectiveOn: '2019-12-10',
      now: NOW,
      terms: { moveDaysBackMax: 3 },
    })
const undo = (tx: Tx) => undoChange(tx, { publicId, now: NOW + HOUR })
const settle =
  (assignmentId: number, id: string = newId()) =>
  (tx: Tx) =>
    recordRemoval(tx, {
      publicId: id,
      partyIds: [kari.partyId],
      assignmentId,
      what: 'settled',
      now: NOW + HOUR,
      terms: DEPOSITS,
    })
const keep = (assignmentId: number) => (tx: Tx) =>
  recordRemoval(tx, {
    publicId: newId(),
    partyIds: [kari.partyId],
    assignmentId,
    what: 'kept',
    now: NOW + HOUR,
    terms: DEPOSITS,
  })
const mount = (tx: Tx) =>
  mountTag(tx, { publicId: newId(), tagNumber: KARIS_TAG, vehicle: asked('EL20000'), now: NOW + HOUR })
const sell = (assignmentId: number) => (tx: Tx) =>
  recordSale(tx, { publicId: newId(), partyIds: [kari.partyId], assignmentId, now: NOW + HOUR })
/** Where the tag sits from now on. */
const tagNow = async () => (await held()).filter((row) => row.includes(KARIS_TAG) && !row.includes(' to '))
const taggedIn = (plate: string, at: string) => [`${plate} K1 ${KARIS_TAG} 2019-12-10T${at}`]

describe('in two tabs at once', () => {
  test('a tag is settled and its move undone: it is settled', async () => {
    await as(kari, move('EL20000', publicId))
    const id = await assignmentOf('EL20000')
    expect(await inTwoTabs(settle(id), undo)).toEqual([{ returned: 20000 }, { refused: 'changed-since' }])
    expect(await tagNow()).toEqual([])
    expect(await stateOf(KARIS_TAG)).toBe('settled')
  })

  test('a move is undone and the tag settled where it was: it sits where it sat before', async () => {
    await as(kari, move('EL20000', publicId))
    const id = await assignmentOf('EL20000')
    const answers = await inTwoTabs(undo, settle(id))
    expect(answers).toEqual([{ undone: true }, { refused: 'vehicle-not-registered' }])
    expect(await tagNow()).toEqual(taggedIn('EK12345', '08:00'))
    expect(await stateOf(KARIS_TAG)).toBe('active')
  })

  test('the agreement is ended and a removal under it undone: it is ended, and nothing is under it', async () => {
    const id = await assignmentOf('EK12345')
    await as(kari, settle(id, publicId))
    const end = (tx: Tx) =>
      endOwnAgreement(tx, { agreementId: kari.agreementId, now: NOW + HOUR, terms: DEPOSITS })
    const [, undone] = await inTwoTabs(end, undo)
    expect(undone).toEqual({ refused: 'changed-since' })
    expect(await tagNow()).toEqual([])
  })

  test.each<[string, () => (tx: Tx) => Promise<object>]>([
    ['moved', () => move('EL20000')],
    ['put into another vehicle', () => mount],
  ])('a tag is %s and its agreement ended: nothing is left under it', async (how, change) => {
    if (how !== 'moved') await as(kari, keep(await assignmentOf('EK12345')))
    const end = (tx: Tx) =>
      endOwnAgreement(tx, { agreementId: kari.agreementId, now: NOW + 2 * HOUR, terms: DEPOSITS })
    const [changed] = await inTwoTabs(change(), end)
    expect(changed).not.toHaveProperty('refused')
    expect(await tagNow()).toEqual([])
    expect(await stateOf(KARIS_TAG)).toBe('settled')
  })

  test('a tag is moved on and its first move undone: it sits where it was moved to', async () => {
    await as(kari, move('EL20000', publicId))
    const [, undone] = await inTwoTabs(move('EL30000'), undo)
    expect(undone).toEqual({ refused: 'changed-since' })
    expect(await tagNow()).toEqual(taggedIn('EL30000', '08:00'))
  })

  test.each<[string, (assignmentId: number) => (tx: Tx) => Promise<object>]>([
    ['removed and settled', settle],
    ['sold', sell],
  ])('a tag is moved out of a vehicle that is %s: it is in use', async (_, leave) => {
    const id = await assignmentOf('EK12345')
    const [, left] = await inTwoTabs(move('EL20000'), leave(id))
    expect(left).toEqual({ refused: 'vehicle-not-registered' })
    expect(await tagNow()).toEqual(taggedIn('EL20000', '08:00'))
    expect(await stateOf(KARIS_TAG)).toBe('active')
  })
})
