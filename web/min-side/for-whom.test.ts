import { describe, expect, test } from 'vitest'
import type { Acting } from '#access/session.ts'
import { forWhom, ownParty } from './for-whom.ts'
import type { Customer } from './visit.ts'

const SELF: Acting = { kind: 'self' }
const ORGANISATION: Acting = {
  kind: 'organisation',
  name: 'Haug Transport AS',
  organisationNumber: '314000001',
  because: 'delegated',
  askedAt: 0,
}

/** Of a customer no more is asked than whose rows are seen, and for whom. */
const seeing = (partyIds: readonly number[], ownPartyId?: number, acting: Acting = SELF) =>
  ({ partyIds, visit: { session: { ownPartyId, acting } } }) as unknown as Customer

describe('who has a customer of their own and one linked', () => {
  test('sees the profile of their own, as what is new is made in its name', () => {
    const customer = seeing([1, 2], 2)
    expect(ownParty(customer)).toBe(2)
    expect(forWhom(customer)).toBe(2)
  })

  test('sees the organisation’s while acting for one', () => {
    expect(ownParty(seeing([7], 2, ORGANISATION))).toBe(7)
  })
})

test('who has linked agreements alone sees the profile of the first of those', () => {
  expect(ownParty(seeing([1, 3]))).toBe(1)
})

test('who is nobody’s customer yet has no profile, and makes nothing', () => {
  expect(ownParty(seeing([]))).toBeUndefined()
  expect(() => forWhom(seeing([]))).toThrow(Response)
})
