import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { anEntry, BATCH, paymentsOf, readEntries, refusedFor } from './camt.test-world.ts'
import { type CamtFile } from './camt.ts'
import { kronerOf } from './iso-20022.ts'

describe('an amount', () => {
  const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

  test('is read to the øre, with two decimals, fewer or more that are zeros', () => {
    const zeros = fc.constantFrom('', '0', '000')
    fc.assert(
      fc.property(amounts, zeros, fc.boolean(), (amount, more, short) => {
        const exact = kronerOf(ore(amount))
        const text = short ? exact.replace(/\.?0+$/, '') : exact
        const written = text.includes('.') && text.length + more.length <= 18 ? text + more : text
        expect(paymentsOf([anEntry({ amount: written })])[0]?.amount).toBe(amount)
      }),
      { numRuns: 300 },
    )
  })

  test('is lost nowhere: what the records say together is what came in', () => {
    const records = fc.array(fc.record({ amount: fc.integer({ min: 0, max: 1e9 }), known: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(records, (written) => {
        const details = written.map(({ amount, known }, i) => ({
          amount: kronerOf(ore(amount)),
          reference: known ? `D${i}` : undefined,
          kid: '1000016',
        }))
        const total = written.reduce((sum, { amount }) => sum + amount, 0)
        const file = readEntries({ amount: kronerOf(ore(total)), details }) as CamtFile
        const [statement] = file.statements
        const missing = written.filter(({ amount, known }) => amount === 0 || !known)
        expect(statement?.rejected).toHaveLength(missing.length)
        expect(file.sum).toBe(total - missing.reduce((sum, { amount }) => sum + amount, 0))
      }),
      { numRuns: 200 },
    )
  })

  test('with one digit changed is never taken in a batch', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.integer({ min: 1, max: 9 }), (which, shift) => {
        const details = BATCH.details?.map((told, i) =>
          i === which ? { ...told, amount: `${shift}${told.amount}` } : told,
        )
        expect(refusedFor(readEntries({ ...BATCH, details: details ?? [] }))).toBe('sum-disagrees')
      }),
    )
  })
})
