import { describe, expect, test } from 'vitest'
import {
  ACCOUNT,
  anEntry,
  BATCH,
  bban,
  camtText,
  MESSAGES,
  PAYER,
  paymentsOf,
  readCamt,
  readEntries,
  rejectedFor,
  type Written,
} from './camt.test-world.ts'
import { openCamt, parseCamt } from './camt.ts'

describe('a file of camt', () => {
  test.each(MESSAGES)('%s is read: account, KID, amount, day, reference and who paid', (message) => {
    expect(readCamt({ message, entries: [BATCH] })).toMatchObject({
      message,
      messageId: 'M-1',
      count: 3,
      sum: 150_075,
      statements: [
        {
          id: 'S-1',
          account: ACCOUNT,
          rejected: [],
          payments: [
            {
              kid: '1000016',
              amount: 100_000,
              reference: 'B7-1',
              kind: 'payment',
              bookedOn: '2019-12-10',
              debitAccount: PAYER,
            },
            { kid: '1000024', amount: 50_070, reference: 'B7-2' },
            { kid: '1000032', amount: 5, reference: 'B7-3' },
          ],
        },
      ],
    })
  })

  test('is the same by pieces', () => {
    const bytes = Buffer.from(camtText({ entries: [BATCH, anEntry({ kid: '1000040' })] }))
    const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
      bytes.subarray(i * 7, i * 7 + 7),
    )
    expect(parseCamt(chunks)).toEqual(parseCamt(bytes))
    const reading = openCamt()
    for (const chunk of chunks) reading.write(chunk)
    expect(reading.end()).toEqual(parseCamt(bytes))
  })

  test.each([
    ['<IBAN>NO7112345678903</IBAN>', ACCOUNT],
    ['<Othr><Id>12345678903</Id></Othr>', ACCOUNT],
    ['<Othr><Id>NO7112345678903</Id></Othr>', ACCOUNT],
    ['<IBAN>SE4550000000058398257466</IBAN>', 'SE4550000000058398257466'],
  ])('for the account %s is one for %s', (account, digits) => {
    expect(readCamt({ account })).toMatchObject({ statements: [{ account: digits }] })
  })

  test('for an account that is nobody’s is read as it stands: whose it is the layout cannot say', () => {
    expect(readCamt({ account: bban(PAYER) })).toMatchObject({ statements: [{ account: PAYER }] })
  })

  test('with nothing in it has no payments', () => {
    expect(readCamt()).toMatchObject({ count: 0, sum: 0 })
  })

  test('takes the amount of the entry where its only detail tells none', () => {
    expect(paymentsOf([{ amount: '99.90', reference: 'E9', details: [{ kid: '1000016' }] }])).toMatchObject([
      { kid: '1000016', amount: 9990, reference: 'E9' },
    ])
  })

  test('takes an entry whose details tell no amounts as one payment without KID', () => {
    const entries = [{ amount: '99.90', reference: 'E9', details: [{ kid: '1000016' }, { kid: '1000024' }] }]
    expect(paymentsOf(entries)).toMatchObject([
      { kid: '', amount: 9990, reference: 'E9', debitAccount: undefined },
    ])
  })

  test('takes an entry without details as one payment without KID', () => {
    expect(paymentsOf([{ amount: '99.90', reference: 'E9' }])).toMatchObject([{ kid: '', amount: 9990 }])
  })

  test.each([
    ['<Strd><CdtrRefInf><Ref>1000016</Ref></CdtrRefInf></Strd>', '1000016'],
    [
      '<Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>KID</Prtry></CdOrPrtry></Tp><Ref> 1000016 </Ref></CdtrRefInf></Strd>',
      '1000016',
    ],
    [
      '<Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>ISR</Prtry></CdOrPrtry></Tp><Ref>1000016</Ref></CdtrRefInf></Strd>',
      '',
    ],
    ['<Strd><CdtrRefInf><Ref>1000016</Ref></CdtrRefInf></Strd>'.repeat(2), '1000016'],
    [
      '<Strd><CdtrRefInf><Ref>1000016</Ref></CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>1000024</Ref></CdtrRefInf></Strd>',
      '',
    ],
    ['<Ustrd>KID 1000016</Ustrd>', ''],
    ['', ''],
  ])('%# with the remittance %s has the KID «%s»', (remittance, kid) => {
    expect(paymentsOf([anEntry({ remittance })])[0]?.kid).toBe(kid)
  })

  test.each([
    ['CRDT', undefined, '1000016', 'camt.054.001.08', 'payment', 12_050],
    ['CRDT', 'false', '1000016', 'camt.054.001.08', 'payment', 12_050],
    ['DBIT', 'true', '1000016', 'camt.054.001.08', 'reversal', -12_050],
    ['DBIT', 'true', undefined, 'camt.053.001.02', 'reversal', -12_050],
    ['DBIT', undefined, '1000016', 'camt.054.001.02', 'reversal', -12_050],
    ['DBIT', undefined, undefined, 'camt.054.001.08', 'debit', -12_050],
    ['DBIT', '0', '1000016', 'camt.053.001.08', 'debit', -12_050],
    ['CRDT', '1', undefined, 'camt.053.001.08', 'returned', 12_050],
  ] as const)(
    '%s with reversal %s and KID %s in %s is a %s',
    (direction, reversal, kid, message, kind, amount) => {
      const entries = [
        anEntry(
          { ...(kid ? { kid } : {}), endToEndId: 'R-17' },
          { direction, ...(reversal ? { reversal } : {}) },
        ),
      ]
      expect(paymentsOf(entries, message)).toMatchObject([
        { kind, amount, endToEndId: 'R-17', debitAccount: amount > 0 ? PAYER : undefined },
      ])
    },
  )

  test('deducts a detail that goes the other way from the sum of its entry', () => {
    const details = [
      { kid: '1000016', amount: '100', reference: 'A' },
      { kid: '1000024', amount: '30', reference: 'B', direction: 'DBIT' },
    ]
    expect(
      paymentsOf([{ amount: '70', reference: 'E', details }]).map(({ amount, kind }) => [amount, kind]),
    ).toEqual([
      [10_000, 'payment'],
      [-3000, 'reversal'],
    ])
  })

  test('knows a payment by the reference of the detail, else by that of the entry and its number there', () => {
    const references = (details: Written[], reference?: string) =>
      paymentsOf([{ amount: String(details.length), reference, details }]).map((payment) => payment.reference)
    expect(references([{ amount: '1', reference: 'D' }], 'E')).toEqual(['D'])
    expect(references([{ amount: '1' }], 'E')).toEqual(['E'])
    expect(references([{ amount: '1', reference: 'NOTPROVIDED' }], 'E')).toEqual(['E'])
    expect(references([{ amount: '1' }, { amount: '1', reference: 'D' }], 'E')).toEqual(['E/1', 'D'])
    expect(
      references(
        [
          { amount: '1', reference: 'E' },
          { amount: '1', reference: 'E' },
        ],
        'E',
      ),
    ).toEqual(['E/1', 'E/2'])
  })

  test.each([
    ['<Dt>2019-12-10</Dt>', '2019-12-10'],
    ['<Dt>2019-12-10+01:00</Dt>', '2019-12-10'],
    ['<DtTm>2019-12-10T23:59:59</DtTm>', '2019-12-10'],
    ['<DtTm>2019-12-09T23:30:00Z</DtTm>', '2019-12-10'],
    ['<DtTm>2020-06-30T23:30:00.123+02:00</DtTm>', '2020-06-30'],
    ['<Dt>2000-01-01</Dt>', '2000-01-01'],
  ])('booked %s is one of %s in Oslo', (booked, day) => {
    expect(paymentsOf([anEntry({}, { booked })])[0]?.bookedOn).toBe(day)
  })

  test('without a day of booking takes the day of value', () => {
    const groups = '<ValDt><Dt>2019-12-11</Dt></ValDt>'
    expect(paymentsOf([{ amount: '1', reference: 'E', booked: '', groups }])[0]?.bookedOn).toBe('2019-12-11')
  })

  test('in another namespace’s elements says nothing to us', () => {
    const groups =
      '<x:AcctSvcrRef xmlns:x="urn:x">X</x:AcctSvcrRef><x:NtryDtls xmlns:x="urn:x"><TxDtls/></x:NtryDtls>'
    expect(paymentsOf([{ amount: '1', reference: 'E', groups }])).toMatchObject([
      { reference: 'E', amount: 100 },
    ])
  })

  test('of very many payments is read whole', () => {
    const details = Array.from({ length: 20_000 }, (_, i) => ({
      kid: '1000016',
      amount: '1.00',
      reference: `D${i}`,
    }))
    expect(paymentsOf([{ amount: '20000.00', reference: 'E', details }])).toHaveLength(20_000)
  })
})

