import { readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { orderTag } from './order-tag.ts'
import {
  as,
  asked,
  database,
  HOUR,
  held,
  KARIS_TAG,
  NOW,
  newId,
  type Own,
  ownTags,
} from './own-tags.test-world.ts'

let kari: Own

beforeEach(async () => {
  ;({ kari } = await ownTags())
  await database.owner`truncate tag_theft`
})

/** As a notice was recorded before the tag left its vehicle with it. */
async function stolen(policeReference: string, receivedAt: number) {
  await database.owner`
    insert into tag_theft (tag_id, party_id, during, police_reference, received_at)
    select id, ${kari.partyId}, tstzrange(${receivedAt - HOUR}, null), ${policeReference}, ${receivedAt}
    from tag where tag_number = ${KARIS_TAG}`
  await database.owner`update tag set state = 'stolen' where tag_number = ${KARIS_TAG}`
}
async function migrated() {
  const path = new URL('../db/migrations/0110-stolen-tags-out-of-their-vehicles.sql', import.meta.url)
  const sql = await readFile(path, 'utf8')
  await inTransaction(database.owner, (tx) => tx.unsafe(sql))
}
const ofKarisCar = async () => (await held()).filter((row) => row.startsWith('EK12345'))
const order = () => {
  const of = { ...kari, publicId: newId(), heavy: false, termsVersion: '2019-01-15' }
  return as(kari, (tx) => orderTag(tx, { ...of, vehicle: asked('EK12345'), now: NOW }))
}

test('a tag reported stolen before it left its vehicle leaves it from the notice, and another is ordered', async () => {
  await stolen('12345/19', NOW - 24 * HOUR)
  expect(await order()).toEqual({ refused: 'vehicle-has-another-tag' })
  const others = (await held()).filter((row) => !row.startsWith('EK12345'))
  await migrated()
  const after = [
    'EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-09T08:00',
    'EK12345 K1 no tag 2019-12-09T08:00',
  ]
  expect(await ofKarisCar()).toEqual(after)
  expect((await held()).filter((row) => !row.startsWith('EK12345'))).toEqual(others)
  await migrated()
  expect(await ofKarisCar()).toEqual(after)
  expect(await order()).toEqual({ ordered: true })
})

test('one whose agreement ends, or whose vehicle has been given up since, leaves it from the notice until then', async () => {
  await stolen('12345/19', NOW - 24 * HOUR)
  const until = async (end: number) => {
    await database.owner`
      update tag_assignment set valid = tstzrange(lower(valid), ${end})
      where tag_id = (select id from tag where tag_number = ${KARIS_TAG})`
    await migrated()
    return ofKarisCar()
  }
  const tagged = 'EK12345 K1 9578010000001234 2019-11-10T08:00 to'
  expect(await until(NOW - 25 * HOUR)).toEqual([`${tagged} 2019-12-09T07:00`])
  expect(await until(NOW + 48 * HOUR)).toEqual([
    `${tagged} 2019-12-09T08:00`,
    'EK12345 K1 no tag 2019-12-09T08:00 to 2019-12-12T08:00',
  ])
})

test('one that was put into the vehicle after the notice was never in it', async () => {
  await stolen('12345/19', NOW - 40 * 24 * HOUR)
  await migrated()
  expect(await ofKarisCar()).toEqual(['EK12345 K1 no tag 2019-11-10T08:00'])
})

test('one that a portfolio calls stolen stays where the portfolio has it', async () => {
  await stolen('portfolio', NOW - 24 * HOUR)
  const before = await held()
  await migrated()
  expect(await held()).toEqual(before)
})
