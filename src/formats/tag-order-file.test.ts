import { expect, test } from 'vitest'
import { parseShippedFile, writeTagOrderFile } from './tag-order-file.ts'

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''))
const HEAD = 'H;brikke-tags-shipped;1'

test('an order names whom the tag is posted to, and nothing of the vehicle', () => {
  const order = {
    orderNumber: 7,
    kind: 'light' as const,
    name: 'Kari; Nordmann',
    street: 'Bryggen 3',
    postalCode: '5003',
    place: 'Bergen',
    country: 'NO',
    language: 'nb',
  }
  expect(
    writeTagOrderFile({ issuerCode: 'ferde', fileNumber: 3, madeOn: '2019-12-10', orders: [order] }),
  ).toBe(
    'H;brikke-tags;1;ferde;3;2019-12-10\r\nO;7;light;"Kari; Nordmann";Bryggen 3;5003;Bergen;NO;nb\r\nZ;1\r\n',
  )
})

test('what was shipped is read with its tag number and when', () => {
  expect(parseShippedFile(bytes(HEAD, 'S;7;9578010000001234;2019-12-11T12:00:00Z', 'Z;1'))).toEqual({
    head: true,
    rows: [{ orderNumber: 7, tagNumber: '9578010000001234', shippedAt: Date.parse('2019-12-11T12:00:00Z') }],
  })
})

test.each([
  ['an order number that is none', 'S;x;9578010000001234;2019-12-11T12:00:00Z', 'bad-order-number'],
  ['a tag number that is none', 'S;7;tag;2019-12-11T12:00:00Z', 'bad-tag-number'],
  ['a time that is none', 'S;7;9578010000001234;2019-13-11T12:00:00Z', 'bad-time'],
])('%s refuses the file at its line', (_, line, refused) => {
  expect(parseShippedFile(bytes(HEAD, line, 'Z;1'))).toEqual({ refused, line: 2 })
})

test('an order that stands twice refuses the file', () => {
  const line = 'S;7;9578010000001234;2019-12-11T12:00:00Z'
  expect(parseShippedFile(bytes(HEAD, line, line, 'Z;2'))).toEqual({ refused: 'order-twice', line: 3 })
})
