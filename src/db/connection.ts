import type { Socket } from 'node:net'
import postgres from 'postgres'
import { isRefusal } from '#core/refusal.ts'
import { RowSocket } from './row-socket.ts'

/** A pool, or the one connection of a transaction: what a query needs. */
export type Db = postgres.Sql<Record<string, never>>
export type Tx = postgres.TransactionSql<Record<string, never>>
/** Where a function only reads or writes and does not care whose transaction it is in. */
export type Queryable = Db | Tx

/**
 * Days come as text ('2019-12-10'), instants as epoch milliseconds, bigint as a safe integer or an error:
 * JavaScript's own `Date` is a day off west of Greenwich, and a rounded øre is a wrong øre.
 */
export function connect(
  url: string,
  options: { max?: number; name: string; statementTimeoutMs?: number; plans?: Plans },
): Db {
  const plans = PLANS[options.plans ?? 'made-anew']
  return postgres(url, {
    max: options.max ?? 4,
    onnotice: () => {},
    // Not in the library's types.
    ...({ socket: withoutDelay } as object),
    connection: {
      application_name: options.name,
      TimeZone: 'UTC',
      ...plans,
      statement_timeout: options.statementTimeoutMs ?? 600_000,
      // What is written into the text of a COPY (copy-out.ts) rests on it.
      standard_conforming_strings: 'on',
    },
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: safeInteger },
      day: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
      date: {
        to: 1184,
        from: [1184],
        serialize: (value: unknown) =>
          typeof value === 'number' ? new Date(value).toISOString() : String(value),
        parse: instant,
      },
    },
  }) as unknown as Db
}

/**
 * Work by the thousand has its plans made anew: one made while a month's table was empty would be kept when it holds a
 * million rows. The pages ask for a few rows of one party, over all months: to plan that anew took 29 of the 42 ms a page of
 * passages cost PostgreSQL with 20 million stored, and 11 are left (2026-11). Theirs are kept, go by an index also where a
 * table is empty when they are made, and never sort all there is of a party to join it.
 */
export type Plans = 'made-anew' | 'kept'

const PLANS: Record<Plans, Readonly<Record<string, string>>> = {
  'made-anew': { plan_cache_mode: 'force_custom_plan' },
  kept: {
    plan_cache_mode: 'force_generic_plan',
    enable_seqscan: 'off',
    enable_mergejoin: 'off',
    enable_material: 'off',
  },
}

/** What a role's connections do all day. */
export function plansOf(role: string): Plans {
  return role === 'app' ? 'kept' : 'made-anew'
}

/**
 * A COPY is many small writes and waits; with Nagle's algorithm each costs 40 ms of waiting for the other side's
 * acknowledgement (measured: a five-line import 607 ms, without it 86 ms).
 */
function withoutDelay(address: { host: string[]; port: number[] }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new RowSocket()
    socket.setNoDelay()
    socket.connect(address.port[0] ?? 5432, address.host[0] ?? 'localhost')
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

/** Millions come in a rating run: whole seconds in UTC, as the connection asks for them, are read by their places. */
function instant(text: string): number {
  if (text.length !== WHOLE_SECOND.length || !text.endsWith('+00'))
    return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2)
  return Date.UTC(
    year,
    twoDigits(text, 5) - 1,
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
  )
}

const WHOLE_SECOND = '2019-12-10 07:00:00+00'

function twoDigits(text: string, at: number): number {
  return 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 11 * 48
}

function safeInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint out of range: ${text}`)
  return number
}

/**
 * One transaction. A deadlock or serialisation failure (40P01, 40001) is tried again from the start, with the
 * decisions taken anew; anything else is the caller's.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await db.begin((tx) => work(tx as unknown as Tx))) as T
    } catch (error) {
      const code = (error as { code?: string }).code
      if (attempt >= 5 || (code !== '40001' && code !== '40P01')) throw error
    }
  }
}

/**
 * A transaction that may see one party's rows only: the page's identity is set for the transaction and no longer.
 * Row level security reads it; without it no customer row is visible to the role `brikke_app`.
 */
export async function asParty<T>(
  db: Db,
  partyIds: readonly number[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    await tx`select set_config('brikke.party_ids', ${partyIds.join(',')}, true)`
    return work(tx)
  })
}

/** What is refused has changed nothing, however far it came; the transaction around it goes on. */
export async function orNothing<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  let refused: { readonly result: T } | undefined
  try {
    return (await tx.savepoint(async (nested) => {
      const result = await work(nested as unknown as Tx)
      if (!isRefusal(result)) return result
      refused = { result }
      throw new Error('taken back')
    })) as T
  } catch (error) {
    if (refused) return refused.result
    throw error
  }
}
