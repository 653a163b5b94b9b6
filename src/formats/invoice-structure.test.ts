import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { ore, sumOre } from '#core/money.ts'
import { aCharge, anInvoice, aReminder, passages, read, readBack } from './invoice.test-world.ts'
import { invoiceLayout } from './invoice-layout.ts'
import { createInvoicePrinter, type InvoiceDocument } from './invoice-pdf.ts'

const printer = createInvoicePrinter()
const last = passages(30)
const previous = {
  number: '2019-977',
  issuedOn: '2019-10-10',
  total: sumOre(last.map(({ amount }) => amount)),
  lines: last,
}
const [first = aCharge('toll', 0)] = passages(1)
const correction = { ...first, amount: ore(-760), corrects: '2019-977' }

/** As it is read aloud: a line to each piece, «H2 …» and «TH …» where it is a heading. */
function readAloud(document: InvoiceDocument): readonly string[] {
  const { path } = readBack(printer.print(document))
  let under = ''
  return read('pdfinfo', '-struct-text', path)
    .split('\n')
    .flatMap((line) => {
      const [, role] = /^ *(H1|H2|P|LI|Table|TH|TD|Div|Span)\b/.exec(line) ?? []
      if (role !== undefined) under = role
      const [, said] = /^ *"(.*)"$/.exec(line) ?? []
      if (said === undefined) return role === 'Table' ? [role] : []
      const text = said.replace(/[\u00a0\u202f]/g, ' ').trim()
      return [under === 'H1' || under === 'H2' || under === 'TH' ? `${under} ${text}` : text]
    })
}

describe.each(LANGUAGES)('what a screen reader is given in %s', (language) => {
  const kinds: readonly [string, InvoiceDocument][] = [
    ['an invoice', anInvoice({ language, previous, lines: [...passages(40), correction] })],
    ['a reminder', aReminder({ language })],
    ['a credit note', anInvoice({ language, kind: 'credit-note', dueOn: null, lines: [correction] })],
    [
      'an invoice with VAT',
      anInvoice({ language, lines: [aCharge('fee', 4900, { vat: ore(980), vatPercent: 25 })] }),
    ],
  ]

  test.each(kinds)('of %s: title and language, and that it is PDF/UA-1', (_, document) => {
    const pdf = printer.print(document)
    const bytes = Buffer.from(pdf).toString('latin1')
    expect(readBack(pdf).info).toMatchObject({ Title: invoiceLayout(document).title, Tagged: 'yes' })
    expect(bytes).toMatch(new RegExp(`/Lang \\(${language}`))
    expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  test.each(kinds)('of %s: everything, once, in the order one reads', (_, document) => {
    const aloud = readAloud(document)
    const said = layoutInOrder(invoiceLayout(document))
    // Headings repeat where a table goes on; lines are broken where the paper ends.
    expect(flat(aloud.filter((piece) => !/^(TH |H1 |H2 |Table)/.test(piece)))).toBe(flat(said.text))
    expect(aloud.filter((piece) => /^H[12] /.test(piece))).toEqual(said.headings)
    expect(flat(aloud.filter((piece) => piece.startsWith('TH ')).map((piece) => piece.slice(3)))).toBe(
      flat(said.columns),
    )
  })
})

test('what one pays by comes before all else that is said', () => {
  const aloud = readAloud(anInvoice())
  const at = (piece: string) => aloud.findIndex((one) => one.replaceAll(' ', ' ') === piece)
  expect(at('H1 Faktura')).toBeGreaterThan(0)
  expect(at('H2 Slik betaler du')).toBe(at('H1 Faktura') + 1)
  expect(at('H2 Slik betaler du')).toBeLessThan(aloud.indexOf('Table'))
})

function layoutInOrder(layout: ReturnType<typeof invoiceLayout>) {
  const { summary, vat, next, changes, passages: table, closing, payment } = layout
  const labels = (fields: typeof payment.fields) => fields.flatMap(({ label, value }) => [label, value])
  const headed = [payment, summary, vat, next, changes, table, closing].flatMap((part) =>
    part ? [part.heading] : [],
  )
  return {
    headings: [`H1 ${layout.heading}`, ...headed.map((heading) => `H2 ${heading}`)],
    columns: [summary, vat, changes, table].flatMap((part) => part?.columns ?? []),
    text: [
      layout.issuer.name,
      layout.issuer.contact.map(({ label, value }) => `${label} ${value}`).join(' · '),
      ...layout.recipient,
      ...labels(layout.facts),
      layout.intro ?? '',
      ...labels(payment.fields),
      payment.note,
      ...summary.rows.flat(),
      ...summary.total,
      layout.corrections ?? '',
      ...(vat?.rows.flat() ?? []),
      ...(next?.texts ?? []),
      ...(changes
        ? [changes.intro, ...changes.reasons.flatMap((reason) => ['•', reason]), changes.period ?? '']
        : []),
      ...(changes?.rows.flat() ?? []),
      ...(changes?.total ?? []),
      ...(table?.rows.flat() ?? []),
      ...closing.texts,
    ],
  }
}

/** Without what a line's end does to the words. */
function flat(pieces: readonly string[]): string {
  return pieces.join(' ').replace(/\s+/g, ' ').trim()
}
