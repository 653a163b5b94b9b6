import { describe, expect, inject, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { playYear } from './play-year.ts'

const asked = { seed: 2, customers: 60, say: () => {} }

describe('a year', () => {
  const db = testDatabase()

  test(
    'twenty days around the change of the clocks leave nothing broken, whatever goes wrong in them',
    async () => {
      const played = await playYear({
        ...asked,
        from: '2019-10-20',
        days: 20,
        url: db.urlFor('batch'),
        adminUrl: inject('postgresUrl'),
      })
      expect(played.broken).toBeUndefined()
      expect(played.days).toBe(20)
      expect(Object.keys(played.events)).toEqual(expect.arrayContaining(HAPPENED))
      expect(played.reversals).toBeGreaterThan(20)
    },
    TIMEOUT_MS,
  )
})

/** Half a minute of work; beside the other tests, more. */
const TIMEOUT_MS = 240_000

const HAPPENED = [
  'bank file sent twice',
  'bulk payment matched',
  'connections cut',
  'file refused',
  'invoice paid twice',
  'invoice run killed',
  'line late',
  'line rejected',
  'line replaced',
  'line withdrawn',
  'paid in Vipps',
  'payout approved',
  'payout paid',
  'sale notice done',
  'tag move done',
  'two workers at once',
  'vehicle register down',
  'worker killed',
]

describe('a fault', () => {
  const db = testDatabase()

  test('that changes prices without saying so is found the same day', async () => {
    const played = await playYear({
      ...asked,
      from: '2019-11-04',
      days: 3,
      url: db.urlFor('batch'),
      adminUrl: inject('postgresUrl'),
      async spoil(day) {
        if (day === '2019-11-05')
          await db.owner`update vehicle set energy = 'electric' where energy = 'petrol'`
      },
    })
    expect(played.broken).toMatchObject({ day: '2019-11-05', dayNumber: 2 })
    expect(played.broken?.what.join()).toContain('rating anew changes passage')
  })
})
