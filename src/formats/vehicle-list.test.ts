import { expect, test } from 'vitest'
import { parseVehicleList, VEHICLE_ROWS_MAX } from './vehicle-list.ts'

const of = (...lines: string[]) => parseVehicleList(lines.join('\r\n'))

test('a list is read as spreadsheets save it, with a heading or without, and blanks left out', () => {
  const vehicles = [
    {
      line: 2,
      plate: { country: 'NO', canonical: 'AB12345' },
      costCentre: 'Nord',
      reference: 'P7',
      totalWeightKg: undefined,
    },
    {
      line: 4,
      plate: { country: 'SE', canonical: 'ABC123' },
      costCentre: undefined,
      reference: undefined,
      totalWeightKg: undefined,
    },
  ]
  expect(of('\uFEFFReg.nr;Land;Kostnadssted;Referanse', 'ab 12345;;"Nord";P7', '', 'ABC123;se')).toEqual({
    vehicles,
    faults: [],
  })
  expect(of('Plate,Country,Cost,Ref', 'AB12345,NO,Nord,P7', '', 'ABC 123,SE')).toEqual({
    vehicles,
    faults: [],
  })
  expect(of('AB12345')).toMatchObject({ vehicles: [{ line: 1 }] })
})

test('every row that is wrong is told with its line and why', () => {
  const long = 'x'.repeat(61)
  const read = of('reg', 'AB12345', 'ab 12345', 'A1', 'AB12346;NOR', `AB12347;NO;${long}`, 'AB12348')
  expect(read).toEqual({
    vehicles: [
      {
        line: 2,
        plate: { country: 'NO', canonical: 'AB12345' },
        costCentre: undefined,
        reference: undefined,
        totalWeightKg: undefined,
      },
      {
        line: 7,
        plate: { country: 'NO', canonical: 'AB12348' },
        costCentre: undefined,
        reference: undefined,
        totalWeightKg: undefined,
      },
    ],
    faults: [
      { line: 3, text: 'ab 12345', fault: 'twice-in-file' },
      { line: 4, text: 'A1', fault: 'bad-plate' },
      { line: 5, text: 'AB12346;NOR', fault: 'bad-country' },
      { line: 6, text: `AB12347;NO;${long}`.slice(0, 60), fault: 'too-long' },
    ],
  })
})

test('a weight is in whole kilograms, however it is grouped, and anything else is told', () => {
  const read = of(
    'AB12345;;;;26000',
    'AB12346;;;;26 000 kg',
    'AB12347;;;;7.500',
    'AB12348;;;;tung',
    'AB12349;;;;7,5',
  )
  expect(read).toMatchObject({
    vehicles: [{ totalWeightKg: 26_000 }, { totalWeightKg: 26_000 }, { totalWeightKg: 7_500 }],
    faults: [
      { line: 4, fault: 'bad-weight' },
      { line: 5, fault: 'bad-weight' },
    ],
  })
})

test('a list of nothing and one of too much are refused', () => {
  expect(of('Reg.nr;Land', '')).toEqual({ refused: 'no-rows' })
  expect(of(...Array.from({ length: VEHICLE_ROWS_MAX + 1 }, (_, i) => `AB${10000 + i}`))).toEqual({
    refused: 'too-many-rows',
  })
})
