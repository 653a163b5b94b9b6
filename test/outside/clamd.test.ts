import { afterAll, expect, test } from 'vitest'
import { clamdScanner } from '#outside/clamd.ts'
import { startClamd, TEST_VIRUS } from '../../sandbox/clamd.ts'

const double = await startClamd()
afterAll(() => double.close())
const scanner = clamdScanner(double.address, { timeoutMs: 2_000 })

test('the scanner finds the test virus, also in the middle of a large file', async () => {
  const large = Buffer.concat([Buffer.alloc(200_000, 1), Buffer.from(TEST_VIRUS), Buffer.alloc(200_000, 2)])
  expect(await scanner.scan(Buffer.from('%PDF-1.7'))).toBe('clean')
  expect(await scanner.scan(large)).toBe('infected')
})

test('a scanner that nobody answers for is silent', async () => {
  const gone = await startClamd()
  await gone.close()
  expect(await clamdScanner(gone.address, { timeoutMs: 2_000 }).scan(Buffer.from('x'))).toBe('silent')
})

test('an address that is none stops the start', () => {
  expect(() => clamdScanner('localhost', { timeoutMs: 1 })).toThrow(/HOST:PORT/)
})
