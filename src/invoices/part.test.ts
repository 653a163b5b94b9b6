import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore, sumOre } from '#core/money.ts'
import { decideParts } from './decide-parts.ts'
import { type ChargedVehicle, type Recipient, totalOf, type UninvoicedCharge } from './invoice.ts'
import { type InvoicedPer, partsOf, withCostCentres } from './part.ts'

const AT = Date.UTC(2019, 10, 5, 8)

function charge(
  id: number,
  amount: number,
  vehicle?: Partial<ChargedVehicle> & { plate: string },
): UninvoicedCharge {
  return {
    id,
    kind: 'toll',
    chargerName: 'Ferde AS',
    stationName: 'Sandviken',
    passedAt: AT,
    plate: vehicle?.plate ?? null,
    tariff: ore(Math.abs(amount)),
    amount: ore(amount),
    vatPercent: 0,
    vat: ore(0),
    chargedAt: AT,
    ...(vehicle ? { vehicle: { id: 1, costCentre: null, reference: null, ...vehicle } } : {}),
  }
}

const recipient: Recipient = {
  agreementId: 7,
  partyId: 3,
  issuerId: 1,
  agreementNumber: '1003',
  invoiceReference: 'Innkjøp',
  termsVersion: '2019-01-15',
  detailed: true,
  language: 'nb',
  name: 'Fjell Transport AS',
  street: 'Bryggen 3',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  organisationNumber: '923456783',
  email: null,
}

function decided(charges: readonly UninvoicedCharge[], per: InvoicedPer, over: object = {}) {
  const candidate = { recipient, parked: false, per, lastInvoicedOn: undefined, endedOn: undefined, charges }
  const trigger = { steps: [{ atLeast: ore(90_001), every: { days: 0 } }], latest: { months: 3 } }
  return decideParts({ ...candidate, ...over }, { asOf: '2019-12-10', trigger, creditAfter: { months: 3 } })
}

test('two vehicles of one plate in two countries have an invoice each', () => {
  const norwegian = charge(1, 2_000, { plate: 'AB12345', id: 1 })
  const other = charge(2, 3_000, { plate: 'AB12345', id: 2 })
  expect(partsOf([norwegian, other, charge(3, 4_000, { plate: 'AB12345', id: 1 })], 'vehicle')).toMatchObject(
    [
      { plate: 'AB12345', charges: [{ id: 1 }, { id: 3 }] },
      { plate: 'AB12345', charges: [{ id: 2 }] },
    ],
  )
})

describe('the parts of an agreement', () => {
  const plates = fc.constantFrom('EK 10001', 'EK 10002', 'EK 10003')
  const centre = fc.option(fc.constantFrom('110', '120'), { nil: null })
  const anyCharge = fc
    .tuple(fc.integer({ min: -50_000, max: 90_000 }), fc.option(fc.tuple(plates, centre), { nil: undefined }))
    .map(([amount, of]) => ({ amount, of }))
  const anyCharges = fc
    .array(anyCharge, { minLength: 1, maxLength: 40 })
    .map((all) =>
      all.map(({ amount, of }, i) =>
        charge(i + 1, amount, of && { plate: of[0], costCentre: of[1], id: Number(of[0].slice(-1)) }),
      ),
    )
  const anyPer = fc.constantFrom<InvoicedPer>('agreement', 'vehicle', 'cost-centre')

  test('hold each charge once, and come to what the whole comes to', () => {
    fc.assert(
      fc.property(anyCharges, anyPer, (charges, per) => {
        const parts = partsOf(charges, per)
        expect(parts.flatMap((part) => part.charges.map((c) => c.id)).sort((a, b) => a - b)).toEqual(
          charges.map((c) => c.id),
        )
        expect(sumOre(parts.map((part) => totalOf(part.charges)))).toBe(totalOf(charges))
      }),
    )
  })

  test('come to the whole when decided too: what is invoiced and what is carried', () => {
    fc.assert(
      fc.property(anyCharges, anyPer, (charges, per) => {
        const parts = decided(charges, per)
        expect(sumOre(parts.map(({ decision }) => decision.total))).toBe(totalOf(charges))
        for (const part of parts) expect(part.decision.total).toBe(totalOf(part.charges))
      }),
    )
  })

  test('are one where the holder has chosen nothing', () => {
    expect(partsOf([charge(1, 100, { plate: 'EK 10001' }), charge(2, 200)], 'agreement')).toHaveLength(1)
  })

  test('are a vehicle each, and what is of none by itself', () => {
    const parts = partsOf(
      [
        charge(1, 100, { plate: 'EK 10002', reference: 'Bil 2' }),
        charge(2, 200),
        charge(3, 300, { plate: 'EK 10001' }),
        charge(4, 400, { plate: 'EK 10002', reference: 'Bil 2' }),
      ],
      'vehicle',
    )
    expect(parts.map(({ plate, reference, charges }) => [plate, reference, totalOf(charges)])).toEqual([
      [null, null, 200],
      ['EK 10001', null, 300],
      ['EK 10002', 'Bil 2', 500],
    ])
  })

  test('are a cost centre each, marked with what all its vehicles ask for', () => {
    const parts = partsOf(
      [
        charge(1, 100, { plate: 'EK 10001', costCentre: '110', reference: 'Salg' }),
        charge(2, 200, { plate: 'EK 10002', costCentre: '110', reference: 'Salg' }),
        charge(3, 300, { plate: 'EK 10003', costCentre: '120', reference: 'Drift' }),
        charge(4, 400, { plate: 'EK 10004', costCentre: '120', reference: 'Verksted' }),
        charge(5, 500, { plate: 'EK 10005' }),
      ],
      'cost-centre',
    )
    expect(
      parts.map(({ costCentre, reference, charges }) => [costCentre, reference, totalOf(charges)]),
    ).toEqual([
      [null, null, 500],
      ['110', 'Salg', 300],
      ['120', null, 700],
    ])
  })
})