describe('a record that is no payment is told of, and the others are read', () => {
  test.each([
    ['in another currency', anEntry({ currency: 'EUR' }, { currency: 'EUR' }), 'not-nok'],
    ['that is not booked yet', anEntry({}, { status: 'PDNG' }), 'not-booked'],
    ['for information', anEntry({}, { status: 'INFO' }), 'not-booked'],
    ['of nothing', anEntry({ amount: '0' }), 'zero-amount'],
    ['of 0.00', anEntry({ amount: '0.00' }), 'zero-amount'],
    ['without a reference', anEntry({}, { reference: undefined }), 'no-reference'],
    ['without a day', anEntry({}, { booked: '' }), 'no-day'],
  ])('%s', (_, record, because) => {
    expect(rejectedFor(record, BATCH)).toEqual([because])
    const file = readEntries(record, BATCH)
    expect(file).toMatchObject({
      count: 3,
      sum: 150_075,
      statements: [
        { rejected: [because === 'not-booked' ? { line: 6, column: 1 } : { line: 8, column: 11 }] },
      ],
    })
  })

  test('each by itself within a batch', () => {
    const details = [{ amount: '5', reference: 'A' }, { amount: '0', reference: 'B' }, { amount: '7' }]
    expect(rejectedFor({ amount: '12', details })).toEqual(['zero-amount', 'no-reference'])
  })
})
