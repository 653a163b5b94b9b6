import { describe, expect, test } from 'vitest'
import {
  agreement,
  assignment,
  car,
  clerk,
  everything,
  firm,
  kari,
  nationalId,
  portfolioDatabase,
  tag,
  tagNumber,
  totals,
} from './portfolio.test-world.ts'

const { database, take } = portfolioDatabase()

describe('A line that cannot be taken is told with number, code and field, and the rest is taken', () => {
  const wrong: [what: string, lines: (object | string)[], code: string, path: string][] = [
    ['is not JSON', ['{"kind":"person"'], 'not-json', ''],
    [
      'has a wrong identity number',
      [{ ...kari, ref: 'p-2', nationalId: '12345678901' }],
      'bad-national-id',
      'nationalId',
    ],
    [
      'has a block inside one stored',
      [
        {
          ...agreement,
          blocks: [{ because: 'debt-collection', from: '2019-03-05T00:00:00Z', to: '2019-03-06T00:00:00Z' }],
        },
      ],
      'overlapping-blocks',
      'blocks',
    ],
    [
      'has the reference of an earlier line',
      [
        { ...clerk, ref: 's-2', email: 'b@x.example' },
        { ...clerk, ref: 's-2', email: 'c@x.example' },
      ],
      'duplicate-ref',
      'ref',
    ],
    [
      'refers to no party',
      [{ ...agreement, ref: 'a-2', agreementNumber: '2', party: 'p-9' }],
      'unknown-reference',
      'party',
    ],
    [
      'refers to no tag',
      [{ ...assignment, ref: 'x-2', vehicle: 'v-1', tag: 't-9' }],
      'unknown-reference',
      'tag',
    ],
    ['refers to no vehicle', [{ ...assignment, ref: 'x-2', vehicle: 'v-9' }], 'unknown-reference', 'vehicle'],
    [
      'refers to no agreement',
      [{ ...assignment, ref: 'x-2', agreement: 'a-9' }],
      'unknown-reference',
      'agreement',
    ],
    [
      'names no issuer',
      [{ ...tag, ref: 't-2', tagNumber: tagNumber(2), issuer: 'nobody' }],
      'unknown-company',
      'issuer',
    ],
    [
      'names no company',
      [{ ...clerk, ref: 's-2', email: 'b@x.example', company: 'nobody' }],
      'unknown-company',
      'company',
    ],
    ['takes an identity that is another line’s', [{ ...kari, ref: 'p-2' }], 'identity-taken', 'nationalId'],
    [
      'takes an agreement number in use',
      [{ ...agreement, ref: 'a-2' }],
      'agreement-number-taken',
      'agreementNumber',
    ],
    ['takes a plate in use', [{ ...car, ref: 'v-2' }], 'duplicate-vehicle', 'plate'],
    ['takes a tag number in use', [{ ...tag, ref: 't-2' }], 'duplicate-tag', 'tagNumber'],
    ['takes an address in use', [{ ...clerk, ref: 's-2' }], 'email-taken', 'email'],
    [
      'overlaps an assignment of the vehicle',
      [{ ...assignment, ref: 'x-2', tag: null, from: '2019-05-01T00:00:00Z' }],
      'overlapping-assignment',
      'from',
    ],
  ]

  test.each(wrong)('a line that %s', async (_, lines, code, path) => {
    await take(everything)
    const report = await take([
      ...everything.filter((line) => !lines.some((bad) => overrides(bad, line))),
      ...lines,
    ])
    expect(report.rejected.map((r) => ({ code: r.code, path: r.path }))).toEqual([{ code, path }])
    expect(report.rejected[0]?.line).toBe(totals(report).read)
    expect(totals(report).unchanged + totals(report).updated + totals(report).created).toBe(
      totals(report).read - 1,
    )
  })

  test('what may not change is told by its field', async () => {
    await take([
      ...everything,
      { ...kari, ref: 'p-2', nationalId: nationalId(2) },
      { ...car, ref: 'v-2', plate: 'EK2' },
    ])
    const report = await take([
      { ...firm, ref: 'p-1', organisationNumber: '974760673' },
      { ...kari, ref: 'p-2', nationalId: nationalId(2) },
      { ...agreement, party: 'p-2' },
      car,
      { ...tag, issuer: 'fjellinjen' },
    ])
    expect(report.rejected.map((r) => `${r.code} ${r.path}`)).toEqual([
      'may-not-change kind',
      'may-not-change party',
      'may-not-change issuer',
    ])
    const moved = await take([
      kari,
      agreement,
      car,
      { ...car, ref: 'v-2', plate: 'EK2' },
      tag,
      { ...assignment, vehicle: 'v-2' },
    ])
    expect(moved.rejected.map((r) => `${r.code} ${r.path}`)).toEqual(['may-not-change vehicle'])
  })

  test('a rejected line takes those that refer to it along', async () => {
    const report = await take([{ ...kari, nationalId: '1' }, agreement, car, tag, assignment])
    expect(report.rejected.map((r) => `${r.line} ${r.code} ${r.path}`)).toEqual([
      '1 bad-national-id nationalId',
      '2 unknown-reference party',
      '5 unknown-reference agreement',
    ])
    expect(await database.owner`select count(*) from agreement`).toEqual([{ count: 0 }])
  })

  test('of two assignments of one tag at one time the first is taken', async () => {
    const report = await take([
      ...everything,
      { ...car, ref: 'v-2', plate: 'EK2' },
      { ...assignment, ref: 'x-2', vehicle: 'v-2' },
    ])
    expect(report.rejected).toEqual([
      { line: 9, kind: 'assignment', code: 'overlapping-assignment', path: 'from' },
    ])
  })

  test('an assignment that is moved gives its time to another, unless it is refused itself', async () => {
    await take(everything)
    const ended = { ...assignment, to: '2019-06-01T00:00:00+02:00' }
    const next = { ...assignment, ref: 'x-2', from: '2019-06-01T00:00:00+02:00' }
    expect(
      (await take([...everything.slice(0, 5), { ...ended, vehicle: 'v-9' }, next])).rejected.map(
        (r) => r.code,
      ),
    ).toEqual(['unknown-reference', 'overlapping-assignment'])
    expect((await take([...everything.slice(0, 5), ended, next])).kinds.assignment).toMatchObject({
      updated: 1,
      created: 1,
      rejected: 0,
    })
  })

  test('a line not tried again stays as it was', async () => {
    await take(everything)
    const count = () => database.owner`select count(*) from tag_assignment where upper_inf(valid)`
    await take(['nonsense'])
    expect(await count()).toEqual([{ count: 1 }])
  })
})

/** Whether a bad line stands for one of the good ones, or for what that one needs. */
function overrides(bad: object | string, line: { ref: string }): boolean {
  if (typeof bad === 'string' || !('ref' in bad)) return false
  return bad.ref === line.ref || (bad.ref === 'a-1' && line.ref === 'x-1')
}