describe('the trigger of an agreement that is invoiced in parts', () => {
  const two = (a: number, b: number) => [
    charge(1, a, { plate: 'EK 10001' }),
    charge(2, b, { plate: 'EK 10002', id: 2 }),
  ]

  test('counts the agreement as a whole: each part is invoiced, however little', () => {
    const parts = decided(two(90_000, 1), 'vehicle')
    expect(parts.map(({ decision }) => [decision.becomes, decision.total])).toEqual([
      ['invoice', 90_000],
      ['invoice', 1],
    ])
    expect(decided(two(89_999, 1), 'vehicle').map(({ decision }) => decision)).toMatchObject([
      { becomes: 'carried', because: 'below-trigger', total: 90_000 },
    ])
  })

  test('carries a part that is owed to the customer by itself', () => {
    const parts = decided(two(100_000, -500), 'vehicle')
    expect(parts.map(({ decision }) => decision)).toMatchObject([
      { becomes: 'invoice', total: 100_000 },
      { becomes: 'carried', because: 'negative', total: -500, until: '2020-02-05' },
    ])
  })

  test('asks for nothing while the agreement as a whole is owed', () => {
    expect(decided(two(100_000, -200_000), 'vehicle').map(({ decision }) => decision)).toMatchObject([
      { becomes: 'carried', because: 'negative', total: -100_000 },
    ])
  })

  test('makes one credit note of what the ended agreement is owed over all parts', () => {
    const parts = decided(two(100, -300), 'vehicle', { endedOn: '2019-12-01' })
    expect(parts.map(({ decision }) => decision)).toEqual([{ becomes: 'credit-note', total: -200 }])
  })

  test('keeps the agreement’s reference where a part has none of its own', () => {
    const charges = [
      charge(1, 100_000, { plate: 'EK 10001', reference: 'Bil 1' }),
      charge(2, 100, { plate: 'EK 10002' }),
    ]
    const parts = decided(charges, 'vehicle')
    expect(parts.map((part) => [part.recipient.plate, part.recipient.invoiceReference])).toEqual([
      ['EK 10001', 'Bil 1'],
      ['EK 10002', 'Innkjøp'],
    ])
  })
})

describe('a cost centre', () => {
  const held = { reference: null, to: null } as const
  const centres = new Map([
    [
      '7 1',
      [
        { ...held, costCentre: '110', from: 0, to: AT },
        { ...held, costCentre: '120', from: AT },
      ],
    ],
  ])
  const centreOf = (one: UninvoicedCharge) => withCostCentres([one], 7, centres)[0]?.vehicle?.costCentre

  test('is that of the passage’s instant, not of the day of the invoice', () => {
    const passed = (passedAt: number) => ({ ...charge(1, 100, { plate: 'EK 10001' }), passedAt })
    expect(centreOf(passed(AT - 1))).toBe('110')
    expect(centreOf(passed(AT))).toBe('120')
  })

  test('of what is no passage is that of the instant it was charged', () => {
    expect(centreOf({ ...charge(1, 100, { plate: 'EK 10001' }), passedAt: null, chargedAt: AT - 1 })).toBe(
      '110',
    )
  })

  test('is of its own agreement alone', () => {
    expect(
      withCostCentres([charge(1, 100, { plate: 'EK 10001' })], 8, centres)[0]?.vehicle?.costCentre,
    ).toBeNull()
  })
})
