import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { parseCollectionStatus, writeCollectionFile } from './collection-file.ts'

const claim = {
  kind: 'claim',
  claimNumber: 12,
  kid: '3101201900000017',
  invoiceNumber: '2019-1',
  dueOn: '2019-12-24',
  reminderNumber: '2020-1',
  remindedOn: '2020-01-07',
  noticeUntil: '2020-01-21',
  amount: ore(27_000),
  fee: ore(7_000),
  interest: ore(123),
  interestFrom: '2019-12-25',
  interestPercent: 8,
  name: 'Åse «Ø»; "Nordmann"',
  organisationNumber: null,
  street: 'Bryggen 3\nannet',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  language: 'nb',
} as const

test('a file to the collector has its claims, those of another amount, those that are over, and a sum of the claims', () => {
  const closed = {
    kind: 'closed',
    claimNumber: 9,
    kid: '31',
    because: 'paid',
    closedOn: '2020-01-22',
  } as const
  const changed = {
    kind: 'changed',
    claimNumber: 8,
    kid: '32',
    amount: ore(5_000),
    fee: ore(5_000),
    changedOn: '2020-01-23',
  } as const
  const rows = [claim, changed, closed]
  const file = { issuerCode: 'ferde', fileNumber: 3, madeOn: '2020-01-23', rows }
  expect(writeCollectionFile(file).split('\r\n')).toEqual([
    'H;brikke-collection;3;ferde;3;2020-01-23',
    'C;12;3101201900000017;2019-1;2019-12-24;2020-1;2020-01-07;2020-01-21;27000;7000;2019-12-25;8;123;"Åse «Ø»; ""Nordmann""";;Bryggen 3 annet;5003;Bergen;NO;nb',
    'A;8;32;5000;5000;2020-01-23',
    'X;9;31;paid;2020-01-22',
    'Z;3;27000',
    '',
  ])
})

describe('a status file', () => {
  const file = (...rows: string[]) =>
    Buffer.from(['H;brikke-collection-status;1;ferde', ...rows, `Z;${rows.length}`, ''].join('\r\n'))

  test('is read', () => {
    expect(
      parseCollectionStatus(
        file('S;12;paid;27000;2020-02-01', 'S;13;part-paid;1;2020-02-01', 'S;14;withdrawn;0;2020-02-29'),
      ),
    ).toEqual({
      issuerCode: 'ferde',
      rows: [
        { line: 2, claimNumber: 12, status: 'paid', paid: 27_000, on: '2020-02-01' },
        { line: 3, claimNumber: 13, status: 'part-paid', paid: 1, on: '2020-02-01' },
        { line: 4, claimNumber: 14, status: 'withdrawn', paid: 0, on: '2020-02-29' },
      ],
    })
    expect(parseCollectionStatus(file())).toEqual({ issuerCode: 'ferde', rows: [] })
  })

  test.each([
    ['wrong-fields', 'S;12;paid;27000'],
    ['wrong-fields', 'T;12;paid;27000;2020-02-01'],
    ['bad-claim-number', 'S;0;paid;27000;2020-02-01'],
    ['bad-claim-number', 'S;1234567890123456;paid;27000;2020-02-01'],
    ['unknown-status', 'S;12;lost;27000;2020-02-01'],
    ['bad-amount', 'S;12;paid;-1;2020-02-01'],
    ['bad-amount', 'S;12;paid;12345678901234567;2020-02-01'],
    ['bad-amount', 'S;12;part-paid;0;2020-02-01'],
    ['bad-amount', 'S;12;withdrawn;5;2020-02-01'],
    ['bad-day', 'S;12;paid;5;2020-02-30'],
    ['bad-day', 'S;12;paid;5;1820-02-01'],
  ])('is refused as %s: %s', (refused, row) => {
    expect(parseCollectionStatus(file(row))).toEqual({ refused, line: 2 })
  })

  test.each([
    ['not-utf8', Buffer.from([0x48, 0xff])],
    ['bad-header', Buffer.from('')],
    ['bad-header', Buffer.from('H;brikke-collection;1;ferde\r\nZ;0\r\n')],
    ['bad-trailer', Buffer.from('H;brikke-collection-status;1;ferde\r\n')],
    ['count-differs', Buffer.from('H;brikke-collection-status;1;ferde\r\nZ;1\r\n')],
    ['claim-twice', file('S;12;paid;5;2020-02-01', 'S;12;withdrawn;0;2020-02-01')],
  ])('is refused as %s', (refused, bytes) => {
    expect(parseCollectionStatus(bytes)).toMatchObject({ refused })
  })

  test('cut anywhere is refused, and never half read', () => {
    const whole = file('S;12;paid;27000;2020-02-01', 'S;13;withdrawn;0;2020-02-01')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 3 }), (length) => {
        expect(parseCollectionStatus(whole.subarray(0, length))).toHaveProperty('refused')
      }),
    )
  })
})
