import { expect, test } from 'vitest'
import { blocksInWords } from './blocks-in-words.ts'

const BLOCK = {
  agreementId: 1,
  number: 'K1',
  issuerName: 'Skyttel AS',
  because: 'negative-balance',
  since: Date.parse('2019-12-05T12:00:00Z'),
} as const

test('a blocked ferry account tells what it means on board, and a toll agreement what it means at a station', () => {
  const lines = (isFerry: boolean) => blocksInWords([{ ...BLOCK, isFerry }], 'nb')[0]?.lines.join(' ')
  expect(lines(true)).toContain('ingen rabatt på ferjeturer')
  expect(lines(true)).not.toContain('timesregel')
  expect(lines(false)).toContain('timesregel og månedstak')
})
