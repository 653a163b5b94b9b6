import { expect, test } from 'vitest'
import { bigFile } from './big-file.ts'

const MB = 1024 * 1024

test('memory does not follow the size of a passage file', { timeout: 180_000 }, async () => {
  const small = await bigFile({ bytes: 2 * MB, heapMb: 96 })
  const big = await bigFile({ bytes: 100 * MB, heapMb: 96 })
  console.log(JSON.stringify({ small, big }))
  expect(big.bytes).toBeGreaterThanOrEqual(100 * MB)
  expect(big.stored).toBe(big.lines)
  expect(small.stored).toBe(small.lines)
  // The process itself is most of it; a file held in memory, even once, would add its hundred megabytes.
  expect(big.maxRssMb - small.maxRssMb).toBeLessThan(60)
  expect(big.maxRssMb).toBeLessThan(320)
})
