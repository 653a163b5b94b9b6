import { expect, test } from 'vitest'
import { openCsv } from './csv.ts'
import { openJson } from './json-rows.ts'
import type { Column } from './table.ts'

const COLUMNS: readonly Column[] = [
  { heading: 'Dato', key: 'day', kind: 'day' },
  { heading: 'Sted', key: 'place', kind: 'text' },
  { heading: 'Pris', key: 'price_ore', kind: 'ore' },
]

test('a spreadsheet reads the letters, the commas and no formula', () => {
  const csv = openCsv(COLUMNS)
  const bytes = Buffer.concat([
    csv.rows([['2019-12-31', 'Bryn; «Øst»', 2050]]),
    csv.rows([
      ['2020-01-01', '=HYPERLINK("x")', -5],
      ['2020-01-02', '\t+1', 0],
      ['2020-01-03', undefined, undefined],
    ]),
    csv.end(),
  ])
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(bytes.toString('utf8').slice(1)).toBe(
    'Dato;Sted;Pris\r\n2019-12-31;"Bryn; «Øst»";20,50\r\n' +
      `2020-01-01;"'=HYPERLINK(""x"")";-0,05\r\n2020-01-02;' +1;0,00\r\n2020-01-03;;\r\n`,
  )
})

test('a list without rows has its headings, and as JSON is an empty array', () => {
  expect(openCsv(COLUMNS).end().toString()).toContain('Dato;Sted;Pris')
  expect(openJson(COLUMNS).end().toString()).toBe('[]\n')
})

test('a program reads the same rows, however many at a time', () => {
  const json = openJson(COLUMNS)
  const rows = [['2019-12-31', 'A "b"', 2050] as const, ['2020-01-01', undefined, 0] as const]
  const text = Buffer.concat([
    json.rows([]),
    json.rows(rows),
    json.rows(rows.slice(1)),
    json.end(),
  ]).toString()
  expect(JSON.parse(text)).toEqual([
    { day: '2019-12-31', place: 'A "b"', price_ore: 2050 },
    { day: '2020-01-01', place: null, price_ore: 0 },
    { day: '2020-01-01', place: null, price_ore: 0 },
  ])
})
