import { expect, test } from 'vitest'
import { blocksInWords } from './blocks-in-words.ts'

const BLOCK = {
  agreementId: 1,
  customer: 'c1',
  number: 'K1',
  issuerName: 'Skyttel AS',
  because: 'negative-balance',
  since: Date.parse('2019-12-05T12:00:00Z'),
} as const

test('a blocked ferry account tells what it means on board, and a toll agreement what it means at a station', () => {
  const lines = (isFerry: boolean) =>
    blocksInWords([{ ...BLOCK, isFerry }], { language: 'nb', isOneOfSeveral: false })[0]?.lines.join(' ')
  expect(lines(true)).toContain('ingen rabatt på ferjeturer')
  expect(lines(true)).not.toContain('timesregel')
  expect(lines(false)).toContain('timesregel og månedstak')
})

test('who is blocked for want of an address is led to that of the customer it is about', () => {
  const missing = { ...BLOCK, because: 'address-missing', isFerry: false } as const
  const another = { ...missing, agreementId: 2, customer: 'c2' }
  const at = (isOneOfSeveral: boolean) =>
    blocksInWords([missing, another], { language: 'nb', isOneOfSeveral }).map(
      ({ toAddress }) => toAddress?.at,
    )
  expect(at(true)).toEqual([
    '/min-side/profil?kunde=c1#part-address',
    '/min-side/profil?kunde=c2#part-address',
  ])
  expect(at(false)[0]).toBe('/min-side/profil#part-address')
})
