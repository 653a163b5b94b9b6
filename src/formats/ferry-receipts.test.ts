import { expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { parseReceipts } from './ferry-receipts.ts'

const HEAD = 'H;brikke-ferry-receipts;1;fjord1;7;2019-12-04T22:00:00+01:00'
const TRIP =
  'R;a-1;1;horn-igeroy;2019-12-04T08:00:00+01:00;2019-12-04T07:55:00+01:00;950;AP1;480;9578;7001;NO;EK12345;30;2;1;0;S;36000'

const file = (...lines: readonly string[]) => `${lines.join('\n')}\n`

test('a trip is read with its length, what it is known by, and who travelled along', () => {
  const read = parseReceipts(file(HEAD, TRIP, 'T;1;36000'))
  if (isRefusal(read)) throw new Error(read.refused)
  expect(read).toMatchObject({ company: 'fjord1', fileNumber: '7', sum: 36_000 })
  expect(read.receipts).toEqual([
    {
      reference: 'a-1',
      version: 1,
      leg: 'horn-igeroy',
      departsAt: Date.parse('2019-12-04T07:00:00Z'),
      registeredAt: Date.parse('2019-12-04T06:55:00Z'),
      length_cm: 950,
      classSeen: 'AP1',
      towingLength_cm: 480,
      tagNumber: '9578',
      cardNumber: '7001',
      country: 'NO',
      plate: 'EK12345',
      signal: '30',
      adults: 2,
      children: 1,
      seniors: 0,
      cancelled: false,
      fullOre: 36_000,
    },
  ])
})

test('what is not there is empty, and a trip that did not sail says so', () => {
  const line = TRIP.replace(';480;9578;7001;', ';;;;').replace(';S;', ';X;')
  const read = parseReceipts(file(HEAD, line, 'T;1;36000'))
  expect(read).toMatchObject({
    receipts: [{ towingLength_cm: undefined, tagNumber: undefined, cardNumber: undefined, cancelled: true }],
  })
})

test.each([
  ['wrong-header', [HEAD.replace(';1;', ';2;'), TRIP, 'T;1;36000']],
  ['wrong-header', [HEAD.replace('+01:00', ''), TRIP, 'T;1;36000']],
  ['wrong-trailer', [HEAD, TRIP]],
  ['wrong-count', [HEAD, TRIP, 'T;2;36000']],
  ['wrong-sum', [HEAD, TRIP, 'T;1;36001']],
  ['not-a-receipt', [HEAD, `${TRIP};`, 'T;1;36000']],
  ['not-a-receipt', [HEAD, TRIP.replace(';S;', ';Y;'), 'T;1;36000']],
  ['time-unreadable', [HEAD, TRIP.replaceAll('+01:00', ''), 'T;1;36000']],
  ['number-unreadable', [HEAD, TRIP.replace(';950;', ';9.5;'), 'T;1;36000']],
  ['number-unreadable', [HEAD, TRIP.replace(';1;horn', ';0;horn'), 'T;1;36000']],
  ['neither-tag-card-nor-plate', [HEAD, TRIP.replace('9578;7001;NO;EK12345', ';;;'), 'T;1;36000']],
  ['same-version-twice', [HEAD, TRIP, TRIP, 'T;2;72000']],
])('a file is refused whole: %s', (refused, lines) => {
  expect(parseReceipts(file(...lines))).toMatchObject({ refused })
})
