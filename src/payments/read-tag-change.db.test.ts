import { expect, test } from 'vitest'
import { reattributeDue } from '#passages/re-attribute-due.ts'
import { as, asked, database, due, HOUR, KARIS_TAG, NOW, newId, ownTags } from '#tags/own-tags.test-world.ts'
import { recordMove } from '#tags/record-move.ts'
import { undoChange } from '#tags/undo-change.ts'
import { aStation, aToll } from '#test/world.ts'
import { readTagChange } from './read-tag-change.ts'

test('the receipt of a move waits for the new prices, and then says what they differ by', async () => {
  await database.owner`truncate station, passage, charge, posting restart identity cascade`
  const { kari, ola } = await ownTags()
  const stationId = await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  const publicId = newId()
  await as(kari, (tx) =>
    recordMove(tx, {
      publicId,
      tagNumber: KARIS_TAG,
      vehicle: asked('EL20000'),
      effectiveOn: '2019-12-08',
      now: NOW,
      terms: { moveDaysBackMax: 3 },
    }),
  )
  const read = (who = kari) => as(who, (tx) => readTagChange(tx, [who.partyId], publicId))
  expect(await read()).toMatchObject({ kind: 'moved', difference: undefined })
  expect(await read(ola)).toBeUndefined()
  expect(await due()).not.toEqual([])
  while ((await reattributeDue(database.batch, { now: NOW, limit: 100 })) > 0);
  await database.owner`delete from due`
  expect(await read()).toMatchObject({ difference: 0 })
  const [vehicle] = await database.owner<{ id: number }[]>`select id from vehicle where plate = 'EL20000'`
  const vehicleId = vehicle?.id ?? 0
  const { agreementId, partyId } = kari
  // Known before the move, and priced anew after it: 20 kroner became 16.
  const toll = await aToll(database.owner, {
    partyId,
    agreementId,
    vehicleId,
    stationId,
    at: '2019-12-09T10:00:00Z',
    amount: 1600,
  })
  await database.owner`update charge set created_at = ${NOW + HOUR} where id = ${toll.chargeId}`
  await database.owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
                        amount_ore, because, reverses, created_at)
    select id + 1, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, -2000, -2000, because,
           id - 1, created_at
    from charge where id = ${toll.chargeId}`
  expect(await read()).toMatchObject({ difference: -400 })
  await as(kari, (tx) => undoChange(tx, { publicId, now: NOW + HOUR }))
  expect(await read()).toMatchObject({ undoneAt: NOW + HOUR })
})
