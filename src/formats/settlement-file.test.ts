import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { type SettlementLine, sumOfSettlement, writeSettlementFile } from './settlement-file.ts'

const LINE: SettlementLine = {
  issuerCode: 'fjellinjen',
  bookedOn: '2019-12-09',
  postings: 3,
  tolls: ore(100_000),
  owners: ore(2_200),
  basisPoints: 175,
  commission: ore(1_750),
}
/** A late line that took back more than it charged. */
const LATE: SettlementLine = {
  ...LINE,
  bookedOn: '2019-12-08',
  postings: 1,
  tolls: ore(-4_400),
  owners: ore(0),
  commission: ore(-77),
}
const FILE = { chargerCode: 'ferde', settlementNumber: 7, settledOn: '2019-12-09', lines: [LATE, LINE] }

test('a settlement file is these bytes', () => {
  expect(writeSettlementFile(FILE)).toBe(
    [
      'H;brikke-settlement;1;ferde;7;2019-12-09\r\n',
      'L;fjellinjen;2019-12-08;1;-4400;0;175;-77;-4323\r\n',
      'L;fjellinjen;2019-12-09;3;100000;2200;175;1750;100450\r\n',
      'Z;2;96127\r\n',
    ].join(''),
  )
})

test('its trailer counts its lines and sums what is to be paid', () => {
  expect(sumOfSettlement(FILE.lines)).toBe(100_450 - 4_323)
  expect(writeSettlementFile({ ...FILE, lines: [] })).toContain('Z;0;0\r\n')
})
