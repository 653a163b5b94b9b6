import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { instantArray, numberArray, textArray } from './arrays.ts'
import { inTransaction } from './connection.ts'
import {
  copyOut,
  days,
  instant,
  instantOf,
  instants,
  numbers,
  repeatedText,
  takeDay,
  takeInstant,
  takeInt,
  takeText,
  texts,
} from './copy-out.ts'
import { makeDue, takeDue } from './due.ts'

const database = testDatabase()
const NASTY = [
  '',
  ' ',
  "O'Hara",
  `'); drop table due; --`,
  'a"b',
  '\\',
  "\\'",
  'a,b',
  '{}',
  'null',
  'NULL',
  '$1',
  'ÆØÅ\t\n€',
]
const NUMBERS = [0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER]
const INSTANTS = [0, Date.parse('2019-10-27T01:00:00Z'), Date.parse('2019-12-10T07:00:00.123Z')]

test('texts of any kind arrive as they are, as a parameter and in the text of a COPY', async () => {
  const asked = await database.batch<{ text: string }[]>`
    select text from unnest(${textArray(NASTY)}::text[]) with ordinality as t (text, n) order by n`
  expect(asked.map((row) => row.text)).toEqual(NASTY)
  const copied = await copyOut(
    database.batch,
    `select text from unnest(${texts(NASTY)}) with ordinality as t (text, n) order by n`,
    takeText,
  )
  expect(copied).toEqual(NASTY)
})

test('a text that mostly repeats arrives as it is, after nothing, another of its length and its own beginning too', async () => {
  const said = ['Å', 'Å', null, 'Å', 'Ø', 'Øy', 'Ø', '', '', null, null, 'Øy', 'Øy']
  const query = `select nullif(text, '-') from unnest(${texts(said.map((text) => text ?? '-'))}) with ordinality as t (text, n) order by n`
  expect(await copyOut(database.batch, query, repeatedText())).toEqual(said.map((text) => text ?? undefined))
})

test('numbers, instants and days arrive as they are', async () => {
  const asked = await database.batch<{ number: number; at: number }[]>`
    select number, at from unnest(${numberArray(NUMBERS.slice(0, 3))}::bigint[], ${instantArray(INSTANTS)}::timestamptz[]) as t (number, at)`
  expect(asked).toEqual(NUMBERS.slice(0, 3).map((number, i) => ({ number, at: INSTANTS[i] })))
  const read = <Value>(query: string, take: Parameters<typeof copyOut<Value>>[2]) =>
    copyOut(database.batch, query, take)
  expect(await read(`select unnest(${numbers(NUMBERS)})`, takeInt)).toEqual(NUMBERS)
  expect(await read(`select unnest(${instants(INSTANTS)})`, takeInstant)).toEqual(INSTANTS)
  expect(await read(`select ${instant(INSTANTS[2]!)}`, takeInstant)).toEqual([INSTANTS[2]])
  expect(await read(`select unnest(${days(['2020-02-29'])})`, takeDay)).toEqual(['2020-02-29'])
})

test('an instant sent as a number is the same to the millisecond, a century each way', async () => {
  const millis = Array.from({ length: 20_000 }, (_, i) => Math.round((i / 10_000 - 1) * 3.2e12) + (i % 1000))
  const query = `select ${instantOf('t.at')} from unnest(${numbers(millis)}) with ordinality as t (at, n) order by n`
  expect(await copyOut(database.batch, query, takeInstant)).toEqual(millis)
})

test('what is no number, or no day, is not written into a query', () => {
  for (const wrong of [Number.NaN, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => numbers([wrong])).toThrow(RangeError)
  expect(() => days([`2020-02-29'`])).toThrow(RangeError)
})

test('all that is due of a key is taken at once, whoever noted it and when', async () => {
  const note = (keys: readonly number[], fromAt: number) =>
    inTransaction(database.batch, (tx) =>
      makeDue(
        tx,
        'rate',
        keys.map((key) => ({ key: String(key), fromAt })),
      ),
    )
  const keys = Array.from({ length: 3_000 }, (_, i) => i * 7)
  await note(keys, 2_000)
  await note(keys.toReversed(), 1_000)
  const taken: string[] = []
  for (let more = true; more; )
    more = await inTransaction(database.batch, async (tx) => {
      const some = await takeDue(tx, 'rate', 100)
      for (const { key, fromAt } of some) taken.push(`${key} ${fromAt}`)
      return some.length > 0
    })
  expect(taken.sort()).toEqual(keys.map((key) => `${key} 1000`).sort())
})
