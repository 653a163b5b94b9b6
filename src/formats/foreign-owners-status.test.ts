import { expect, test } from 'vitest'
import { parseForeignOwnersStatus } from './foreign-owners-status.ts'

const HEAD = 'H;brikke-foreign-owners-status;1;ferde;2019-12;2019-12-20;1500'
const file = (head: string, ...rows: string[]) =>
  Buffer.from([head, ...rows, `Z;${rows.length}`, ''].join('\r\n'))

test('what owners abroad have paid is read, and what was paid back', () => {
  expect(parseForeignOwnersStatus(file(HEAD, 'S;12;4400', 'S;13;-100'))).toEqual({
    chargerCode: 'ferde',
    reference: '2019-12',
    paidOn: '2019-12-20',
    fee: 1_500,
    rows: [
      { chargeNumber: 12, amount: 4_400 },
      { chargeNumber: 13, amount: -100 },
    ],
  })
})

test.each([
  ['bad-header', HEAD.replace('2019-12-20', '2019-02-30'), ['S;12;1']],
  ['bad-header', `${HEAD};more`, ['S;12;1']],
  ['bad-header', HEAD.replace('1500', '-1'), ['S;12;1']],
  ['wrong-fields', HEAD, ['S;12']],
  ['wrong-fields', HEAD, ['T;12;1']],
  ['bad-charge-number', HEAD, ['S;0;1']],
  ['bad-amount', HEAD, ['S;12;0']],
  ['bad-amount', HEAD, ['S;12;12345678901234567']],
  ['charge-twice', HEAD, ['S;12;1', 'S;12;2']],
])('a file is refused as %s: %s %j', (refused, head, rows) => {
  expect(parseForeignOwnersStatus(file(head, ...rows))).toMatchObject({ refused })
})

test('a file that is cut off is refused', () => {
  expect(parseForeignOwnersStatus(Buffer.from(`${HEAD}\r\nS;12;1\r\n`))).toMatchObject({
    refused: 'bad-trailer',
  })
})
