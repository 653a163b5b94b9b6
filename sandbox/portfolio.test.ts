import { describe, expect, test } from 'vitest'
import { portfolioLines } from './portfolio.ts'
import { makeWorld, ownerAt } from './world.ts'

type Line = Readonly<Record<string, unknown>> & { readonly kind: string; readonly ref: string }

const world = makeWorld(4711)
const lines = portfolioLines(world).map((line) => JSON.parse(line) as Line)
const POINTERS = { agreement: ['party'], assignment: ['agreement', 'vehicle', 'tag'] } as const

describe('the portfolio', () => {
  test('names nothing before it has told what it is', () => {
    const told = new Set<string>()
    for (const line of lines) {
      const fields = POINTERS[line.kind as keyof typeof POINTERS] ?? []
      for (const field of fields) if (line[field] !== null) expect(told).toContain(line[field])
      expect(told).not.toContain(line.ref)
      told.add(line.ref)
    }
  })

  test('has every kind of line, agreements with all five issuers, and blocked, ended and deleting ones', () => {
    const kinds = Object.groupBy(lines, ({ kind }) => kind)
    expect(Object.keys(kinds).sort()).toEqual([
      'agreement',
      'assignment',
      'organisation',
      'person',
      'staff',
      'tag',
      'vehicle',
    ])
    expect(new Set(kinds.agreement?.map(({ issuer }) => issuer)).size).toBe(5)
    expect(kinds.agreement?.filter(({ validTo }) => validTo !== null).length).toBeGreaterThan(0)
    expect(kinds.agreement?.filter(({ deletesPassages }) => deletesPassages).length).toBeGreaterThan(3)
    expect(kinds.agreement?.filter(({ blocks }) => (blocks as unknown[]).length > 0).length).toBeGreaterThan(
      0,
    )
  })

  test('keeps out those who have no agreement, and tags of issuers abroad', () => {
    const text = JSON.stringify(lines)
    const numbers = world.outsiders.flatMap(({ nationalId }) => nationalId ?? [])
    expect(numbers.filter((number) => text.includes(number))).toEqual([])
    expect(
      world.vehicles.filter(({ foreignTag }) => foreignTag !== undefined && text.includes(foreignTag)),
    ).toEqual([])
    expect(world.vehicles.some(({ foreignTag }) => foreignTag !== undefined)).toBe(true)
  })
})

describe('the fleet', () => {
  test('never has a tag in two vehicles, or a vehicle under two agreements, at one time', () => {
    const overlap = (of: 'tag' | 'vehicle') =>
      [
        ...Map.groupBy(
          world.assignments.filter((one) => one[of]),
          (one) => one[of]?.ref,
        ),
      ].filter(([, same]) =>
        same.some((a, i) =>
          same.some((b, j) => i < j && a.from < (b.to ?? Infinity) && b.from < (a.to ?? Infinity)),
        ),
      )
    expect(overlap('tag')).toEqual([])
    expect(overlap('vehicle')).toEqual([])
    expect(new Set(world.vehicles.map(({ country, plate }) => country + plate)).size).toBe(
      world.vehicles.length,
    )
  })

  test('has cars that were sold: another owner from that instant, and the tag in a new car', () => {
    const sold = world.vehicles.filter(({ owners }) => owners.length > 1)
    expect(sold.length).toBeGreaterThan(3)
    for (const vehicle of sold) {
      const [seller, buyer] = vehicle.owners
      const ended = world.assignments.find((one) => one.vehicle.ref === vehicle.ref)
      expect(ended?.to).toBe(buyer?.from)
      expect(ownerAt(vehicle, (buyer?.from ?? 0) - 1)?.party).toBe(seller?.party)
      expect(ownerAt(vehicle, buyer?.from ?? 0)?.party).toBe(buyer?.party)
      expect(world.assignments.filter(({ tag }) => tag === ended?.tag)).toHaveLength(2)
    }
  })

  test('has hauliers with five to forty lorries', () => {
    const lorries = Map.groupBy(
      world.vehicles.filter(({ pattern }) => pattern === 'lorry'),
      ({ owners }) => owners[0]?.party.name,
    )
    const sizes = [...lorries.values()].map(({ length }) => length)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...sizes)).toBeGreaterThan(20)
    expect(lorries.has('Haug Transport AS')).toBe(true)
  })
})
