import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { badInputDatabase } from './bad-input.test-world.ts'
import { OUTSIDE_FILES, type OutsideFile } from './outside-files.ts'
import { rubbish } from './spoil.ts'
import { SPOILED } from './spoiled-files.ts'

const { database, files, take, counts } = badInputDatabase()

/** Hands in a file spoiled in one way, and says what became of it. */
async function spoiled(name: OutsideFile, what: string) {
  const valid = files()[name]
  const bytes = { ...rubbish(valid), ...SPOILED[name]?.(valid) }[what]
  const { code, lines } = await take(name, bytes ?? expect.fail(`nobody spoils it by ${what}`))
  return { code, said: JSON.parse(name === 'portfolio' ? lines.join('') : (lines[0] ?? '')) }
}

test.each(OUTSIDE_FILES.filter((name) => name !== 'passages'))(
  '%s as it should be is taken',
  async (name) => {
    expect(await take(name, files()[name])).toMatchObject({ code: 0 })
  },
)

describe('what can be told record by record is not refused, and each record has its answer', () => {
  test('an amount below zero is money taken back', async () => {
    await take('OCR giro', files()['OCR giro'])
    const { code, said } = await spoiled('OCR giro', 'amount below zero')
    const counted = { payments: 2, sumOre: -1_900, duplicates: 0, movements: 0, alreadyImported: false }
    expect([code, said]).toEqual([0, counted])
    const [row] = await database.batch`select state from payment where amount_ore = -2000`
    expect(row).toEqual({ state: 'reversal' })
  })

  test('a KID with a wrong check digit is nobody’s, and waits for a person', async () => {
    expect(await spoiled('OCR giro', 'wrong check digit')).toMatchObject({ code: 0, said: { payments: 2 } })
    expect(await queued()).toContainEqual({ amount: 100, because: 'unknown-kid' })
  })

  test('a day of 1900 cannot be told by two digits: it is one of 2000', async () => {
    expect(await spoiled('OCR giro', 'day of 1900')).toMatchObject({ code: 0, said: { payments: 2 } })
  })

  test('money of nothing on a statement is listed, and not booked', async () => {
    const { code, said } = await spoiled('camt.053', 'amount of zero')
    expect([code, said]).toEqual([
      0,
      { payments: 1, sumOre: 2_000, duplicates: 0, movements: 1, alreadyImported: false },
    ])
  })

  test('a key twice among mails that came back is answered twice, and counted once', async () => {
    const { code, lines } = await take('bounced mails', Buffer.from('invoice:987\ninvoice:987\n'))
    const unknown = '{"key":"invoice:987","outcome":"unknown-key"}'
    expect([code, lines.slice(0, 2)]).toEqual([0, [unknown, unknown]])
  })

  test.each([
    ['cut off', [[2, 'not-json']]],
    ['one line twice', [[3, 'duplicate-ref']]],
    [
      'half in Latin-1',
      [
        [1, 'bad-value'],
        [2, 'bad-value'],
      ],
    ],
    ['name with a null character', [[2, 'bad-value']]],
  ])('a portfolio with %s has its other lines taken', async (what, rejected) => {
    const { code, said } = await spoiled('portfolio', what)
    expect(code).toBe(0)
    expect(said.rejected.map((row: { line: number; code: string }) => [row.line, row.code])).toEqual(rejected)
  })

  test.each([
    ['day of 1900', 'too-old'],
    ['day of 2999', 'in-the-future'],
  ])('a passage of a %s is rejected as %s', async (what, because) => {
    const valid = files().passages
    const { lines } = await take('passages', SPOILED.passages?.(valid)[what] ?? expect.fail('not spoiled'))
    expect(lines.at(-1)).toMatch(/ 1 rejected$/)
    const rows = await database.batch<{ reason: string }[]>`select reason from audit.rejected_record`
    expect(rows.map(({ reason }) => reason)).toContain(because)
  })
})

describe('whatever the bytes', () => {
  test.each(OUTSIDE_FILES)('%s is never an error of ours, and never half booked', async (name) => {
    const runs = { numRuns: 25, seed: 20_191_210 }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) =>
        isAccountedFor(name, Buffer.from(bytes)),
      ),
      runs,
    )
    const slip = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(slip, ([at, by]) => {
        const bytes = Buffer.from(files()[name])
        const index = at % bytes.length
        bytes[index] = ((bytes[index] ?? 0) + by) % 256
        return isAccountedFor(name, bytes)
      }),
      runs,
    )
  })

  /** The books themselves are held against each other after each test. */
  async function isAccountedFor(name: OutsideFile, bytes: Buffer): Promise<void> {
    const before = await counts()
    const { code, lines } = await take(name, bytes)
    const after = await counts()
    if (code === 1) {
      expect(lines.length).toBeGreaterThan(0)
      expect(after).toEqual(before)
    } else if (name === 'OCR giro' || name.startsWith('camt')) {
      const { payments } = JSON.parse(lines[0] ?? '')
      expect(after?.payments).toBe(before?.payments + payments)
    }
  }
})

async function queued() {
  return [
    ...(await database.batch<{ amount: number; because: string }[]>`
      select amount_ore as amount, queued_because as because from payment where state = 'queued'`),
  ]
}
