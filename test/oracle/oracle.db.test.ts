import { describe, expect, test } from 'vitest'
import type { TariffFile } from '#rating/tariff-file.ts'
import { testDatabase } from '#test/database.ts'
import { type Agreement, agree, tollFiles } from './agree.ts'
import { otherReadings } from './other-readings.ts'

const database = testDatabase()
const SEED = 20_191_210

describe('the code and the SQL, each written from the rules alone, rate alike to the øre', () => {
  test('20 000 passages', async () => {
    noneDiffers(await agree(database.owner, { count: 20_000, seed: SEED }))
  })

  test('100 000 passages, among them every hard case', { timeout: 180_000 }, async () => {
    const agreement = await agree(database.owner, { count: 100_000, seed: SEED + 1 })
    console.log(`seed ${SEED + 1}`, agreement.hardCases)
    noneDiffers(agreement)
    const missing = Object.entries(agreement.hardCases).filter(([, n]) => n === 0)
    // No project of today has a lane that does not charge; the other readings below have.
    expect(missing.map(([name]) => name)).toEqual(['free lane'])
  })

  test('20 000 passages under parameters that no project has today', async () => {
    const files = otherReadings(tollFiles())
    const agreement = await agree(database.owner, { count: 20_000, seed: SEED + 2, files })
    noneDiffers(agreement)
    expect(agreement.hardCases['free lane']).toBeGreaterThan(0)
  })
})

describe('a planted fault is found', () => {
  test('first taken for dearest, in the tariff the code is given', async () => {
    const filesOfTheCode = tollFiles().map(firstForDearest)
    isFound(await agree(database.owner, { count: 20_000, seed: SEED, filesOfTheCode }))
  })

  test('a month that ends at midnight in Greenwich', async () => {
    isFound(await agree(database.owner, { count: 20_000, seed: SEED, planted: { monthZone: 'UTC' } }))
  })

  test('a window that every passage in it prolongs', async () => {
    isFound(await agree(database.owner, { count: 20_000, seed: SEED, planted: { slidingWindow: true } }))
  })
})

function noneDiffers(agreement: Agreement): void {
  expect(agreement.first).toEqual([])
  expect(agreement.differ).toBe(0)
  expect(agreement.oreApart).toBe(0)
}

function isFound(agreement: Agreement): void {
  console.log(`${agreement.differ} of ${agreement.passages} differ, ${agreement.oreApart} øre apart`)
  expect(agreement.differ).toBeGreaterThan(0)
  expect(agreement.oreApart).toBeGreaterThan(0)
}

function firstForDearest(file: TariffFile): TariffFile {
  return {
    ...file,
    hourRules: file.hourRules.map((rule) => (rule.mode === 'dearest' ? { ...rule, mode: 'first' } : rule)),
  }
}
