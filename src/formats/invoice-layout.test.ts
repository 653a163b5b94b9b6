import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { invoiceLayout } from './invoice-layout.ts'
import type { InvoiceDocument } from './invoice-pdf.ts'

const correction = {
  kind: 'toll',
  chargerName: 'Ferde AS',
  stationName: 'Sandviken',
  passedAt: Date.UTC(2019, 10, 5, 7),
  plate: 'EK 12345',
  amount: ore(-1520),
  vat: ore(0),
  corrects: '2019-7',
} as const

const note: InvoiceDocument = {
  language: 'nb',
  number: '2019-1043',
  kid: '31012019000010432',
  issuedOn: '2019-12-10',
  dueOn: null,
  total: ore(-1520),
  detailed: true,
  agreementNumber: '1000234',
  reference: null,
  termsVersion: '2019-01-15',
  issuer: {
    name: 'Ferde AS',
    organisationNumber: '923456783',
    accountNumber: '12345678903',
    phone: null,
    email: null,
  },
  recipient: {
    name: 'Kari Nordmann',
    street: 'Bryggen 3',
    postalCode: '5003',
    place: 'Bergen',
    country: 'NO',
    organisationNumber: null,
  },
  lines: [correction],
}

/** The parts that say what is asked, a line each. */
function said(document: InvoiceDocument): string {
  const { title, heading, facts, payment, summary } = invoiceLayout(document)
  return [
    title,
    heading,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...payment.fields.map(({ label, value }) => `${label}: ${value}`),
    payment.note,
    summary.heading,
    ...summary.rows.map(([name, , amount]) => `${name}: ${amount}`),
    summary.total.join(': '),
  ]
    .join('\n')
    .replace(/[\u00a0\u202f]/g, ' ')
}

describe('a credit note', () => {
  test('says what docs/rules/invoice-run.md says it does', async () => {
    const text = await readFile(new URL('../../docs/rules/invoice-run.md', import.meta.url), 'utf8')
    expect(said(note)).toBe(text.split('```')[1]?.trim())
  })

  test('asks for nothing, in any language', () => {
    for (const language of ['nb', 'nn', 'en'] as const) {
      const text = JSON.stringify(invoiceLayout({ ...note, language }))
      expect(text).not.toContain(note.kid)
      expect(text).not.toContain('1234 56 78903')
      expect(text).not.toMatch(/Å betale|To pay/)
    }
  })
})

test('an invoice without agreement says who it goes to, and no terms', () => {
  const line = { ...correction, amount: ore(2450), corrects: undefined }
  const { corrects: _none, ...toll } = line
  const owners = { ...note, agreementNumber: null, termsVersion: null, total: ore(2450), lines: [toll] }
  const { facts, closing } = invoiceLayout(owners)
  expect(facts.map(({ label }) => label)).toEqual(['Fakturanummer', 'Fakturadato'])
  expect(closing.texts[1]).toContain('registrert eier')
  expect(closing.texts.join(' ')).not.toContain('avtalevilkårene')
})

describe('credit that is used on an invoice', () => {
  const asked = {
    ...note,
    dueOn: '2019-12-24',
    total: ore(2_000),
    lines: [{ ...correction, amount: ore(2_000) }],
  }
  const inEveryLanguage = ['nb', 'nn', 'en'] as const

  test('stands among what it is for, and the rest is what is to be paid', () => {
    const text = said({ ...asked, creditUsed: ore(500) })
    expect(text).toContain('Brukt av det du har til gode: −5,00 kr')
    expect(text).toContain('Å betale: 15,00 kr')
    expect(text).toContain('Sum å betale: 15,00 kr')
    expect(text).toContain(note.kid)
  })

  test('of all of it asks for nothing, in any language', () => {
    for (const language of inEveryLanguage) {
      const text = JSON.stringify(invoiceLayout({ ...asked, language, creditUsed: ore(2_000) }).payment)
      expect(text).not.toContain(note.kid)
      expect(text).not.toContain('1234 56 78903')
    }
  })

  test('is not spoken of where there was none', () => {
    expect(said(asked)).not.toContain('til gode')
  })
})

test('an invoice without a due date says that it is paid when one wishes', () => {
  const prepayment = { ...note, total: ore(2_000), lines: [{ ...correction, amount: ore(2_000) }] }
  const text = said(prepayment)
  expect(text).toContain('Du betaler når du vil')
  expect(text).not.toMatch(/Betal innen|Forfallsdato/)
})
