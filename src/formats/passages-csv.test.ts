import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { type CsvPassage, writePassagesCsv } from './passages-csv.ts'

const TITLES = {
  day: 'Dag',
  time: 'Klokkeslett',
  charger: 'Bompengeselskap',
  station: 'Bomstasjon',
  plate: 'Kjennemerke',
  amount: 'Beløp',
  vat: 'Herav mva.',
}

describe('the passages beside an invoice', () => {
  test('are a line each, in Oslo’s time, with decimal comma', () => {
    expect(linesOf([aPassage({ amount: ore(-3_105), vat: ore(7) })])).toEqual([
      'Dag;Klokkeslett;Bompengeselskap;Bomstasjon;Kjennemerke;Beløp;Herav mva.',
      '2019-07-01;00:30:05;Bompengeselskap Nord AS;Ørbekk;AB 12345;-31,05;0,07',
    ])
  })

  test('have a mark in front, by which a spreadsheet knows UTF-8', () => {
    expect([...writePassagesCsv([], TITLES).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  test('that are erased leave their amount', () => {
    const erased = aPassage({ passedAt: null, stationName: null, plate: null })
    expect(linesOf([erased])[1]).toBe(';;Bompengeselskap Nord AS;;;31,00;0,00')
  })

  test.each([
    ['=HYPERLINK("http://x.example")', `"'=HYPERLINK(""http://x.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\r\n=1', "'=1"],
    ['\uFEFF=1', "'=1"],
    ['\u00A0=1', "'=1"],
    ['＝1', "'＝1"],
    ['a;b', '"a;b"'],
    ['a"b', '"a""b"'],
    ['a\nb', 'a b'],
    ['a\u0000b', 'a b'],
    ['1=1', '1=1'],
  ])('have a text that no spreadsheet reckons: «%s»', (plate, cell) => {
    expect(linesOf([aPassage({ plate })])[1]).toBe(
      `2019-07-01;00:30:05;Bompengeselskap Nord AS;Ørbekk;${cell};31,00;0,00`,
    )
  })

  test('are seven cells each, whatever the texts hold, and none begins a formula', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(';', '"', '=', '\n', '\r', '-', ' ', "'", '\u2028') }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 5 }), (all) => {
        const passages = all.map(([chargerName, stationName, plate]) =>
          aPassage({ chargerName, stationName, plate }),
        )
        const rows = linesOf(passages).map(cellsOf)
        expect(rows).toHaveLength(all.length + 1)
        for (const row of rows) {
          expect(row).toHaveLength(7)
          for (const cell of row.slice(2, 5)) expect(cell).not.toMatch(/^\s*[=+\-@]/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

function aPassage(wanted: Partial<CsvPassage> = {}): CsvPassage {
  return {
    passedAt: Date.UTC(2019, 5, 30, 22, 30, 5),
    chargerName: 'Bompengeselskap Nord AS',
    stationName: 'Ørbekk',
    plate: 'AB 12345',
    amount: ore(3_100),
    vat: ore(0),
    ...wanted,
  }
}

function linesOf(passages: readonly CsvPassage[]): string[] {
  const text = new TextDecoder().decode(writePassagesCsv(passages, TITLES))
  expect(text.endsWith('\r\n')).toBe(true)
  return text.slice(0, -2).split('\r\n')
}

/** RFC 4180 with semicolons. */
function cellsOf(line: string): string[] {
  return Array.from(
    line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))(?=;|$)/g),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
