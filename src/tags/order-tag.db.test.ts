import { beforeEach, describe, expect, test } from 'vitest'
import { makeAgreement } from '#agreements/make-agreement.ts'
import { isRefusal } from '#core/refusal.ts'
import { importShipped } from './import-shipped.ts'
import { orderTag } from './order-tag.ts'
import { orderTags } from './order-tags.ts'
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
} from './own-tags.test-world.ts'
import { recordRemoval } from './record-removal.ts'
import { sendOrders } from './send-orders.ts'
import type { TagMaker } from './tag-maker.ts'

const TAG = '9578017000000018'
const SHIPPED_AT = NOW + 24 * HOUR
let kari: Own
let ola: Own

beforeEach(async () => {
  ;({ kari, ola } = await ownTags())
})

const order = (who: Own, over: Partial<Parameters<typeof orderTag>[1]> = {}) =>
  as(who, (tx) =>
    orderTag(tx, {
      publicId: newId(),
      partyId: who.partyId,
      agreementId: who.agreementId,
      vehicle: asked('EV55555'),
      heavy: false,
      termsVersion: '2019-01-15',
      now: NOW,
      ...over,
    }),
  )

/** Its files, as they came; nothing when it is down. */
function maker(taken: Map<string, string>, up = true): TagMaker {
  return {
    deliver: async (name, content) => (up ? (taken.set(name, content), true) : false),
    list: async () => [],
    fetch: async () => undefined,
  }
}

const ship = (orderNumber: number) =>
  importShipped(
    database.batch,
    new TextEncoder().encode(
      `H;brikke-tags-shipped;1\r\nS;${orderNumber};${TAG};2019-12-11T05:00:00Z\r\nZ;1\r\n`,
    ),
    { now: SHIPPED_AT, terms: DEPOSITS },
  )

describe('a tag that is ordered', () => {
  test('puts its vehicle under the agreement at once, goes to the maker once, and is there when it is shipped', async () => {
    expect(await order(kari)).toEqual({ ordered: true })
    expect(await held()).toContain('EV55555 K1 no tag 2019-12-10T08:00')
    const taken = new Map<string, string>()
    expect(await sendOrders(database.batch, maker(taken, false), { now: NOW, limit: 10 })).toBe(0)
    expect(await sendOrders(database.batch, maker(taken), { now: NOW, limit: 10 })).toBe(1)
    expect(await sendOrders(database.batch, maker(taken), { now: NOW, limit: 10 })).toBe(0)
    expect([...taken.values()]).toEqual([
      'H;brikke-tags;1;ferde;1;2019-12-10\r\nO;1;light;Kari Nordmann;Bryggen 3;5003;Bergen;NO;nb\r\nZ;1\r\n',
    ])
    expect(await ship(1)).toEqual({ shipped: 1, passedOver: [], ofNobody: [] })
    expect(await held()).toContain(`EV55555 K1 ${TAG} 2019-12-11T08:00`)
    expect(await ship(1)).toEqual({ shipped: 0, passedOver: [1], ofNobody: [] })
    expect(await database.owner`select state from tag where tag_number = ${TAG}`).toEqual([
      { state: 'active' },
    ])
    expect(await database.owner`select amount_ore from tag_deposit order by id`).toEqual([
      { amount_ore: 20000 },
      { amount_ore: 20000 },
    ])
  })

  test('is ordered once for a vehicle, and not for one that has a tag or is somebody else’s', async () => {
    await order(kari)
    expect(await order(kari)).toEqual({ refused: 'tag-ordered-already' })
    expect(await order(kari, { vehicle: asked('EK12345') })).toEqual({ refused: 'vehicle-has-another-tag' })
    expect(await order(kari, { vehicle: asked('EX10000') })).toEqual({
      refused: 'vehicle-under-another-agreement',
    })
    expect(await order(ola, { agreementId: kari.agreementId })).toEqual({ refused: 'unknown-agreement' })
  })

  test('is not sent when the vehicle is removed before it is shipped', async () => {
    await order(kari)
    const assignmentId = await assignmentOf('EV55555')
    await as(kari, (tx) =>
      recordRemoval(tx, {
        publicId: newId(),
        partyIds: [kari.partyId],
        assignmentId,
        what: 'kept',
        now: NOW + HOUR,
        terms: DEPOSITS,
      }),
    )
    expect(await sendOrders(database.batch, maker(new Map()), { now: NOW, limit: 10 })).toBe(0)
  })

  test('of a foreign vehicle takes what the customer says of it, and never of one that is known', async () => {
    await order(kari, {
      vehicle: asked('B1234', { plate: { country: 'SE', canonical: 'ABC123' }, register: 'foreign' }),
      heavy: true,
    })
    await order(kari, { vehicle: asked('EL20000', { register: 'unknown' }), heavy: true })
    expect(
      await database.owner`select plate, category from vehicle where plate in ('ABC123', 'EL20000') order by plate`,
    ).toEqual([
      { plate: 'ABC123', category: 'N2' },
      { plate: 'EL20000', category: 'M1' },
    ])
  })
})

