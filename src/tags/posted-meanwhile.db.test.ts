import { beforeEach, describe, expect, test } from 'vitest'
import { aVehicle } from '#test/world.ts'
import { fetchShipped, importShipped } from './import-shipped.ts'
import { orderTag } from './order-tag.ts'
import {
  as,
  asked,
  assignmentOf,
  DEPOSITS,
  database,
  HOUR,
  held,
  NOW,
  newId,
  type Own,
  ownTags,
  stateOf,
} from './own-tags.test-world.ts'
import { recordRemoval } from './record-removal.ts'
import { sendOrders } from './send-orders.ts'
import { undoChange } from './undo-change.ts'

const TAG = '9578010000007777'
const POSTED = '2019-12-10T07:30:00Z'
let kari: Own
let ola: Own
let publicId = ''
let seen = new Set<string>()

/** Kari has removed a vehicle whose tag the maker is making ready. */
beforeEach(async () => {
  ;({ kari, ola } = await ownTags())
  ;[publicId, seen] = [newId(), new Set()]
  const of = { ...kari, publicId: newId(), heavy: false, termsVersion: '2019-01-15' }
  await as(kari, (tx) => orderTag(tx, { ...of, vehicle: asked('EL20000'), now: NOW - HOUR }))
  const maker = { deliver: () => Promise.resolve(true), list: none, fetch: none }
  await sendOrders(database.batch, maker, { now: NOW - HOUR, limit: 10 })
  const [partyIds, assignmentId] = [[kari.partyId], await assignmentOf('EL20000')]
  await as(kari, (tx) =>
    recordRemoval(tx, { publicId, partyIds, assignmentId, what: 'kept', now: NOW, terms: DEPOSITS }),
  )
})

const none = () => Promise.resolve(undefined)
const file = Buffer.from(`H;brikke-tags-shipped;1\r\nS;1;${TAG};${POSTED}\r\nZ;1\r\n`)
/** What the worker does each time it looks: the file lies there still, and has been seen. */
const fetched = (now: number) => {
  const maker = {
    deliver: () => Promise.resolve(true),
    list: () => Promise.resolve(['shipped-1.csv']),
    fetch: () => Promise.resolve(new Uint8Array(file)),
  }
  return fetchShipped(database.batch, maker, { now, terms: DEPOSITS, seen })
}
const look = async (now: number) => (await fetched(now)).shipped
const undo = () => as(kari, (tx) => undoChange(tx, { publicId, now: NOW + 2 * HOUR }))
const ofTheCar = async () => (await held()).filter((row) => row.startsWith('EL20000')).at(-1)
const order = async () => {
  const [row] = await database.owner<
    { shippedAt: number | null; endedAt: number | null; tag: string | null }[]
  >`
    select o.shipped_at as "shippedAt", o.ended_at as "endedAt", t.tag_number as tag
    from tag_order o left join tag t on t.id = o.tag_id`
  return row
}
const posted = async () => {
  const [row] = await database.owner<{ tagNumber: string; at: number }[]>`
    select posted_tag_number as "tagNumber", posted_at as at from tag_order`
  return row
}
const shipped = { shippedAt: Date.parse(POSTED), endedAt: null, tag: TAG }

describe('a tag that was posted for a vehicle that is removed, and is not after all', () => {
  test('is active in it when the post came before the undoing, once', async () => {
    expect(await look(NOW + HOUR)).toBe(0)
    expect(await stateOf(TAG)).toBeUndefined()
    expect(await undo()).toEqual({ undone: true })
    expect(await look(NOW + 3 * HOUR)).toBe(1)
    expect(await stateOf(TAG)).toBe('active')
    expect(await ofTheCar()).toBe(`EL20000 K1 ${TAG} 2019-12-10T11:00`)
    expect(await order()).toEqual(shipped)
    expect(await database.owner`select from tag_deposit where tag_id = 3`).toHaveLength(1)
    expect(await look(NOW + 4 * HOUR)).toBe(0)
    expect(await importShipped(database.batch, file, { now: NOW + 4 * HOUR, terms: DEPOSITS })).toEqual({
      shipped: 0,
      passedOver: [1],
      ofNobody: [],
    })
    expect(await order()).toEqual(shipped)
  })

  test('is active in it when the undoing came first', async () => {
    expect(await undo()).toEqual({ undone: true })
    expect(await look(NOW + 3 * HOUR)).toBe(1)
    expect(await ofTheCar()).toBe(`EL20000 K1 ${TAG} 2019-12-10T11:00`)
    expect(await order()).toEqual(shipped)
  })

  test('is active once when the file is read again by another worker after the undoing', async () => {
    await look(NOW + HOUR)
    await undo()
    seen = new Set()
    expect(await look(NOW + 3 * HOUR)).toBe(1)
    expect(await order()).toEqual(shipped)
  })
})

test('what was posted for a vehicle that stays removed is nobody’s tag', async () => {
  await look(NOW + HOUR)
  expect(await look(NOW + 3 * HOUR)).toBe(0)
  expect(await stateOf(TAG)).toBeUndefined()
  expect(await order()).toEqual({ shippedAt: null, endedAt: NOW, tag: null })
})

test('what was posted is refused where the tag is in use elsewhere by then, once, and the order keeps what was posted', async () => {
  await look(NOW + HOUR)
  await undo()
  await aVehicle(database.owner, { plate: 'EX30000', ...ola, tagNumber: TAG })
  const before = await held()
  const ofNobody = [{ orderNumber: 1, because: 'tag-in-use' }]
  expect(await fetched(NOW + 3 * HOUR)).toEqual({ shipped: 0, ofNobody })
  expect(await fetched(NOW + 4 * HOUR)).toEqual({ shipped: 0, ofNobody: [] })
  expect(await held()).toEqual(before)
  expect(await order()).toEqual({ shippedAt: null, endedAt: null, tag: null })
  expect(await posted()).toEqual({ tagNumber: TAG, at: Date.parse(POSTED) })
})

test('what a worker of the version before has shipped meanwhile is not issued again', async () => {
  await look(NOW + HOUR)
  await undo()
  await database.owner`update tag_order set shipped_at = ${NOW + 2.5 * HOUR}, tag_id = (select min(id) from tag)`
  const before = await held()
  expect(await fetched(NOW + 3 * HOUR)).toEqual({ shipped: 0, ofNobody: [] })
  expect(await held()).toEqual(before)
})
