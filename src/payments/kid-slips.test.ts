import { expect, test } from 'vitest'
import { kidSlips } from './kid-slips.ts'

test('one digit of a KID may be any other, and two neighbours may have changed places', () => {
  const meant = kidSlips('1234')
  expect(meant).toContain('1294')
  expect(meant).toContain('2134')
  expect(meant).toContain('1243')
  expect(meant).toHaveLength(4 * 9 + 3)
})

test('two digits wrong, one missing, one too many or the KID itself is no slip', () => {
  const meant = kidSlips('1234')
  for (const other of ['9934', '123', '12345', '1234', '3214']) expect(meant).not.toContain(other)
})

test('of neighbours that are the same nothing is changed', () => {
  expect(kidSlips('11')).not.toContain('11')
})

test.each(['', '1', 'ABC', '12345-', '9'.repeat(26)])('of %j nothing can be said', (kid) => {
  expect(kidSlips(kid)).toEqual([])
})
