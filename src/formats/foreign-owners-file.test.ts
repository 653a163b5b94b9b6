import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { type ForeignOwnerRow, writeForeignOwnersFile } from './foreign-owners-file.ts'

const row: ForeignOwnerRow = {
  chargeNumber: 7,
  takesBack: null,
  passedAt: Date.UTC(2019, 10, 5, 7, 13, 9),
  stationCode: '11',
  stationName: 'Sandviken',
  plateCountry: 'SE',
  plate: 'ABC123',
  amount: ore(2450),
  ownerNumber: 3,
  name: 'Astrid Lindqvist',
  organisationNumber: null,
  street: 'Storgatan 1',
  postalCode: '41101',
  place: 'Göteborg',
  country: 'SE',
}
const written = (...rows: readonly ForeignOwnerRow[]) =>
  writeForeignOwnersFile({ chargerCode: 'ferde', fileNumber: 4, madeOn: '2019-12-10', rows })

test('a file says what is asked for, what is taken back, and their sum', () => {
  const back = {
    ...row,
    chargeNumber: 8,
    takesBack: 7,
    amount: ore(-2450),
    passedAt: null,
    stationCode: null,
  }
  expect(written(row, { ...back, stationName: null, plateCountry: null, plate: null }).split('\r\n')).toEqual(
    [
      'H;brikke-foreign-owners;1;ferde;4;2019-12-10',
      'C;7;;2019-11-05T07:13:09Z;11;Sandviken;SE;ABC123;2450;3;Astrid Lindqvist;;Storgatan 1;41101;Göteborg;SE',
      'R;8;7;;;;;;-2450;3;Astrid Lindqvist;;Storgatan 1;41101;Göteborg;SE',
      'Z;2;0',
      '',
    ],
  )
})

test('whatever a name or an address holds, each record is a line of as many fields', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, street) => {
      const lines = written({ ...row, name, street }).split('\r\n')
      expect(lines).toHaveLength(4)
      expect(fieldsOf(lines[1] ?? '')).toHaveLength(16)
    }),
  )
})

/** As a reader of such files does it. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|;)("(?:[^"]|"")*"|[^;"]*)/g)].map(([, field = '']) => field)
}
