import { expect, test } from 'vitest'
import { ferryCustomers, receiptsOn } from './ferry-traffic.ts'
import { makeWorld } from './world.ts'

const world = makeWorld(4711)

test('two cars, five lorries and one car that sails too much become ferry customers', () => {
  expect(ferryCustomers(world).map(({ vehicles }) => vehicles.length)).toEqual([2, 1, 5])
})

test('a day’s receipts are the same whenever they are asked for, and each file counts and sums itself', () => {
  const files = receiptsOn(world, '2019-11-04')
  expect(receiptsOn(world, '2019-11-04')).toEqual(files)
  expect(files.length).toBeGreaterThan(0)
  for (const { text } of files) {
    const [header, ...lines] = text.trimEnd().split('\n')
    const trailer = lines.pop()
    const sum = lines.reduce((all, line) => all + Number(line.split(';').at(-1)), 0)
    expect(header).toMatch(/^H;brikke-ferry-receipts;1;/)
    expect(trailer).toBe(`T;${lines.length};${sum}`)
    expect(lines.every((line) => line.split(';').length === 19)).toBe(true)
  }
})
