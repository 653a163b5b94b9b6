import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeKid } from '#core/kid.ts'
import { ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { readClaims } from '#test/golden/avtalegiro/read-claims.ts'
import {
  type Claim,
  type ClaimAssignment,
  type ClaimFile,
  formatClaims,
  inColumns,
} from './avtalegiro-claims.ts'

const golden = (name: string) =>
  readFileSync(new URL(`../../test/golden/avtalegiro/${name}`, import.meta.url))
const bytes = golden('claims-and-deletions.txt')
const file = JSON.parse(golden('claims-and-deletions.json').toString()) as ClaimFile

const dueWithin = { first: '2019-12-14', last: '2020-12-10' }

describe('a file of claims', () => {
  test('with claims of both kinds and deletions is written as its layout says', () => {
    expect(formatClaims(file, { dueWithin })).toEqual(bytes)
  })

  test('is read by the bank with the values it was written from', () => {
    expect(readClaims(bytes)).toEqual(file)
  })

  test('may end its lines with LF', () => {
    expect(text(formatClaims(file, { dueWithin, newline: '\n' }))).toBe(
      bytes.toString('latin1').replaceAll('\r\n', '\n'),
    )
  })

  test('written is read with equal values, whatever they are, in lines of 80 characters', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('\n', '\r\n'), (written, newline) => {
        const result = formatClaims(written, {
          dueWithin: { first: '2000-01-01', last: '2088-12-31' },
          newline,
        })
        if (isRefusal(result)) throw new Error(JSON.stringify(result))
        expect(readClaims(result)).toEqual(written)
        expect(text(result).split(newline).slice(0, -1)).toSatisfy((lines: string[]) =>
          lines.every((line) => line.length === 80),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('with any text at all is written with every line whole, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (payerName) => {
        const result = formatClaims(withClaim({ payerName }), { dueWithin })
        if (isRefusal(result)) expect(['text-too-long', 'text-not-latin-1']).toContain(result.refused)
        else expect(result).toHaveLength(6 * 82)
      }),
      { numRuns: 500 },
    )
  })

  test('has a line of the notice in two columns when it is long', () => {
    expect(inColumns(['a'.repeat(41), '', 'b'])).toEqual([
      { line: 1, column: 1, text: 'a'.repeat(40) },
      { line: 1, column: 2, text: 'a' },
      { line: 2, column: 1, text: '' },
      { line: 3, column: 1, text: 'b' },
    ])
  })

  test('holds 84 texts of notice and the largest amount that can be counted', () => {
    const specification = inColumns(Array.from({ length: 42 }, () => 'x'.repeat(80)))
    const changed = withClaim({ amount: ore(Number.MAX_SAFE_INTEGER), notice: 'bank', specification })
    const written = formatClaims(changed, { dueWithin })
    if (isRefusal(written)) throw new Error(written.refused)
    expect(readClaims(written)).toEqual(changed)
  })

  test('takes the first and the last day of the window, and deletions of claims due before it', () => {
    for (const dueOn of [dueWithin.first, dueWithin.last])
      expect(formatClaims(withClaim({ dueOn }), { dueWithin })).toBeInstanceOf(Buffer)
    const deletion = { ...withClaim({}).assignments[0]!.claims[0]!, dueOn: '2019-12-01' }
    const deletions = withAssignments([{ ...named(1), kind: 'deletions', claims: [deletion] }])
    expect(formatClaims(deletions, { dueWithin })).toBeInstanceOf(Buffer)
  })
})

