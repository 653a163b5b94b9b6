import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { inTransaction, type Tx } from './connection.ts'
import { bool, bytea, copyBinary, date, int2, int4, int8, text, timestamptz, uuid } from './copy-binary.ts'
import {
  copyOut,
  day,
  instants,
  numbers,
  oneOfNumbers,
  oneOfTexts,
  type Source,
  takeBool,
  takeBytes,
  takeDay,
  takeInstant,
  takeInt,
  takeText,
} from './copy-out.ts'

const db = testDatabase()

type Row = {
  readonly small: number | undefined
  readonly middle: number | undefined
  readonly large: number | undefined
  readonly yes: boolean | undefined
  readonly words: string | undefined
  readonly on: string | undefined
  readonly at: number | undefined
  readonly sealed: Buffer | undefined
}

const row: fc.Arbitrary<Row> = fc.record({
  small: maybe(fc.integer({ min: -32_768, max: 32_767 })),
  middle: maybe(fc.integer()),
  large: maybe(fc.maxSafeInteger()),
  yes: maybe(fc.boolean()),
  words: maybe(fc.string({ unit: 'grapheme', maxLength: 60 }).filter((s) => !s.includes('\0'))),
  on: maybe(
    fc.integer({ min: -40_000, max: 60_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
  ),
  at: maybe(fc.integer({ min: -3_000_000_000_000, max: 4_000_000_000_000 })),
  sealed: maybe(fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))),
})

describe('COPY in its binary form', () => {
  test('writes UUIDs, and refuses what is none', async () => {
    const ids = ['00112233-4455-6677-8899-aabbccddeeff', null]
    const read = await inTransaction(db.batch, async (tx) => {
      await tx`create temp table named (id uuid) on commit drop`
      await copyBinary(tx, 'named (id)', [uuid((id) => id)], ids)
      return tx<{ id: string | null }[]>`select id from named`
    })
    expect(read.map(({ id }) => id)).toEqual(ids)
    for (const wrong of ['', '00112233-4455-6677-8899-aabbccddee', `${ids[0]}00`, 'not-a-uuid'])
      await expect(
        inTransaction(db.batch, (tx) => copyBinary(tx, 'party (public_id)', [uuid(() => wrong)], [1])),
      ).rejects.toThrow('not a UUID')
  })

  test('leaves out of an instant what is less than a millisecond', async () => {
    const [read] = await inTransaction(db.batch, async (tx) => {
      await tx`create temp table seen (at timestamptz) on commit drop`
      await copyBinary(tx, 'seen (at)', [timestamptz((at: number) => at)], [1_572_138_000_123.5])
      return tx<{ at: number }[]>`select at from seen`
    })
    expect(read?.at).toBe(1_572_138_000_123)
  })

  test('writes what an ordinary query reads, and reads it again', async () => {
    const hard = { null: 0, negative: 0, beyondAscii: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        for (const { large, words } of rows) {
          if (large === undefined) hard.null++
          else if (large < -(2 ** 32)) hard.negative++
          if (words && /[^ -~]/.test(words)) hard.beyondAscii++
        }
        const { queried, copied } = await inTransaction(db.batch, (tx) => throughTheServer(tx, rows))
        expect(copied).toEqual(rows)
        expect(queried).toEqual(rows.map(asQueried))
      }),
      { numRuns: 60 },
    )
    expect(Object.values(hard).filter((n) => n < 10)).toEqual([])
  })

  test('carries rows that fill many writes, and a text larger than one', async () => {
    const long = 'å'.repeat(400_000)
    const rows = Array.from({ length: 30_000 }, (_, i) => ({ n: i, words: i === 9_000 ? long : 'kort' }))
    const [read] = await inTransaction(db.batch, async (tx) => {
      await tx`create temp table copied (n int8, words text) on commit drop`
      await copyBinary(tx, 'copied (n, words)', [int8((r) => r.n), text((r) => r.words)], rows)
      return tx<{ n: number; sum: number; longest: number }[]>`
        select count(*) as n, sum(n)::int8 as sum, max(length(words)) as longest from copied`
    })
    expect(read).toEqual({ n: 30_000, sum: (29_999 * 30_000) / 2, longest: 400_000 })
  })

  test('reads a row larger than any part it comes in, and the connection goes on', async () => {
    const read = await inTransaction(db.batch, async (tx) => {
      const sizes: number[] = []
      for (const length of [65_000, 70_000, 2_000_000]) {
        const [row] = await copyOut(tx, `select repeat('x', ${length})::bytea`, (from) => takeBytes(from)!)
        sizes.push(row!.length)
      }
      return { sizes, after: await tx<{ one: number }[]>`select 1 as one` }
    })
    expect(read.sizes).toEqual([65_000, 70_000, 2_000_000])
    expect(read.after).toEqual([{ one: 1 }])
  })

  test('fails where the query does, half-way too', async () => {
    const failing = inTransaction(db.batch, (tx) =>
      copyOut(tx, 'select 1 / (200000 - n) from generate_series(1, 300000) n', takeInt),
    )
    await expect(failing).rejects.toThrow('division by zero')
    expect(await inTransaction(db.batch, (tx) => copyOut(tx, 'select 7', takeInt))).toEqual([7])
  })

  test('fails the transaction on rows that break a constraint, and nothing of it stays', {
    timeout: 10_000,
  }, async () => {
    const twice = inTransaction(db.batch, (tx) =>
      copyBinary(
        tx,
        'passage_key (charger_id, sequence, content_digest, file_id)',
        [int2(() => 1), int8((n) => n), text(() => 'x'), int8(() => 1)],
        [7, 7],
      ),
    )
    await expect(twice).rejects.toThrow()
    expect(await db.batch`select from passage_key`).toHaveLength(0)
  })

  test.each([
    ['a number too large for a smallint', int2<number>(() => 40_000)],
    ['a fraction', int8<number>(() => 0.5)],
    ['a number too large for an integer', int4<number>(() => 2 ** 40)],
  ])('refuses %s before it is sent', async (_, field) => {
    const written = inTransaction(db.batch, (tx) => copyBinary(tx, 'passage_key (charger_id)', [field], [1]))
    await expect(written).rejects.toThrow(RangeError)
  })
})