describe('a list of vehicles', () => {
  const list = (...vehicles: { plate: string; country?: string; totalWeightKg?: number }[]) =>
    as(kari, (tx) =>
      orderTags(tx, {
        partyIds: [kari.partyId],
        agreementPublicId: kari.publicId,
        vehicles: vehicles.map(({ plate, country = 'NO', totalWeightKg }, i) => ({
          line: i + 1,
          plate: { country, canonical: plate },
          costCentre: undefined,
          reference: undefined,
          totalWeightKg,
        })),
        asked: [],
        termsVersion: '2019-01-15',
        heavyAboveKg: 3_500,
        now: NOW,
        newId,
      }),
    )

  test('has a tag of the heavy kind for each above the limit, as stated or as the register has it', async () => {
    await database.owner`insert into vehicle (country, plate, total_weight_kg) values ('NO', 'EV10003', 26000)`
    const done = await list(
      { plate: 'EV10001', totalWeightKg: 3_500 },
      { plate: 'EV10002', totalWeightKg: 3_501 },
      { plate: 'EV10003' },
      { plate: 'ABC123', country: 'SE', totalWeightKg: 18_000 },
    )
    expect(done).toEqual({ ordered: 4 })
    expect(
      await database.owner`
        select v.plate, o.kind, v.category, v.total_weight_kg as kg
        from tag_order o join vehicle v on v.id = o.vehicle_id order by o.id`,
    ).toEqual([
      { plate: 'EV10001', kind: 'light', category: null, kg: null },
      { plate: 'EV10002', kind: 'heavy', category: null, kg: null },
      { plate: 'EV10003', kind: 'heavy', category: null, kg: 26000 },
      { plate: 'ABC123', kind: 'heavy', category: 'N2', kg: 18000 },
    ])
  })

  test('is refused whole where a row states another weight than the register has, or is another’s', async () => {
    await database.owner`insert into vehicle (country, plate, total_weight_kg) values ('NO', 'EV10003', 26000)`
    const done = await list(
      { plate: 'EV10001' },
      { plate: 'EV10003', totalWeightKg: 2_000 },
      { plate: 'EX10000' },
    )
    expect(done).toEqual({
      rows: [
        { line: 2, text: 'EV10003', fault: 'weight-differs' },
        { line: 3, text: 'EX10000', fault: 'another-agreement' },
      ],
    })
    expect(await database.owner`select from tag_order`).toHaveLength(0)
    expect(await database.owner`select from vehicle where plate in ('EV10001', 'ABC123')`).toHaveLength(0)
  })
})

describe('a new agreement', () => {
  const make = (validFrom: number) =>
    as(kari, (tx) =>
      makeAgreement(tx, {
        publicId: newId(),
        partyId: kari.partyId,
        issuer: 'ferde',
        termsVersion: '2019-01-15',
        validFrom,
      }),
    )

  test('has the next number of its issuer, passing over one a portfolio brought', async () => {
    await database.owner`update agreement set agreement_number = '15000001' where id = ${ola.agreementId}`
    expect([await make(NOW), await make(NOW)]).toMatchObject([{ number: '15000002' }, { number: '15000003' }])
  })

  test('that is valid later holds its vehicle from then, also when the tag comes before', async () => {
    const made = await make(NOW + 72 * HOUR)
    if (isRefusal(made)) throw new Error(made.refused)
    await order(kari, { agreementId: made.agreementId })
    await sendOrders(database.batch, maker(new Map()), { now: NOW, limit: 10 })
    expect(await ship(1)).toEqual({ shipped: 1, passedOver: [], ofNobody: [] })
    expect((await held()).filter((row) => row.startsWith('EV'))).toEqual([
      `EV55555 ${made.number} ${TAG} 2019-12-13T08:00`,
    ])
  })

  test('is made in nobody else’s name', async () => {
    const stolen = as(ola, (tx) =>
      makeAgreement(tx, {
        publicId: newId(),
        partyId: kari.partyId,
        issuer: 'ferde',
        termsVersion: '2019-01-15',
        validFrom: NOW,
      }),
    )
    await expect(stolen).rejects.toThrow('row-level security')
  })
})
