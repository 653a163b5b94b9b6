import { describe, expect, test } from 'vitest'
import {
  anEntry,
  BATCH,
  bban,
  camtText,
  readCamt,
  readEntries,
  refusedFor,
  type Written,
  type WrittenEntry,
} from './camt.test-world.ts'
import { parseCamt } from './camt.ts'

describe('a file of camt is refused whole', () => {
  const amount = (text: string) => readEntries(anEntry({ amount: text }))
  const entryOf = (more: Partial<WrittenEntry>) => readEntries(BATCH, anEntry({}, more))
  const batch = (declared: string) => readEntries({ ...BATCH, batch: `<Btch>${declared}</Btch>` })
  const details = (...written: Written[]) => readEntries({ amount: '3', reference: 'E', details: written })

  test.each([
    ['for an amount below zero', () => amount('-1'), 'not-an-amount'],
    ['for an amount with a plus', () => amount('+1'), 'not-an-amount'],
    ['for an amount with a comma', () => amount('1,00'), 'not-an-amount'],
    ['for an amount with an exponent', () => amount('1e3'), 'not-an-amount'],
    ['for an amount in hex', () => amount('0x10'), 'not-an-amount'],
    ['for an amount without digits', () => amount('.'), 'not-an-amount'],
    ['for an amount that is empty', () => amount(''), 'not-an-amount'],
    ['for an amount with a blank inside', () => amount('1 000'), 'not-an-amount'],
    ['for a part of an øre', () => amount('1.001'), 'not-an-amount'],
    ['for an amount of 17 digits', () => amount('9'.repeat(17)), 'not-an-amount'],
    ['for an amount of 19 digits', () => amount('9'.repeat(19)), 'not-an-amount'],
    ['for an amount beyond counting', () => amount('90071992547409.92'), 'not-an-amount'],
    [
      'for an amount without a currency',
      () => readEntries(anEntry({ amount: '1', currency: '' })),
      'not-an-amount',
    ],
    ['for a day in 1900', () => entryOf({ booked: '<Dt>1900-01-01</Dt>' }), 'not-a-date'],
    ['for the last day before 2000', () => entryOf({ booked: '<Dt>1999-12-31</Dt>' }), 'not-a-date'],
    ['for 31 November', () => entryOf({ booked: '<Dt>2019-11-31</Dt>' }), 'not-a-date'],
    ['for a day of its own making', () => entryOf({ booked: '<Dt>10.12.2019</Dt>' }), 'not-a-date'],
    ['for an hour that is none', () => entryOf({ booked: '<DtTm>2019-12-10T25:00:00</DtTm>' }), 'not-a-date'],
    ['for a day that is neither', () => entryOf({ booked: '<X/>' }), 'missing-element'],
    ['for another direction', () => entryOf({ direction: 'BOTH' }), 'not-a-word'],
    ['for another flag', () => entryOf({ reversal: 'yes' }), 'not-a-word'],
    [
      'for an account with another check digit',
      () => readCamt({ account: bban('12345678904') }),
      'not-an-account-number',
    ],
    [
      'for an IBAN with other check digits',
      () => readCamt({ account: '<IBAN>NO7212345678903</IBAN>' }),
      'not-an-account-number',
    ],
    [
      'for a Norwegian IBAN of another account',
      () => readCamt({ account: '<IBAN>NO4412345678904</IBAN>' }),
      'not-an-account-number',
    ],
    ['for an account that is a name', () => readCamt({ account: bban('Ferde AS') }), 'not-an-account-number'],
    ['for an account that is not told', () => readCamt({ account: '' }), 'not-an-account-number'],
    [
      'for details that do not make up the entry',
      () => readEntries({ ...BATCH, amount: '1500.76' }),
      'sum-disagrees',
    ],
    [
      'for one detail of another amount',
      () => readEntries(anEntry({ amount: '1' }, { amount: '2' })),
      'sum-disagrees',
    ],
    ['for details some of which tell no amount', () => details({ amount: '3' }, {}), 'missing-element'],
    [
      'for details in two currencies',
      () => details({ amount: '3' }, { amount: '3', currency: 'EUR' }),
      'currency-disagrees',
    ],
    ['for a count of a batch', () => batch('<NbOfTxs>4</NbOfTxs>'), 'count-disagrees'],
    ['for a count that is no number', () => batch('<NbOfTxs>three</NbOfTxs>'), 'not-a-number'],
    [
      'for a sum of a batch',
      () => batch('<NbOfTxs>3</NbOfTxs><TtlAmt Ccy="NOK">1500.74</TtlAmt>'),
      'sum-disagrees',
    ],
    [
      'for a reference used twice',
      () => readEntries(anEntry({ reference: 'D' }), anEntry({ reference: 'D' })),
      'repeated-transaction',
    ],
    [
      'for an amount twice',
      () => readEntries(anEntry({}, { groups: '<Amt Ccy="NOK">1</Amt>' })),
      'repeated-element',
    ],
    [
      'for a sum beyond counting',
      () => readEntries(anEntry({ amount: '90071992547409.91' }), anEntry({ reference: 'X' })),
      'sum-too-large',
    ],
    ['for a message without statements', () => readCamt({ body: '' }), 'missing-element'],
    [
      'for a statement without an account',
      () => readCamt({ body: '<Ntfctn><Id>1</Id></Ntfctn>' }),
      'missing-element',
    ],
    ['for a second header', () => readCamt({ body: '<GrpHdr/>' }), 'repeated-element'],
    ['for a DOCTYPE', () => parseCamt(Buffer.from(`<!DOCTYPE Document>${camtText()}`)), 'doctype'],
    [
      'for letters of another encoding',
      () => parseCamt(Buffer.from(camtText({ entries: [BATCH] }), 'latin1')),
      'not-utf-8',
    ],
    [
      'for another message',
      () => parseCamt(Buffer.from(camtText().replace('054.001.08', '052.001.08'))),
      'unknown-namespace',
    ],
    [
      'for the body of another message',
      () => parseCamt(Buffer.from(camtText().replace('054.001.08', '053.001.08'))),
      'wrong-message',
    ],
    [
      'for a file that breaks off',
      () => parseCamt(Buffer.from(camtText({ entries: [BATCH] }).slice(0, -40))),
      'not-well-formed',
    ],
    ['for a file of Nets’', () => parseCamt(Buffer.from('NY000010')), 'not-well-formed'],
  ])('%s', (_, file, code) => {
    expect(refusedFor(file())).toBe(code)
  })

  test('with what was declared and what was found', () => {
    expect(readEntries({ ...BATCH, amount: '1500.765' })).toMatchObject({
      detail: 'declared 1500.765, found 1500.75',
    })
    expect(batch('<NbOfTxs>4</NbOfTxs>')).toMatchObject({ detail: 'declared 4, found 3' })
  })

  test('where the fault is', () => {
    const file = readEntries(BATCH, anEntry({ amount: '1.001' }))
    expect(file).toMatchObject({ refused: 'not-an-amount', line: 19, column: 11 })
  })
})
