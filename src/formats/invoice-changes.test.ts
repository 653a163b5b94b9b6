import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore, sumOre } from '#core/money.ts'
import { aCharge, anInvoice, passages } from './invoice.test-world.ts'
import { invoiceLayout } from './invoice-layout.ts'
import type { InvoiceDocumentLine, PreviousInvoice } from './invoice-pdf.ts'

function before(lines: readonly InvoiceDocumentLine[]): PreviousInvoice {
  return { number: '2019-977', issuedOn: '2019-10-10', total: sumOre(lines.map((l) => l.amount)), lines }
}

function changes(now: readonly InvoiceDocumentLine[], then: readonly InvoiceDocumentLine[]) {
  const said = invoiceLayout(anInvoice({ lines: now, previous: before(then) })).changes
  if (!said) throw new Error('nothing said of the invoice before')
  return JSON.parse(JSON.stringify(said).replace(/[\u00a0\u202f]/g, ' ')) as typeof said
}

const toll = (amount: number, over: Partial<InvoiceDocumentLine> = {}) =>
  aCharge('toll', amount, { passedAt: Date.UTC(2019, 9, 20, 8), stationName: 'Sandviken', ...over })

describe('what an invoice says of the one before', () => {
  test('has passages and sum of each toll charger, then and now', () => {
    const north = { chargerName: 'Bompengeselskap Nord AS' }
    const said = changes([toll(2000), toll(2000), toll(3000, north)], [toll(1500), toll(1000, north)])
    expect(said.rows).toEqual([
      ['Ferde AS', '1', '2', '15,00 kr', '40,00 kr', '+25,00 kr'],
      ['Bompengeselskap Nord AS', '1', '1', '10,00 kr', '30,00 kr', '+20,00 kr'],
    ])
    expect(said.total).toEqual(['Hele fakturaen', '2', '3', '25,00 kr', '70,00 kr', '+45,00 kr'])
  })

  test('names a toll charger that one no longer, or not before, drove by', () => {
    const north = { chargerName: 'Bompengeselskap Nord AS' }
    expect(changes([toll(2000)], [toll(1000, north)]).rows).toEqual([
      ['Ferde AS', '0', '1', '0,00 kr', '20,00 kr', '+20,00 kr'],
      ['Bompengeselskap Nord AS', '1', '0', '10,00 kr', '0,00 kr', '−10,00 kr'],
    ])
  })

  test('tells what more passages cost from what dearer ones do', () => {
    expect(changes([toll(2500), toll(2500), toll(2500)], [toll(2000), toll(2000)])).toMatchObject({
      intro: 'Fakturaen er 35,00 kr høyere enn den forrige, 2019-977 av 10. oktober 2019. Dette er grunnen:',
      reasons: [
        '1 passering mer enn sist: +20,00 kr',
        'Hver passering koster i snitt 25,00 kr, sist 20,00 kr: +15,00 kr',
      ],
    })
  })

  test('names deposit, fee and corrections by themselves', () => {
    const now = [toll(2000), aCharge('fee', 4900), toll(-760, { corrects: '2019-7' })]
    expect(changes(now, [toll(2000), aCharge('deposit', 20_000)]).reasons).toEqual([
      'Gebyr: +49,00 kr',
      'Rettinger av tidligere fakturaer: −7,60 kr',
      'Depositum: −200,00 kr',
    ])
  })

  test('says so where nothing changed, and gives no reasons', () => {
    const same = changes([toll(2000)], [toll(2000)])
    expect(same.intro).toBe('Fakturaen er like stor som den forrige, 2019-977 av 10. oktober 2019.')
    expect(same.reasons).toEqual([])
  })

  test('says over how many days the passages are, where that is still known', () => {
    expect(changes(passages(40), passages(2)).period).toBe(
      'Passeringene er fra 20. oktober 2019 til 8. november 2019 (20 dager). På forrige faktura gikk de over 1 dag.',
    )
    expect(changes([toll(2000)], [toll(2000, { passedAt: null })]).period).toBeNull()
  })

  test('is nothing on a first invoice, a reminder or a credit note', () => {
    const previous = before([toll(2000)])
    expect(invoiceLayout(anInvoice()).changes).toBeNull()
    expect(invoiceLayout(anInvoice({ kind: 'reminder', previous })).changes).toBeNull()
    expect(invoiceLayout(anInvoice({ lines: [toll(-760)], previous })).changes).toBeNull()
  })

  test('adds up: the reasons are the difference, to the øre', () => {
    const line = fc.record({
      kind: fc.constantFrom('toll', 'toll', 'deposit', 'fee'),
      amount: fc.integer({ min: -5000, max: 50_000 }),
      chargerName: fc.constantFrom('Ferde AS', 'Vegfinans AS'),
      corrects: fc.constantFrom(undefined, undefined, '2019-7'),
    } as const)
    const lines = fc.array(
      line.map(({ kind, amount, chargerName, corrects }) =>
        aCharge(kind, amount, { chargerName, ...(corrects && kind === 'toll' ? { corrects } : {}) }),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(lines, lines, (now, then) => {
        const sum = (of: readonly InvoiceDocumentLine[]) => sumOre(of.map(({ amount }) => amount))
        // A credit note says nothing of it.
        fc.pre(sum(now) >= 0)
        const said = changes(now, then)
        const difference = sum(now) - sum(then)
        expect(sumOre(said.reasons.map((reason) => amountIn(reason.split(': ').at(-1))))).toBe(difference)
        expect(sumOre(said.rows.map((row) => amountIn(row.at(-1))))).toBe(difference)
        expect(amountIn(said.total.at(-1))).toBe(difference)
      }),
    )
  })
})

function amountIn(text = '') {
  const digits = Number(text.replace(/[^\d]/g, ''))
  return ore(text.startsWith('−') ? -digits : digits)
}