test('a query’s text takes numbers, days and instants, and nothing that is none', () => {
  expect(numbers([1, -2])).toBe(`'{1,-2}'::bigint[]`)
  expect(instants([0])).toBe(`'{"1970-01-01 00:00:00+00"}'::timestamptz[]`)
  expect(() => numbers(['1); drop table x' as unknown as number])).toThrow(RangeError)
  expect(() => instants(["'" as unknown as number])).toThrow(RangeError)
  expect(() => day("2020-01-01'")).toThrow(RangeError)
})

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined })
}

async function throughTheServer(tx: Tx, rows: readonly Row[]) {
  await tx`
    create temp table copied (nr int8, small int2, middle int4, "large" int8, yes bool, words text, "on" date, "at" timestamptz, sealed bytea)
    on commit drop`
  let nr = 0
  await copyBinary(
    tx,
    'copied (nr, small, middle, "large", yes, words, "on", "at", sealed)',
    [
      int8(() => nr++),
      int2((r) => r.small),
      int4((r) => r.middle),
      int8((r) => r.large),
      bool((r) => r.yes),
      text((r) => r.words),
      date((r) => r.on),
      timestamptz((r) => r.at),
      bytea((r) => r.sealed),
    ],
    rows,
  )
  const columns = 'small, middle, "large", yes, words, "on", "at", sealed'
  const queried = await tx.unsafe(`select ${columns} from copied order by nr`)
  const copied = await copyOut(tx, `select ${columns} from copied order by nr`, takeRow)
  return { queried: [...queried], copied }
}

function takeRow(from: Source): Row {
  return {
    small: takeInt(from),
    middle: takeInt(from),
    large: takeInt(from),
    yes: takeBool(from),
    words: takeText(from),
    on: takeDay(from),
    at: takeInstant(from),
    sealed: takeBytes(from),
  }
}

function asQueried(of: Row) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, value ?? null]))
}

describe('one of many values', () => {
  test('finds what is among them, whoever wrote them and in whatever order they stand', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), words), { maxLength: 20 }),
        fc.array(fc.integer({ min: -5, max: 35 }), { maxLength: 20 }),
        fc.array(words, { maxLength: 10 }),
        async (kept, ids, names) => {
          const asked = [...names, ...kept.filter((_, i) => i % 2 === 0).map(([, name]) => name)]
          const read = await inTransaction(db.batch, async (tx) => {
            await keep(tx, kept)
            return [
              await copyOut(tx, `select id from kept where ${oneOfNumbers('id', ids)}`, takeInt),
              await copyOut(tx, `select name from kept where ${oneOfTexts('name', asked)}`, takeText),
            ]
          })
          const numbered = kept.filter(([id]) => ids.includes(id)).map(([id]) => id)
          const named = kept.filter(([, name]) => asked.includes(name)).map(([, name]) => name)
          expect(read.map(sorted)).toEqual([numbered, named].map(sorted))
          found += numbered.length + named.length
        },
      ),
      { numRuns: 60 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test.each([
    ['numbers', oneOfNumbers('id', [7, 3_000, 90_000])],
    ['texts', oneOfTexts('name', ['t7', 't3000', 't90000'])],
  ])('goes by the index of %s also where the table was never analyzed', async (_, condition) => {
    const plan = await inTransaction(db.batch, async (tx) => {
      await keep(tx, [])
      await tx`insert into kept select n, 't' || n from generate_series(1, 100000) as n`
      return tx.unsafe<{ 'QUERY PLAN': string }[]>(`explain select * from kept where ${condition}`)
    })
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('kept_by_')
    expect(text).not.toContain('Seq Scan')
  })
})

const sorted = (of: readonly (number | string | undefined)[]) => of.map(String).toSorted()

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((s) => !s.includes('\0')),
  fc.constantFrom('\uff5e', '\u{1f697}', "o'", '"', '\\', '{', ',', ''),
)

async function keep(tx: Tx, kept: readonly (readonly [number, string])[]): Promise<void> {
  await tx`create temp table kept (id bigint, name text) on commit drop`
  await tx`create index kept_by_id on kept (id)`
  await tx`create index kept_by_name on kept (name)`
  await copyBinary(tx, 'kept (id, name)', [int8(([id]) => id), text(([, name]) => name)], kept)
}
