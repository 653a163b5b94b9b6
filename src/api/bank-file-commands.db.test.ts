import { beforeEach, expect, test } from 'vitest'
import { DECIDES, NOW, payableDatabase } from '#payments/payments.test-world.ts'
import { BANK_FILE_COMMANDS } from './bank-file-commands.ts'
import { runCommand } from './command.ts'

const { database } = payableDatabase()
const BY = ['--as', DECIDES, '--because', 'it came in another file']

beforeEach(async () => {
  await database.owner`truncate refused_payment_file restart identity`
  await database.owner`
    insert into refused_payment_file (sha256, name, because, detail, state, refused_at)
    values ('x', 'OCR1', 'count-disagrees', 'line 9', 'refused', ${NOW})`
})

async function said(...args: string[]) {
  const lines: string[] = []
  const at = { db: database.batch, now: NOW, say: (line: string) => lines.push(line) }
  const code = await runCommand(
    'refused-bank-files',
    BANK_FILE_COMMANDS['refused-bank-files']!,
    at as never,
    args,
  )
  return { code, lines }
}

test('refused bank files are shown, set aside, and shown again when that is undone', async () => {
  const shown = await said()
  expect(shown.lines.map((line) => JSON.parse(line))).toEqual([
    {
      id: 1,
      name: 'OCR1',
      issuers: null,
      because: 'count-disagrees',
      detail: 'line 9',
      refusedAt: NOW,
      holdsReminders: true,
    },
  ])
  expect(await said('set-aside', '1', ...BY)).toEqual({ code: 0, lines: ['done'] })
  expect(await said()).toEqual({ code: 0, lines: [] })
  expect(await said('undo', '1', ...BY)).toEqual({ code: 0, lines: ['done'] })
  expect(await said()).toEqual(shown)
})

test('what cannot be decided is said in words', async () => {
  const { code, lines } = await said('undo', '1', ...BY)
  expect(code).toBe(1)
  expect(lines[0]).toMatch(/^file-waits: \S/)
})

test.each([[['forget', '1', ...BY]], [['set-aside', 'one', ...BY]], [['set-aside', '1']], [['undo']]])(
  'what is not understood changes nothing: %j',
  async (args) => {
    const { code, lines } = await said(...args)
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe(
      'brikke refused-bank-files [set-aside FILE | undo FILE] [--as STAFF --because TEXT]',
    )
    expect((await said()).lines).toHaveLength(1)
  },
)
