import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kroner, ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { dayAfter, type InvoiceTrigger, invoiceOn } from './invoice-trigger.ts'
import { parseInvoicingTerms, triggerOn } from './invoicing-terms.ts'

const json = await readFile(new URL('../../data/invoicing.json', import.meta.url), 'utf8')
const terms = parseInvoicingTerms(JSON.parse(json))
const of = (issuer: string, whom: 'agreements' | 'owners' = 'agreements') =>
  triggerOn(terms, issuer, '2019-12-10', whom)

function on(trigger: InvoiceTrigger, sum: number, oldestOn: string, lastInvoicedOn?: string) {
  return invoiceOn({ sum: kroner(sum), oldestOn, lastInvoicedOn }, trigger)
}

describe('Ferde invoices an agreement', () => {
  test('at once when it owes more than 900 kr', () => {
    expect(on(of('ferde'), 900.01, '2019-12-09')).toBe('2019-12-09')
    expect(on(of('ferde'), 900.01, '2019-12-09', '2019-12-01')).toBe('2019-12-01')
  })

  test('otherwise three months after the oldest charge', () => {
    expect(on(of('ferde'), 900, '2019-11-20')).toBe('2020-02-20')
    expect(on(of('ferde'), 0.01, '2019-11-20', '2019-11-19')).toBe('2020-02-20')
  })
})

describe('Vegamot invoices an agreement', () => {
  test('monthly when it owes more than 400 kr', () => {
    expect(on(of('vegamot'), 400.01, '2019-11-20', '2019-11-15')).toBe('2019-12-15')
    expect(on(of('vegamot'), 400.01, '2019-11-20')).toBe('2019-12-20')
  })

  test('otherwise after three months', () => {
    expect(on(of('vegamot'), 400, '2019-11-20', '2019-11-15')).toBe('2020-02-20')
  })
})

describe('Fjellinjen invoices an agreement', () => {
  test('every 14 days from 50 000 kr', () => {
    expect(on(of('fjellinjen'), 50_000, '2019-12-02', '2019-12-01')).toBe('2019-12-15')
  })

  test('monthly from 500 kr', () => {
    expect(on(of('fjellinjen'), 49_999.99, '2019-12-02', '2019-12-01')).toBe('2020-01-01')
    expect(on(of('fjellinjen'), 500, '2019-12-02', '2019-12-01')).toBe('2020-01-01')
  })

  test('and less within three months', () => {
    expect(on(of('fjellinjen'), 499.99, '2019-12-02', '2019-12-01')).toBe('2020-03-02')
  })
})

test('an owner without agreement is invoiced two months after the oldest passage, whatever the sum', () => {
  expect(on(of('ferde', 'owners'), 5000, '2019-11-05')).toBe('2020-01-05')
})

test('an issuer nothing is known of follows the row for all', () => {
  expect(of('vegfinans')).toEqual(of('vegamot'))
})

test('what is not known for a day is not guessed', () => {
  expect(() => triggerOn(terms, 'ferde', '2014-12-31', 'agreements')).toThrow('not known when')
})

test('nothing to pay, and what the customer is owed, has no day', () => {
  expect(on(of('ferde'), 0, '2018-01-01')).toBeUndefined()
  expect(on(of('ferde'), -39.2, '2018-01-01')).toBeUndefined()
})

test('a month after the last of January is the last of February', () => {
  expect(dayAfter('2020-01-31', { months: 1 })).toBe('2020-02-29')
  expect(dayAfter('2019-11-30', { months: 3 })).toBe('2020-02-29')
  expect(dayAfter('2019-12-10', { months: 1 })).toBe('2020-01-10')
})

test('more money never makes an invoice later, and none waits longer than the age allows', () => {
  const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2019-01-01', n))
  const issuer = fc.constantFrom('ferde', 'vegamot', 'fjellinjen', 'vegfinans')
  const sum = fc.integer({ min: 1, max: 10_000_000 })
  fc.assert(
    fc.property(issuer, sum, sum, day, fc.option(day, { nil: undefined }), (code, a, b, oldestOn, last) => {
      const trigger = of(code)
      const less = invoiceOn({ sum: ore(Math.min(a, b)), oldestOn, lastInvoicedOn: last }, trigger) ?? ''
      const more = invoiceOn({ sum: ore(Math.max(a, b)), oldestOn, lastInvoicedOn: last }, trigger) ?? ''
      expect(more <= less).toBe(true)
      expect(less <= dayAfter(oldestOn, trigger.latest)).toBe(true)
    }),
  )
})
