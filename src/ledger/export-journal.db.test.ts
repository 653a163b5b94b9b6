import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { exportJournal } from './export-journal.ts'
import { allocationPosting, chargePosting, creditPosting, type Posting, paymentPosting } from './posting.ts'
import { book, readAccountTotal } from './store.ts'

const database = testDatabase()

/** Half past midnight in Oslo on 1 December: still November in UTC. */
const DECEMBER = Date.parse('2019-11-30T23:30:00Z')
const NOVEMBER = Date.parse('2019-11-20T10:00:00Z')

const NAMES = {
  receivable: 'assets:receivable',
  bank: 'assets:bank',
  vipps: 'assets:vipps',
  'customer-credit': 'liabilities:customer-credit',
  'toll-payable': 'liabilities:toll-payable',
  unallocated: 'liabilities:unallocated',
  deposit: 'liabilities:deposit',
  'fee-income': 'revenues:fee-income',
} as const

const of = (refId: number, over: Partial<Posting> = {}) => ({
  refId,
  partyId: 7,
  agreementId: 0,
  issuerId: 1,
  chargerId: 0,
  ...over,
})
const toll = (refId: number, amount: number, over: Partial<Posting> = {}) =>
  chargePosting({
    ...of(refId, { chargerId: 1, ...over }),
    amount: ore(amount),
    against: 'toll-payable',
  }) as Posting

beforeAll(async () => {
  await aCompany(database.batch)
  await aCompany(database.batch, { id: 2, code: 'bps-nord', name: 'Bompengeselskap Nord AS' })
  const books: [number, Posting[]][] = [
    [NOVEMBER, [toll(1, 2_005), toll(2, 1), toll(3, 700, { chargerId: 2 }), toll(4, -700, { chargerId: 2 })]],
    [NOVEMBER, [paymentPosting({ ...of(1), amount: ore(2_500) })]],
    [
      DECEMBER,
      [allocationPosting({ ...of(1), amount: ore(2_006) }), creditPosting({ ...of(1), amount: ore(494) })],
    ],
    // Each is a safe number of øre; their sum is not.
    [DECEMBER, [5, 6].map((refId) => toll(refId, 9_007_199_254_740_991, { issuerId: 2, partyId: refId }))],
  ]
  for (const [at, postings] of books) await inTransaction(database.batch, (tx) => book(tx, postings, at))
})

async function journal(monthOn?: string): Promise<string> {
  const texts: string[] = []
  await exportJournal(database.batch, { monthOn }, (text) => texts.push(text))
  return texts.join('\n')
}

type Line = { readonly account: string; readonly ore: bigint }

/** Read anew, by the rules of hledger: amounts after two spaces, a transaction until the blank line. */
function transactions(text: string): { head: string; lines: Line[] }[] {
  return text
    .split(/\n\n+/)
    .filter((block) => /^\d{4}-/.test(block))
    .map((block) => {
      const [head = '', ...rest] = block.trimEnd().split('\n')
      return { head, lines: rest.map(lineOf) }
    })
}

function lineOf(line: string): Line {
  const [, account = '', amount = ''] = /^ {4}(\S+) {2}(-?\d+\.\d\d) NOK$/.exec(line) ?? []
  if (account === '') throw new Error(`not a line of a journal: ${line}`)
  return { account, ore: BigInt(amount.replace('.', '')) }
}

const sum = (lines: readonly Line[]) => lines.reduce((total, line) => total + line.ore, 0n)

describe('the journal', () => {
  test('balances in every transaction', async () => {
    const all = transactions(await journal())
    expect(all).toHaveLength(7)
    for (const { lines } of all) expect([lines.length, sum(lines)]).toEqual([2, 0n])
  })

  test('holds on each account of one issuer what the ledger holds', async () => {
    const lines = transactions(await journal()).flatMap((found) => found.lines)
    for (const account of ['bank', 'unallocated', 'customer-credit', 'deposit', 'fee-income'] as const) {
      const told = lines.filter((line) => line.account.startsWith(`${NAMES[account]}:`))
      expect([account, sum(told)]).toEqual([account, BigInt(await readAccountTotal(database.batch, account))])
    }
    const ferde = (name: string) => sum(lines.filter((line) => line.account === name))
    expect(ferde('assets:receivable:ferde')).toBe(0n)
    expect(ferde('liabilities:toll-payable:ferde:ferde')).toBe(-2_006n)
  })

  test('sums the postings of a day, and says how many they are', async () => {
    expect(await journal()).toContain(
      '2019-11-20 charge  ; postings: 2\n    assets:receivable:ferde  20.06 NOK\n    liabilities:toll-payable:ferde:ferde  -20.06 NOK\n',
    )
  })

  test('is exact where a number would not be', async () => {
    expect(await journal()).toContain('assets:receivable:bps-nord  180143985094819.82 NOK')
  })

  test('of a month has what was booked in that month of Oslo, and the months are the whole', async () => {
    const months = [await journal('2019-11-01'), await journal('2019-12-01')].map(transactions)
    expect(months[0]?.map(({ head }) => head.slice(0, 10))).toEqual(months[0]?.map(() => '2019-11-20'))
    expect(months[1]?.map(({ head }) => head.slice(0, 10))).toEqual(months[1]?.map(() => '2019-12-01'))
    expect(months.flat()).toEqual(transactions(await journal()))
  })

  test('declares every account it uses', async () => {
    const text = await journal()
    const declared = [...text.matchAll(/^account (.+)$/gm)].map(([, name]) => name)
    const used = new Set(transactions(text).flatMap(({ lines }) => lines.map(({ account }) => account)))
    expect(declared).toEqual([...used].sort())
  })

  test('of a month with nothing in it is a journal without transactions', async () => {
    expect(transactions(await journal('2018-01-01'))).toEqual([])
  })
})