describe('a file of claims is refused', () => {
  const specification = (...places: [number, 1 | 2][]) =>
    withClaim({
      notice: 'bank',
      specification: places.map(([line, column]) => ({ line, column, text: '' })),
    })
  const numbered = (...numbers: number[]) =>
    withAssignments([
      {
        ...named(1),
        kind: 'claims',
        claims: numbers.map((transactionNumber) => ({ ...CLAIM, transactionNumber })),
      },
    ])
  const huge = ore(Number.MAX_SAFE_INTEGER)

  test.each<[string, ClaimFile, string]>([
    ['with a sender of seven digits', { ...file, sender: '9990001' }, 'wrong-digits'],
    ['with a transmission number of letters', { ...file, transmissionNumber: 'A000017' }, 'wrong-digits'],
    [
      'with an assignment number of eight digits',
      withAssignment({ assignmentNumber: '00000101' }),
      'wrong-digits',
    ],
    ['with an account with dots', withAssignment({ account: '9999.00.00103' }), 'wrong-digits'],
    ['without an assignment', withAssignments([]), 'nothing-to-send'],
    ['without a claim', withAssignment({ claims: [] }), 'nothing-to-send'],
    [
      'with an assignment number twice',
      withAssignments([...file.assignments, file.assignments[0]!]),
      'repeated-assignment',
    ],
    ['with a claim numbered nought', numbered(0), 'wrong-transaction-number'],
    ['with a claim numbered below nought', numbered(-1), 'wrong-transaction-number'],
    ['with a claim numbered by a half', numbered(1.5), 'wrong-transaction-number'],
    ['with a number twice', numbered(1, 2, 2), 'wrong-transaction-number'],
    ['with numbers that fall', numbered(2, 1), 'wrong-transaction-number'],
    ['with a number of eight digits', numbered(10_000_000), 'wrong-transaction-number'],
    ['for an amount of nothing', withClaim({ amount: ore(0) }), 'amount-not-positive'],
    ['for an amount below nothing', withClaim({ amount: ore(-1) }), 'amount-not-positive'],
    [
      'for an amount that is none',
      withClaim({ amount: Number.NaN as Claim['amount'] }),
      'amount-not-positive',
    ],
    ['for half an øre', withClaim({ amount: 0.5 as Claim['amount'] }), 'amount-too-large'],
    ['for an amount of 17 digits', withClaim({ amount: 1e16 as Claim['amount'] }), 'amount-too-large'],
    ['for an amount of 18 digits', withClaim({ amount: 1e17 as Claim['amount'] }), 'amount-too-large'],
    [
      'for a sum beyond counting',
      withAssignments([
        { ...named(1), kind: 'claims', claims: [{ ...CLAIM, amount: huge }] },
        { ...named(2), kind: 'claims', claims: [{ ...CLAIM, amount: huge }] },
      ]),
      'sum-too-large',
    ],
    ['for a KID of 26 digits', withClaim({ kid: '0'.repeat(26) }), 'not-a-kid'],
    ['for a KID with a wrong check digit', withClaim({ kid: '10102019000004109' }), 'not-a-kid'],
    ['for no KID', withClaim({ kid: '' }), 'not-a-kid'],
    ['for a name of eleven letters', withClaim({ payerName: 'ØDEGÅRDSTUA' }), 'text-too-long'],
    ['for a reference of 26 letters', withClaim({ reference: 'x'.repeat(26) }), 'text-too-long'],
    ['for a Sámi letter', withClaim({ payerName: 'Máŋga' }), 'text-not-latin-1'],
    ['for a line break in a name', withClaim({ payerName: 'A\nNY21' }), 'text-not-latin-1'],
    ['for a picture', withClaim({ reference: '🚗' }), 'text-not-latin-1'],
    ['for 31 November', withClaim({ dueOn: '2020-11-31' }), 'not-a-date'],
    ['for no day', withClaim({ dueOn: '' }), 'not-a-date'],
    ['for a day of 1900', withClaim({ dueOn: '1900-01-02' }), 'not-a-date'],
    ['for a day of 2100', withClaim({ dueOn: '2100-01-04' }), 'not-a-date'],
    ['for a day before the window', withClaim({ dueOn: '2019-12-13' }), 'due-outside-window'],
    ['for a day after the window', withClaim({ dueOn: '2020-12-11' }), 'due-outside-window'],
    [
      'for 85 texts of notice',
      specification(...Array.from({ length: 85 }, (_, i): [number, 1 | 2] => [(i >> 1) + 1, i % 2 ? 2 : 1])),
      'too-much-specification',
    ],
    ['for a line 43', specification([43, 1]), 'wrong-specification-place'],
    ['for a line 0', specification([0, 1]), 'wrong-specification-place'],
    ['for a place twice', specification([1, 2], [1, 2]), 'wrong-specification-place'],
    ['for columns the wrong way round', specification([1, 2], [1, 1]), 'wrong-specification-place'],
    [
      'for a line of notice that is too wide',
      withClaim({ notice: 'bank', specification: inColumns(['x'.repeat(81)]) }),
      'text-too-long',
    ],
  ])('%s', (_, changed, refused) => {
    expect(formatClaims(changed, { dueWithin })).toMatchObject({ refused })
  })

  test('with where it stands, and nothing of whom it is about', () => {
    expect(formatClaims(withClaim({ payerName: 'ODDVAR BERGLI' }), { dueWithin })).toEqual({
      refused: 'text-too-long',
      detail: 'assignment 0000001 transaction 1 name',
    })
  })
})

