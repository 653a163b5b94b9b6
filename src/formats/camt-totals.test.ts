import { describe, expect, test } from 'vitest'
import {
  anEntry,
  BATCH,
  readCamt,
  refusedFor,
  type WrittenEntry,
  type WrittenFile,
} from './camt.test-world.ts'

describe('a declared sum', () => {
  const entries = [BATCH, anEntry({ amount: '40' }, { direction: 'DBIT' })]
  const summary = (inside: string, more: WrittenFile = {}) =>
    refusedFor(readCamt({ entries, before: `<TxsSummry>${inside}</TxsSummry>`, ...more }))
  const net = (amount: string, direction: string) =>
    `<TtlNtries><TtlNetNtry><Amt>${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd></TtlNetNtry></TtlNtries>`

  test.each([
    ['<TtlNtries><NbOfNtries>2</NbOfNtries><Sum>1540.75</Sum></TtlNtries>', 'read'],
    ['<TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>', 'count-disagrees'],
    ['<TtlNtries><Sum>1540.74</Sum></TtlNtries>', 'sum-disagrees'],
    ['<TtlNtries><Sum>1540.7500000000</Sum></TtlNtries>', 'read'],
    ['<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>1500.75</Sum></TtlCdtNtries>', 'read'],
    ['<TtlCdtNtries><Sum>1460.75</Sum></TtlCdtNtries>', 'sum-disagrees'],
    ['<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>40</Sum></TtlDbtNtries>', 'read'],
    ['<TtlDbtNtries><NbOfNtries>0</NbOfNtries></TtlDbtNtries>', 'count-disagrees'],
    [net('1460.75', 'CRDT'), 'read'],
    [net('1460.75', 'DBIT'), 'sum-disagrees'],
    ['<TtlNtries><TtlNetNtryAmt>1460.75</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>', 'read'],
    ['<TtlNtries><TtlNetNtryAmt>1</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>', 'sum-disagrees'],
  ])('%s: %s', (inside, code) => {
    expect(summary(inside)).toBe(code)
  })

  test('of many pages is not looked for on one', () => {
    const page = (number: number, last: boolean) => `<PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd>`
    const wrong = '<TtlNtries><NbOfNtries>9</NbOfNtries></TtlNtries>'
    expect(summary(wrong, { header: `<MsgPgntn>${page(1, true)}</MsgPgntn>` })).toBe('count-disagrees')
    expect(summary(wrong, { header: `<MsgPgntn>${page(1, false)}</MsgPgntn>` })).toBe('read')
    const before = `<NtfctnPgntn>${page(2, true)}</NtfctnPgntn><TxsSummry>${wrong}</TxsSummry>`
    expect(summary(wrong, { before })).toBe('read')
  })
})

describe('the balances of a statement', () => {
  const balance = (code: string, amount: string, direction = 'CRDT', currency = 'NOK') =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Dt><Dt>2019-12-10</Dt></Dt></Bal>`
  const statement = (before: string, more: readonly WrittenEntry[] = []) =>
    readCamt({
      message: 'camt.053.001.08',
      before,
      entries: [BATCH, anEntry({ amount: '0.75' }, { direction: 'DBIT' }), ...more],
    })

  test('are what was there and what is, the entries between them', () => {
    expect(statement(balance('OPBD', '100') + balance('CLBD', '1600'))).toMatchObject({
      statements: [{ opening: 10_000, closing: 160_000 }],
    })
    expect(statement(balance('PRCD', '1500.00', 'DBIT') + balance('CLBD', '0'))).toMatchObject({
      statements: [{ opening: -150_000, closing: 0 }],
    })
  })

  test('do not count what is not booked', () => {
    const pending = anEntry({ amount: '5', reference: 'P' }, { status: 'PDNG' })
    expect(refusedFor(statement(balance('OPBD', '100') + balance('CLBD', '1600'), [pending]))).toBe('read')
  })

  test('need not both be told', () => {
    expect(statement(balance('CLBD', '7'))).toMatchObject({
      statements: [{ opening: undefined, closing: 700 }],
    })
    expect(statement('')).toMatchObject({ statements: [{ opening: undefined, closing: undefined }] })
  })

  test.each([
    ['one øre off', balance('OPBD', '100') + balance('CLBD', '1600.01'), 'balance-disagrees'],
    ['below zero for above', balance('OPBD', '100') + balance('CLBD', '1600', 'DBIT'), 'balance-disagrees'],
    [
      'in two currencies',
      balance('OPBD', '100') + balance('CLBD', '1600', 'CRDT', 'SEK'),
      'currency-disagrees',
    ],
    [
      'in another than the entries',
      balance('OPBD', '1', 'CRDT', 'SEK') + balance('CLBD', '1', 'CRDT', 'SEK'),
      'currency-disagrees',
    ],
    ['told twice', balance('OPBD', '100') + balance('OPBD', '100'), 'repeated-element'],
  ])('%s are refused', (_, before, code) => {
    expect(refusedFor(statement(before))).toBe(code)
  })
})
