import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { inTransaction } from './connection.ts'
import { type DueRow, makeDue, takeDue } from './due.ts'

const database = testDatabase()
const note = (...rows: DueRow[]) => inTransaction(database.batch, (tx) => makeDue(tx, 'rate', rows))
const take = (limit: number) => inTransaction(database.batch, (tx) => takeDue(tx, 'rate', limit))
const keys = (rows: readonly DueRow[]) => rows.map((row) => row.key).sort()
/** Numbers of one part of a slot: of 64 together, 8 slots and 128 parts. */
const inOnePart = (count: number) => Array.from({ length: count }, (_, i) => i % 64)
const PART_AFTER = 64 * 8

beforeEach(async () => {
  await database.owner`delete from due`
  await database.owner`update due_slot set last_part = -1`
})

describe('What is due', () => {
  test('is taken once a key, however often it was said, from the earliest instant', async () => {
    await note({ key: '7', fromAt: 3_000 }, { key: '8', fromAt: 9_000 })
    await note({ key: '7', fromAt: 1_000 }, { key: '7', fromAt: 2_000 })
    const taken = await take(10)
    expect(taken).toEqual([
      { key: '7', fromAt: 1_000 },
      { key: '8', fromAt: 9_000 },
    ])
    expect(await take(10)).toEqual([])
  })

  test('is given back when who took it fails', async () => {
    await note({ key: '7', fromAt: 1_000 })
    const failing = inTransaction(database.batch, async (tx) => {
      expect(await takeDue(tx, 'rate', 10)).toHaveLength(1)
      throw new Error('it fails')
    })
    await expect(failing).rejects.toThrow('it fails')
    expect(keys(await take(10))).toEqual(['7'])
  })

  test('stays due where it is more than may be taken at once', async () => {
    await note(...inOnePart(60).map((n) => ({ key: String(n), fromAt: n * 1_000 })))
    const taken: string[] = []
    for (const wanted of [25, 25, 10, 0]) {
      const rows = await take(25)
      expect(rows).toHaveLength(wanted)
      taken.push(...keys(rows))
    }
    expect(new Set(taken).size).toBe(60)
  })

  test('is all of a key at once, and never a part that is half taken beside a whole one', async () => {
    for (const fromAt of [1_000, 2_000, 3_000]) {
      await note(
        ...inOnePart(4).map((n) => ({ key: String(n), fromAt })),
        ...inOnePart(4).map((n) => ({ key: String(n + PART_AFTER), fromAt })),
      )
    }
    // Twelve notes a part, twenty in all are looked at: the second part waits.
    expect(keys(await take(10))).toEqual(['0', '1', '2', '3'])
    expect(keys(await take(10))).toEqual(['512', '513', '514', '515'])
    expect(await take(10)).toEqual([])
  })

  test('is of several slots where each has little, never more than asked for, and nobody else has any of them', async () => {
    const slots = [0, 1, 2, 3].map((slot) => 64 * slot)
    const three = (first: number) => [0, 1, 2].map((n) => ({ key: String(first + n), fromAt: 0 }))
    await note(...slots.flatMap(three))
    await inTransaction(database.batch, async (tx) => {
      const ours = await takeDue(tx, 'rate', 7)
      // Three of the first are less than half of seven; with three of the second it is enough.
      expect(ours).toHaveLength(6)
      const theirs = await take(100)
      expect(theirs).toHaveLength(6)
      expect(new Set([...keys(ours), ...keys(theirs)]).size).toBe(12)
    })
    expect(await take(100)).toEqual([])
    await note(...inOnePart(2).map((n) => ({ key: String(n), fromAt: 0 })))
    await note(...inOnePart(9).map((n) => ({ key: String(64 + n), fromAt: 0 })))
    expect(await take(5)).toHaveLength(5)
    expect(await take(100)).toHaveLength(6)
  })

  test('takes turns: what keeps coming to one part does not hold back the next', async () => {
    await note({ key: '1', fromAt: 0 }, { key: String(PART_AFTER), fromAt: 0 })
    expect(keys(await take(1))).toEqual(['1'])
    await note({ key: '1', fromAt: 0 })
    expect(keys(await take(1))).toEqual([String(PART_AFTER)])
    expect(keys(await take(1))).toEqual(['1'])
  })

  test('may be said by whoever serves pages, who cannot take it', async () => {
    await inTransaction(database.app, (tx) => makeDue(tx, 're-attribute', [{ key: 'tag 9', fromAt: 1_000 }]))
    await expect(inTransaction(database.app, (tx) => takeDue(tx, 're-attribute', 1))).rejects.toThrow(
      'permission denied',
    )
    expect(await inTransaction(database.batch, (tx) => takeDue(tx, 're-attribute', 1))).toEqual([
      { key: 'tag 9', fromAt: 1_000 },
    ])
  })
})
