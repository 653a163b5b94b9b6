import { beforeEach, describe, expect, test } from 'vitest'
import { makeSupplementary } from '#agreements/make-agreement.ts'
import { isRefusal } from '#core/refusal.ts'
import { ripen } from '#db/due.ts'
import { mountTag } from './mount-tag.ts'
import {
  as,
  asked,
  assignmentOf,
  DEPOSITS,
  database,
  due,
  HOUR,
  held,
  KARIS_TAG,
  NOW,
  newId,
  type Own,
  ownTags,
  stateOf,
} from './own-tags.test-world.ts'
import { recordRemoval } from './record-removal.ts'
import { recordSale } from './record-sale.ts'
import { recordTagEnd } from './record-tag-end.ts'
import { undoChange } from './undo-change.ts'

let kari: Own
let ola: Own
let assignmentId = 0

beforeEach(async () => {
  ;({ kari, ola } = await ownTags())
  assignmentId = await assignmentOf('EK12345')
})

const remove = (what: 'settled' | 'kept', over: { publicId?: string; who?: Own } = {}) => {
  const who = over.who ?? kari
  const publicId = over.publicId ?? newId()
  return as(who, (tx) =>
    recordRemoval(tx, { publicId, partyIds: [who.partyId], assignmentId, what, now: NOW, terms: DEPOSITS }),
  )
}
const undo = (publicId: string, now = NOW + HOUR) => as(kari, (tx) => undoChange(tx, { publicId, now }))
const ofKarisCar = async () => (await held()).filter((row) => row.startsWith('EK12345'))
const deposits = () =>
  database.owner`select ended_because as because, returned_ore as returned from tag_deposit order by id`

async function supplementary(): Promise<number> {
  const { partyId, agreementId: mainAgreementId } = kari
  const made = await as(kari, (tx) =>
    makeSupplementary(tx, {
      publicId: newId(),
      partyId,
      mainAgreementId,
      issuer: 'vegfinans',
      termsVersion: '2019-01-15',
      validFrom: NOW - 2 * HOUR,
    }),
  )
  if (isRefusal(made)) throw new Error(made.refused)
  return made.agreementId
}

const endOf = async (id: number) =>
  (await database.owner<{ at: number | null }[]>`select valid_to as at from agreement where id = ${id}`)[0]
    ?.at

describe('a vehicle is removed', () => {
  test('and its tag settled: the deposit is the customer’s again, booked when the day is over', async () => {
    expect(await remove('settled')).toEqual({ returned: 20000 })
    expect(await ofKarisCar()).toEqual(['EK12345 K1 9578010000001234 2019-11-10T08:00 to 2019-12-10T08:00'])
    expect(await stateOf(KARIS_TAG)).toBe('settled')
    expect(await deposits()).toEqual([{ because: 'returned', returned: 20000 }])
    expect(await due()).not.toContain('deposit 1')
    await ripen(database.batch, Date.parse('2019-12-11T00:00:00+01:00'))
    expect(await due()).toContain('deposit 1')
  })

  test('and undone the same day: vehicle, tag, deposit and supplementary agreements are as they were', async () => {
    const [publicId, under] = [newId(), await supplementary()]
    await remove('settled', { publicId })
    expect(await endOf(under)).toBe(NOW)
    expect(await undo(publicId)).toEqual({ undone: true })
    expect(await ofKarisCar()).toContain('EK12345 K1 9578010000001234 2019-12-10T08:00')
    expect(await stateOf(KARIS_TAG)).toBe('active')
    expect(await deposits()).toEqual([{ because: null, returned: null }])
    expect(await endOf(under)).toBeNull()
  })

  test('and its tag kept: it waits, its supplementary agreements hold, and it is mounted in another vehicle later', async () => {
    const under = await supplementary()
    await remove('kept')
    expect(await stateOf(KARIS_TAG)).toBe('waiting')
    expect(await endOf(under)).toBeNull()
    const mount = (who: Own) =>
      as(who, (tx) =>
        mountTag(tx, { publicId: newId(), tagNumber: KARIS_TAG, vehicle: asked('EL20000'), now: NOW + HOUR }),
      )
    expect(await mount(ola)).toEqual({ refused: 'unknown-tag' })
    expect(await mount(kari)).toEqual({ mounted: true })
    expect(await held()).toContain('EL20000 K1 9578010000001234 2019-12-10T09:00')
    expect(await stateOf(KARIS_TAG)).toBe('active')
  })

  test('not by a stranger', async () => {
    expect(await remove('settled', { who: ola })).toEqual({ refused: 'vehicle-not-registered' })
    expect(await stateOf(KARIS_TAG)).toBe('active')
  })

  test('when it is sold: the notice is received now, and the tag waits', async () => {
    const sell = (who: Own) =>
      as(who, (tx) => recordSale(tx, { publicId: newId(), partyIds: [who.partyId], assignmentId, now: NOW }))
    expect(await sell(ola)).toEqual({ refused: 'vehicle-not-registered' })
    expect(await sell(kari)).toEqual({ sold: true })
    expect(await database.owner`select notice_at from vehicle_sale`).toEqual([{ notice_at: NOW }])
    expect(await stateOf(KARIS_TAG)).toBe('waiting')
  })
})

describe('a tag', () => {
  const end = (kind: 'lost' | 'stolen' | 'damaged' | 'returned', policeReference = '', who = kari) =>
    as(who, (tx) =>
      recordTagEnd(tx, {
        publicId: newId(),
        tagNumber: KARIS_TAG,
        end: kind,
        policeReference,
        reportedAt: NOW - HOUR,
        now: NOW,
        terms: DEPOSITS,
      }),
    )

  test('that is lost leaves its vehicle under the agreement by its plate, without its deposit', async () => {
    expect(await end('lost')).toEqual({ returned: 0 })
    expect(await ofKarisCar()).toContain('EK12345 K1 no tag 2019-12-10T08:00')
    expect(await deposits()).toEqual([{ because: 'lost', returned: 0 }])
  })

  test('that is stolen needs the number of the police report', async () => {
    expect(await end('stolen')).toEqual({ refused: 'no-police-report' })
    expect(await end('stolen', '12345/19')).toEqual({ returned: 0 })
    expect(await stateOf(KARIS_TAG)).toBe('stolen')
    expect(await database.owner`select police_reference from tag_theft`).toEqual([
      { police_reference: '12345/19' },
    ])
  })

  test('that is sent back gives its deposit back; a stranger can end none', async () => {
    expect(await end('returned', '', ola)).toEqual({ refused: 'unknown-tag' })
    expect(await end('returned')).toEqual({ returned: 20000 })
  })
})