const CLAIM = {
  transactionNumber: 1,
  dueOn: '2020-01-02',
  amount: ore(4200),
  kid: '1010201900000415',
  payerName: 'BERG',
  reference: '',
  notice: 'own',
} as const satisfies Claim

function named(number: number) {
  return { assignmentNumber: String(number).padStart(7, '0'), account: '99990000103' }
}

function withClaim(
  change: Partial<Extract<Claim, { notice: 'bank' }>> | Partial<typeof CLAIM | object>,
): ClaimFile {
  return withAssignments([{ ...named(1), kind: 'claims', claims: [{ ...CLAIM, ...change } as Claim] }])
}

function withAssignment(change: object): ClaimFile {
  return withAssignments([{ ...file.assignments[0]!, ...change }])
}

function withAssignments(assignments: readonly ClaimAssignment[]): ClaimFile {
  return { ...file, assignments }
}

function text(result: ReturnType<typeof formatClaims>): string {
  return isRefusal(result) ? result.refused : result.toString('latin1')
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
/** What ISO 8859-1 can print, without blanks behind: those cannot be told from filling. */
const texts = (maxLength: number) =>
  fc
    .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff })), {
      maxLength,
    })
    .map((codes) => String.fromCharCode(...codes).trimEnd())
const items = fc.record({
  dueOn: fc.integer({ min: 0, max: 32_000 }).map((count) => addDays('2000-01-01', count)),
  amount: fc.integer({ min: 1, max: 9_999_999_999 }).map(ore),
  kid: fc.stringMatching(/^\d{1,24}$/).map((payload): string => makeKid(payload)),
  payerName: texts(10),
  reference: texts(25),
})
const specifications = fc
  .uniqueArray(fc.record({ place: fc.nat(83), text: texts(40) }), { selector: ({ place }) => place })
  .map((places) =>
    places
      .sort((a, b) => a.place - b.place)
      .map(({ place, text: written }) => ({
        line: (place >> 1) + 1,
        column: place % 2 ? (2 as const) : (1 as const),
        text: written,
      })),
  )
const notices = fc.oneof(
  fc.constant({ notice: 'own' as const }),
  specifications.map((specification) => ({ notice: 'bank' as const, specification })),
)
const numbered = <Item>(drafts: readonly Item[]) =>
  drafts.map((draft, i) => ({ transactionNumber: i * 3 + 1, ...draft }))
const someItems = fc.array(items, { minLength: 1, maxLength: 5 }).map(numbered)
const someClaims = fc.array(fc.tuple(items, notices), { minLength: 1, maxLength: 5 })
const inside = fc.oneof(
  someItems.map((claims) => ({ kind: 'deletions' as const, claims })),
  someClaims.map((drafts) => ({
    kind: 'claims' as const,
    claims: numbered(drafts.map(([item, notice]) => ({ ...item, ...notice }))),
  })),
)
const files = fc.record({
  sender: digits(8),
  transmissionNumber: digits(7),
  assignments: fc
    .array(fc.tuple(digits(11), inside), { minLength: 1, maxLength: 3 })
    .map((drafts) =>
      drafts.map(([account, of], i): ClaimAssignment => ({ ...named(i + 1), account, ...of })),
    ),
})
