import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { portfolioParser } from './portfolio-file.ts'

const kari = {
  kind: 'person',
  ref: 'p-1',
  name: 'Kari Nordmann',
  nationalId: '01818000797',
  email: 'kari@example.org',
  phone: '90000001',
  street: 'Bryggen 3',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  language: 'nn',
}
const firm = {
  kind: 'organisation',
  ref: 'o-1',
  name: 'Fjord Transport AS',
  organisationNumber: '923456783',
  street: 'Kaien 1',
  postalCode: '5003',
  place: 'Bergen',
}
const agreement = {
  kind: 'agreement',
  ref: 'a-1',
  party: 'p-1',
  issuer: 'ferde',
  agreementNumber: '100001',
  validFrom: '2019-01-15T00:00:00+01:00',
  validTo: null,
  deletesPassages: false,
  detailedInvoice: true,
  invoiceReference: null,
  termsVersion: '2019-01-15',
  blocks: [
    { because: 'debt-collection', from: '2019-03-01T00:00:00+01:00', to: '2019-04-01T00:00:00+02:00' },
  ],
}
const car = {
  kind: 'vehicle',
  ref: 'v-1',
  country: 'NO',
  plate: 'ek 12345',
  category: 'M1',
  totalWeightKg: 1900,
  energy: 'electric',
  euroClass: null,
  make: 'Tesla',
  model: 'Model 3',
}
const tag = {
  kind: 'tag',
  ref: 't-1',
  tagNumber: '200000011',
  issuer: 'ferde',
  type: 'light',
  state: 'active',
}
const assignment = {
  kind: 'assignment',
  ref: 'x-1',
  agreement: 'a-1',
  vehicle: 'v-1',
  tag: 't-1',
  from: '2019-01-15T00:00:00+01:00',
  to: null,
}
const clerk = {
  kind: 'staff',
  ref: 's-1',
  company: 'ferde',
  name: 'Ola Berg',
  email: 'ola@ferde.example',
  role: 'case-worker',
}

const parse = portfolioParser({ synthetic: true })
const given = (line: object | string) => parse(typeof line === 'string' ? line : JSON.stringify(line))

describe('A line of a portfolio file', () => {
  test.each([kari, firm, agreement, car, tag, assignment, clerk])('of kind $kind is read', (line) => {
    expect(given(line)).toMatchObject({ kind: line.kind, ref: line.ref })
  })

  test('comes out with instants, a canonical plate and bare digits', () => {
    expect(given(assignment)).toMatchObject({ from: Date.parse('2019-01-14T23:00:00Z'), to: null })
    expect(given(car)).toMatchObject({ plate: 'EK12345' })
    expect(given({ ...tag, tagNumber: 'L: 20 000001 1' })).toMatchObject({ tagNumber: '200000011' })
  })

  test('has Norway and bokmål where it says neither, and null for what it leaves out', () => {
    expect(given(firm)).toMatchObject({ country: 'NO', language: 'nb', email: null })
    expect(given({ ...agreement, blocks: undefined })).toMatchObject({ blocks: [] })
  })

  test('blocked twice for different reasons is read', () => {
    const [block] = agreement.blocks
    const blocks = [block, { ...block, because: 'credit-limit' }, { ...block, from: block?.to, to: null }]
    expect(given({ ...agreement, blocks })).toMatchObject({ kind: 'agreement' })
  })

  test('with a synthetic identity number is turned down where only real ones are let in', () => {
    expect(portfolioParser({ synthetic: false })(JSON.stringify(kari))).toEqual({
      refused: 'bad-national-id',
      kind: 'person',
      path: 'nationalId',
    })
  })

  const wrong: [what: string, lines: (object | string)[], code: string, path: string][] = [
    ['is not JSON', ['{"kind":"person"'], 'not-json', ''],
    ['is longer than any line', [`{"kind":"person","name":"${'x'.repeat(20_000)}"}`], 'line-too-long', ''],
    ['has a kind nobody knows', [{ kind: 'boat', ref: 'b-1' }], 'unknown-kind', 'kind'],
    ['is not an object', ['17'], 'unknown-kind', 'kind'],
    ['lacks a field', [{ ...kari, ref: 'p-2', nationalId: null, name: undefined }], 'missing-field', 'name'],
    [
      'has a field nobody knows',
      [{ ...car, ref: 'v-2', plate: 'EK2', colour: 'red' }],
      'unknown-field',
      'colour',
    ],
    ['has a number for a text', [{ ...kari, ref: 'p-2', name: 7 }], 'wrong-type', 'name'],
    [
      'has a value outside the list',
      [{ ...car, ref: 'v-2', plate: 'EK2', energy: 'steam' }],
      'bad-value',
      'energy',
    ],
    ['has a control character', [{ ...firm, ref: 'o-2', name: 'A\u0000B' }], 'bad-value', 'name'],
    [
      'has a time without offset',
      [{ ...assignment, ref: 'x-2', from: '2019-01-15T00:00:00' }],
      'bad-instant',
      'from',
    ],
    [
      'has a wrong identity number',
      [{ ...kari, ref: 'p-2', nationalId: '12345678901' }],
      'bad-national-id',
      'nationalId',
    ],
    [
      'has a wrong organisation number',
      [{ ...firm, ref: 'o-2', organisationNumber: '923456784' }],
      'bad-organisation-number',
      'organisationNumber',
    ],
    ['has a plate of nothing', [{ ...car, ref: 'v-2', plate: ' - ' }], 'bad-plate', 'plate'],
    ['has a wrong tag number', [{ ...tag, ref: 't-2', tagNumber: 'ABC' }], 'bad-tag-number', 'tagNumber'],
    [
      'ends before it begins',
      [{ ...assignment, ref: 'x-2', to: '2018-01-01T00:00:00Z' }],
      'ends-before-it-begins',
      'to',
    ],
    [
      'blocks twice at one time',
      [
        {
          ...agreement,
          ref: 'a-2',
          agreementNumber: '2',
          blocks: [agreement.blocks[0], agreement.blocks[0]],
        },
      ],
      'overlapping-blocks',
      'blocks',
    ],
  ]
  test.each(wrong)('that %s is turned down', (_, [line = ''], code, path) => {
    const parsed = given(line)
    expect(isRefusal(parsed) ? { code: parsed.refused, path: parsed.path } : parsed).toEqual({ code, path })
  })

  test('is told by its kind where it says it', () => {
    expect(given({ kind: 'tag' })).toMatchObject({ kind: 'tag' })
    expect(given({ kind: 'boat' })).toMatchObject({ kind: 'unreadable' })
  })

  test('is turned down without repeating what stands in it', () => {
    expect(JSON.stringify(given({ ...kari, email: 'x\u0007kari@secret.example' }))).not.toContain('secret')
  })
})
