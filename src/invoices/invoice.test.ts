import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isKid, mod10 } from '#core/kid.ts'
import { ore, sumOre } from '#core/money.ts'
import {
  composeInvoice,
  type Issuer,
  type Recipient,
  shownInvoiceNumber,
  sumByInvoice,
  type UninvoicedCharge,
} from './invoice.ts'

const issuer: Issuer = {
  id: 1,
  code: 'ferde',
  name: 'Ferde AS',
  organisationNumber: '923456783',
  accountNumber: '15030000001',
  kidPrefix: '3101',
  phone: null,
  email: null,
  dueDays: 14,
}

const recipient: Recipient = {
  agreementId: 7,
  partyId: 3,
  issuerId: 1,
  agreementNumber: '1003',
  invoiceReference: null,
  termsVersion: '2019-01-15',
  detailed: true,
  language: 'nb',
  name: 'Kari Nordmann',
  street: 'Bryggen 3',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  organisationNumber: null,
  email: null,
}

function toll(id: number, amount: number): UninvoicedCharge {
  return {
    id,
    kind: 'toll',
    chargerName: 'Ferde AS',
    stationName: 'Sandviken',
    passedAt: Date.UTC(2019, 10, 5, 7),
    plate: 'EK 12345',
    tariff: ore(Math.abs(amount)),
    amount: ore(amount),
    vatPercent: 0,
    vat: ore(0),
    chargedAt: Date.UTC(2019, 10, 5, 8),
  }
}

function invoiceNumbered(invoiceNumber: number, from: Partial<Issuer> = {}, issuedOn = '2019-12-10') {
  return composeInvoice({
    issuer: { ...issuer, ...from },
    recipient,
    charges: [toll(1, 1960)],
    invoiceNumber,
    issuedOn,
  })
}

describe('an invoice', () => {
  test('is in the series of its issuer and year, and due when the issuer says', () => {
    expect(invoiceNumbered(42)).toMatchObject({
      series: 'ferde-2019',
      invoiceNumber: 42,
      dueOn: '2019-12-24',
      total: 1960,
    })
  })

  test('that offers to be paid ahead is due on no day', () => {
    const charges = [toll(1, 1960)]
    const offer = {
      issuer,
      recipient,
      charges,
      invoiceNumber: 42,
      issuedOn: '2019-12-10',
      withoutDueDay: true,
    }
    expect(composeInvoice(offer)).toMatchObject({ kind: 'invoice', dueOn: null, total: 1960 })
  })

  test('is quoted by year and number', () => {
    expect(shownInvoiceNumber('ferde-2019', 1042)).toBe('2019-1042')
  })

  test('has a total that is the sum of its lines', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500_000, max: 500_000 }), { minLength: 1 }), (amounts) => {
        const charges = amounts.map((amount, i) => toll(i + 1, amount))
        const invoice = composeInvoice({
          issuer,
          recipient,
          charges,
          invoiceNumber: 1,
          issuedOn: '2019-12-10',
        })
        expect(invoice.total).toBe(sumOre(invoice.lines.map((line) => line.amount)))
        expect(invoice.lines.map((line) => line.id)).toEqual(charges.map((charge) => charge.id))
      }),
    )
  })
})

describe('a KID', () => {
  test('is digits with the check digit MOD10', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
        const { kid } = invoiceNumbered(number)
        expect(kid).toMatch(/^\d{17}$/)
        expect(isKid(kid)).toBe(true)
        expect(mod10(kid.slice(0, -1))).toBe(kid.at(-1))
      }),
    )
  })

  test('is never that of another invoice', () => {
    const one = fc.record({
      number: fc.integer({ min: 1, max: 99_999_999 }),
      prefix: fc.constantFrom('31', '3101', '3102', '31012019'),
      year: fc.integer({ min: 2015, max: 2040 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: (o) => JSON.stringify(o), minLength: 2 }), (many) => {
        const kids = many.map(
          (o) => invoiceNumbered(o.number, { kidPrefix: o.prefix }, `${o.year}-05-01`).kid,
        )
        expect(new Set(kids).size).toBe(many.length)
      }),
    )
  })

  test('does not silently grow past its length', () => {
    expect(() => invoiceNumbered(100_000_000)).toThrow(RangeError)
  })

  test('tells nothing of the customer', () => {
    const other = { ...recipient, agreementId: 9, partyId: 8, agreementNumber: '999' }
    const kid = composeInvoice({
      issuer,
      recipient: other,
      charges: [toll(1, 1)],
      invoiceNumber: 42,
      issuedOn: '2019-12-10',
    }).kid
    expect(kid).toBe(invoiceNumbered(42).kid)
  })
})

test('moves on one invoice are summed, in the order of the invoices', () => {
  expect(
    sumByInvoice([
      { invoiceId: 9, amount: ore(100) },
      { invoiceId: 2, amount: ore(50) },
      { invoiceId: 9, amount: ore(-30) },
    ]),
  ).toEqual([
    { invoiceId: 2, amount: 50 },
    { invoiceId: 9, amount: 70 },
  ])
})
