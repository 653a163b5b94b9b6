import { beforeEach, describe, expect, test } from 'vitest'
import { deliverOutbox } from '#jobs/deliver-outbox.ts'
import { testDatabase } from '#test/database.ts'
import { runCommand } from './command.ts'
import { OUTBOX_COMMANDS } from './outbox-commands.ts'

const database = testDatabase()
const written = Date.parse('2019-12-10T07:00:00Z')
const now = Date.parse('2019-12-24T07:00:00Z')

beforeEach(async () => {
  await database.owner`truncate outbox restart identity`
  await database.owner`
    insert into outbox (dedupe_key, kind, ref_id, recipient, subject, body, language, written_at, next_try_at, tries, failed_because, refused_at)
    values ('a', 'mail', 7, 'kari@example.org', 's', 'b', 'nb', ${written}, ${now}, 20, 'ESOCKET', null),
           ('b', 'letter', 8, 'Kari', 's', 'b', 'nb', ${written}, ${now}, 20, 'HTTP 503', null),
           ('c', 'mail', 9, 'kari@example.org', 's', 'b', 'nb', ${written}, ${now}, 19, 'ESOCKET', null),
           ('d', 'ehf', 9, '912345602', 's', 'b', 'nb', ${written}, ${now}, 20, 'not-handed-over', ${now})`
})

async function said(...args: string[]) {
  const lines: string[] = []
  const at = { db: database.batch, now, say: (line: string) => lines.push(line) }
  const code = await runCommand('messages-given-up', OUTBOX_COMMANDS['messages-given-up']!, at as never, args)
  return { code, lines }
}

async function carried() {
  const keys: string[] = []
  const courier = {
    deliver: async ({ dedupeKey }: { dedupeKey: string }) => {
      keys.push(dedupeKey)
      return 'delivered' as const
    },
    close: () => {},
  }
  await deliverOutbox(database.batch, { mail: courier, letter: courier, ehf: courier }, { now, limit: 9 })
  return keys
}

describe('messages that have used up their tries', () => {
  test('are shown, each with why, and not whom they are to; no others are', async () => {
    const { code, lines } = await said()
    expect(code).toBe(0)
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 1, kind: 'mail', refId: 7, tries: 20, writtenAt: written, because: 'ESOCKET' },
      { id: 2, kind: 'letter', refId: 8, tries: 20, writtenAt: written, because: 'HTTP 503' },
    ])
  })

  test('are carried when they are started again, once', async () => {
    expect(await said('again', '1')).toEqual({ code: 0, lines: ['1 are tried again'] })
    expect(await carried()).toEqual(['a', 'c'])
    expect(await said('again', '1')).toEqual({ code: 1, lines: ['0 are tried again', '1 is not given up'] })
    expect(await carried()).toEqual([])
  })

  test('are started again all of a kind', async () => {
    expect(await said('again', '--kind', 'letter')).toEqual({ code: 0, lines: ['1 are tried again'] })
    expect(await carried()).toEqual(['b', 'c'])
  })

  test('what is over is not', async () => {
    expect(await said('again', '4')).toEqual({ code: 1, lines: ['0 are tried again', '4 is not given up'] })
    expect(await said('again', '--kind', 'ehf')).toEqual({ code: 0, lines: ['0 are tried again'] })
  })

  test.each([
    [['again']],
    [['again', 'all']],
    [['forget', '1']],
    [['--kind', 'mail']],
    [['again', '1', '--kind', 'mail']],
  ])('are not touched by what is not understood: %j', async (args) => {
    const { code, lines } = await said(...args)
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('brikke messages-given-up [again MESSAGE… | again --kind KIND]')
    expect(await database.owner`select from outbox where tries < 19`).toHaveLength(0)
  })
})
