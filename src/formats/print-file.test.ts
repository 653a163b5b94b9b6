import { describe, expect, test } from 'vitest'
import { parseReturnedLetters, writePrintFile } from './print-file.ts'

const letter = {
  letterNumber: 7,
  kind: 'invoice' as const,
  invoiceNumber: '2019-12',
  pdf: '7-a.pdf',
  sha256: 'ab',
  bytes: 3,
  name: 'Kari; "Nordmann"\nBryggen',
  street: null,
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  language: 'nn',
}
const bytes = (text: string) => new TextEncoder().encode(text)
const file = (...rows: string[]) => `H;brikke-returned-letters;1\r\n${rows.join('\r\n')}\r\n`

test('a print file has a letter a line, and no field breaks out of its place', () => {
  expect(
    writePrintFile({ issuerCode: 'ferde', fileNumber: 3, madeOn: '2019-12-13', letters: [letter] }),
  ).toBe(
    'H;brikke-print;1;ferde;3;2019-12-13\r\n' +
      'L;7;invoice;2019-12;7-a.pdf;ab;3;"Kari; ""Nordmann"" Bryggen";;5003;Bergen;NO;nn\r\n' +
      'Z;1\r\n',
  )
})

describe('a file of letters that came back', () => {
  test('is read line by line', () => {
    expect(parseReturnedLetters(bytes(file('R;7;moved;2019-12-20', 'R;8;other;2019-12-21', 'Z;2')))).toEqual([
      { line: 2, letterNumber: 7, reason: 'moved', on: '2019-12-20' },
      { line: 3, letterNumber: 8, reason: 'other', on: '2019-12-21' },
    ])
  })

  test('may hold none', () => {
    expect(parseReturnedLetters(bytes('H;brikke-returned-letters;1\nZ;0\n'))).toEqual([])
  })

  test.each([
    ['not-utf8', 0, new Uint8Array([0xff, 0xfe])],
    ['bad-header', 1, bytes('H;brikke-print;1\r\nZ;0\r\n')],
    ['bad-header', 1, bytes('')],
    ['bad-trailer', 2, bytes(file('R;7;moved;2019-12-20'))],
    ['bad-trailer', 1, bytes('H;brikke-returned-letters;1')],
    ['count-differs', 3, bytes(file('R;7;moved;2019-12-20', 'Z;2'))],
    ['wrong-fields', 2, bytes(file('R;7;moved', 'Z;1'))],
    ['wrong-fields', 2, bytes(file('L;7;moved;2019-12-20', 'Z;1'))],
    ['bad-letter-number', 2, bytes(file('R;-7;moved;2019-12-20', 'Z;1'))],
    ['bad-letter-number', 2, bytes(file('R;12345678901234567;moved;2019-12-20', 'Z;1'))],
    ['unknown-return-reason', 2, bytes(file('R;7;eaten;2019-12-20', 'Z;1'))],
    ['bad-day', 2, bytes(file('R;7;moved;1800-01-01', 'Z;1'))],
    ['bad-day', 2, bytes(file('R;7;moved;2019-02-30', 'Z;1'))],
    ['letter-twice', 3, bytes(file('R;7;moved;2019-12-20', 'R;7;other;2019-12-20', 'Z;2'))],
  ])('is refused whole: %s', (refused, line, content) => {
    expect(parseReturnedLetters(content)).toEqual({ refused, line })
  })
})
