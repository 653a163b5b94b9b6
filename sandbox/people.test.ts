import { describe, expect, test } from 'vitest'
import { NAMED } from './named-people.ts'
import { makePeople } from './people.ts'

const people = makePeople(4711)
const everybody = [...people.customers, ...people.outsiders]
const numbers = everybody.flatMap(({ nationalId }) => nationalId ?? [])

describe('the people', () => {
  test('are 270 private customers and 30 organisations, and some who only own a vehicle', () => {
    const kinds = Object.groupBy(people.customers, ({ kind }) => kind)
    expect(kinds.person).toHaveLength(270)
    expect(kinds.organisation).toHaveLength(30)
    expect(people.outsiders.length).toBeGreaterThan(50)
  })

  test('are the same from the same seed, and others from another, but for the named ones', () => {
    expect(makePeople(4711)).toEqual(people)
    const others = makePeople(4712)
    expect(others.customers[50]).not.toEqual(people.customers[50])
    expect(others.named).toEqual(people.named)
  })

  test('have each their own valid and synthetic national identity number', () => {
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.filter((number) => !checkDigitsHold(number))).toEqual([])
    expect(
      numbers.filter((number) => Number(number.slice(2, 4)) < 81 || Number(number.slice(2, 4)) > 92),
    ).toEqual([])
  })

  test('have one D-number among them, and one person without any number', () => {
    const jelena = people.named.find(({ key }) => key === 'jelena')?.party
    expect(jelena?.nationalId).toMatch(/^70/)
    expect(numbers.filter((number) => Number(number[0]) > 3)).toHaveLength(1)
    expect(people.named.filter(({ party }) => party.nationalId === null).map(({ key }) => key)).toEqual([
      'astrid',
    ])
  })

  test('have organisation numbers whose check digit holds', () => {
    const given = people.customers.flatMap(({ organisationNumber }) => organisationNumber ?? [])
    const sum = (number: string) =>
      [3, 2, 7, 6, 5, 4, 3, 2, 1].reduce((total, weight, i) => total + weight * Number(number[i]), 0)
    expect(given.filter((number) => !/^\d{9}$/.test(number) || sum(number) % 11 !== 0)).toEqual([])
    expect(new Set(given).size).toBe(30)
  })

  test('are known to the vehicle register by a number each', () => {
    expect(new Set(everybody.map(({ registerId }) => registerId)).size).toBe(everybody.length)
    expect(new Set(everybody.map(({ ref }) => ref)).size).toBe(everybody.length)
  })

  test('write bokmål, nynorsk and English', () => {
    expect(new Set(people.customers.map(({ language }) => language))).toEqual(new Set(['nb', 'nn', 'en']))
    expect(NAMED.find(({ key }) => key === 'ingebjorg')?.language).toBe('nn')
  })
})

/** Both check digits by the old rule, with the digit itself in the sum. */
function checkDigitsHold(number: string): boolean {
  const rest = (weights: readonly number[]) =>
    weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0) % 11
  return (
    /^\d{11}$/.test(number) &&
    rest([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) === 0 &&
    rest([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0
  )
}
