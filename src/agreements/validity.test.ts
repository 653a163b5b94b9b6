import { expect, test } from 'vitest'
import { validFrom } from './validity.ts'

const FRIDAY = Date.parse('2021-05-07T13:00:00+02:00')

test('an agreement is valid at once where no working days are needed', () => {
  expect(validFrom({ workingDaysMin: 0, workingDaysMax: 0 }, FRIDAY)).toBe(FRIDAY)
})

test('working days leave out weekends and public holidays', () => {
  // Five from Friday 7 May 2021: the 10th, 11th, 12th, 14th (the 13th is Ascension Day) and the 18th (the 17th is the national day).
  expect(validFrom({ workingDaysMin: 1, workingDaysMax: 5 }, FRIDAY)).toBe(
    Date.parse('2021-05-18T00:00:00+02:00'),
  )
})
