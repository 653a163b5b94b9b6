import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { discountReason } from './explanation.ts'

const trip = (discount: 'tag' | 'none' | 'private' | 'organisation', on: number, limit = 0) => ({
  discount,
  decidedOn: ore(on),
  limit: ore(limit),
  wasOpen: true,
})

describe('why a trip had its discount', () => {
  test('the balance before it was above the limit', () => {
    expect(discountReason(trip('private', 1), 'private', 'tag')).toBe('kept')
    expect(discountReason(trip('organisation', 45_000, 45_000), 'organisation', 'tag')).toBe('kept')
  })

  test('the balance before it was not: nothing left of a person’s, less than the minimum of an organisation’s', () => {
    expect(discountReason(trip('tag', 0), 'private', 'tag')).toBe('lost')
    expect(discountReason(trip('none', 44_999, 45_000), 'organisation', 'tag')).toBe('lost')
  })

  test('there was enough, and the connection gives none', () => {
    expect(discountReason(trip('none', 100), 'private', 'tag')).toBe('not-here')
  })

  test('there was enough, and the vehicle had no card where one pays by card', () => {
    expect(discountReason(trip('none', 100), 'private', 'card')).toBe('no-card')
    expect(discountReason(trip('none', 0), 'private', 'card')).toBe('lost')
  })

  test('the prepayment had not come in', () => {
    expect(discountReason({ ...trip('tag', 0), wasOpen: false }, 'private', 'tag')).toBe('not-open')
  })

  test('a former version of the trip decided it', () => {
    expect(discountReason({ ...trip('private', 0), decidedOn: null, limit: null }, 'private', 'tag')).toBe(
      'former-version',
    )
  })
})
