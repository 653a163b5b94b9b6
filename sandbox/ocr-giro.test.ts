import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBank } from './bank.ts'
import { writeOcrGiro } from './ocr-giro.ts'

const paid = (account: string, kid: string, amountOre: number, paidOn: string) => ({
  account,
  kid,
  amountOre,
  paidOn,
})
const file = writeOcrGiro(17, [
  {
    agreement: '990000010',
    number: 3,
    account: '99990000103',
    payments: [
      paid('99990000103', '10100000015', 102_000, '2019-12-11'),
      paid('99990000103', '1010000000000000000000023', 99, '2019-12-10'),
    ],
  },
  {
    agreement: '990000020',
    number: 4,
    account: '99990000200',
    payments: [paid('99990000200', '20100000017', 5_050, '2020-01-02')],
  },
])
const lines = file.toString('latin1').split('\r\n').slice(0, -1)

describe('an OCR giro file', () => {
  it('has lines of exactly 80 characters', () => {
    expect(lines.map((line) => line.length)).toEqual(lines.map(() => 80))
    expect(lines.every((line) => line.startsWith('NY'))).toBe(true)
  })

  it('is one transmission with an assignment for each account', () => {
    expect(lines.map((line) => line.slice(2, 8))).toEqual([
      '000010',
      '090020',
      '091030',
      '091031',
      '091030',
      '091031',
      '090088',
      '090020',
      '091030',
      '091031',
      '090088',
      '000089',
    ])
    expect(lines[0]?.slice(8, 23)).toBe('000080800000017')
    expect(lines[1]?.slice(8, 35)).toBe('990000010' + '0000003' + '99990000103')
  })

  it('writes the day, the amount and a KID to the right', () => {
    expect(lines[2]?.slice(15, 21)).toBe('111219')
    expect(lines[2]?.slice(31, 49)).toBe('000000000000102000')
    expect(lines[2]?.slice(49, 74)).toBe('10100000015'.padStart(25))
    expect(lines[4]?.slice(49, 74)).toBe('1010000000000000000000023')
    expect(lines[3]?.slice(41, 47)).toBe('111219')
  })

  it('ends assignments and transmission with counts and sums that agree', () => {
    const total = (some: readonly string[]) =>
      some
        .filter((line) => line.slice(6, 8) === '30')
        .reduce((sum, line) => sum + Number(line.slice(32, 49)), 0)
    const tail = (line = '') => [line.slice(8, 16), line.slice(16, 24), line.slice(24, 41)].map(Number)
    expect(tail(lines[6])).toEqual([2, 6, total(lines.slice(1, 7))])
    expect(tail(lines[10])).toEqual([1, 4, total(lines.slice(7, 11))])
    expect(tail(lines[11])).toEqual([3, lines.length, total(lines)])
    expect(lines[6]?.slice(41, 59)).toBe('111219101219111219')
  })

  it('is refused by the writer where a number is too long', () => {
    const payments = [paid('99990000103', '1'.repeat(26), 1, '2019-12-11')]
    const long = { agreement: '1', number: 1, account: '99990000103', payments }
    expect(() => writeOcrGiro(1, [{ ...long, agreement: '1234567890' }])).toThrow('does not fit')
  })
})

describe('the bank', () => {
  const companies = [{ name: 'Ferde AS', accountNumber: '99990000103', ocrAgreement: '990000010' }]
  const one = paid('99990000103', '10100000015', 102_000, '2019-12-11')

  it('delivers a payment once, and keeps files and numbers over a restart', () => {
    const home = mkdtempSync(join(tmpdir(), 'sandbox-bank-'))
    const bank = openBank(home, companies)
    expect(bank.pay([one])).toEqual({ accepted: 1 })
    expect(bank.deliver()).toBe('OCR-0000001.txt')
    expect(bank.deliver()).toBeNull()

    const later = openBank(home, companies)
    later.pay([one])
    expect(later.deliver()).toBe('OCR-0000002.txt')
    expect(later.files()).toEqual(['OCR-0000001.txt', 'OCR-0000002.txt'])
    const assignments = later.files().map((name) => later.read(name)?.toString('latin1').split('\r\n')[1])
    expect(assignments.map((line) => line?.slice(17, 24))).toEqual(['0000001', '0000002'])
  })

  it('takes no payment of a batch with one that will not do', () => {
    const bank = openBank(mkdtempSync(join(tmpdir(), 'sandbox-bank-')), companies)
    expect(bank.pay([one, { ...one, account: '99990000200' }, { ...one, paidOn: '2019-02-30' }])).toEqual({
      reasons: ['Betaling 2: Kontoen har ingen avtale om OCR giro.', 'Betaling 3: Datoen finnes ikke.'],
    })
    expect(bank.payments()).toEqual([])
    expect(bank.read('../books.json')).toBeUndefined()
  })
})
