import { describe, expect, test } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { LIMITS } from './ferry.test-world.ts'
import { outlookOf } from './outlook.ts'

const kr = (kroner: number): Ore => ore(kroner * 100)
const of = (balance: number, kind: 'private' | 'organisation' = 'private') => ({
  balance: kr(balance),
  agreed: kr(3_600),
  kind,
})

describe('an account’s outlook', () => {
  test('is counted in trips of what the last ones cost', () => {
    const { trips, shareLeft } = outlookOf(of(1_800), [kr(40), kr(60)], LIMITS)
    expect(trips).toEqual({ each: kr(50), left: 36, untilRefill: 18 })
    expect(shareLeft).toBe(0.5)
  })

  test('has the refill at a quarter, and the limit at nothing for people and a tenth for organisations', () => {
    expect(outlookOf(of(1_800), [], LIMITS)).toMatchObject({ refillAt: kr(900), limit: 0 })
    expect(outlookOf(of(1_800, 'organisation'), [], LIMITS)).toMatchObject({ limit: kr(360) })
  })

  test('counts no trips where there were none, or where all were free', () => {
    expect(outlookOf(of(1_800), [], LIMITS).trips).toBeUndefined()
    expect(outlookOf(of(1_800), [kr(0)], LIMITS).trips).toBeUndefined()
  })

  test('is nothing below nothing, and no more than all of it', () => {
    expect(outlookOf(of(-10), [kr(50)], LIMITS)).toMatchObject({
      shareLeft: 0,
      trips: { left: 0, untilRefill: 0 },
    })
    expect(outlookOf(of(5_000), [], LIMITS).shareLeft).toBe(1)
  })
})
