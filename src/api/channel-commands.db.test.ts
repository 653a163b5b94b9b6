import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  aCustomer,
  at,
  emptyBooks,
  issue,
  mailsAreSent,
  returnedFile,
  tries,
} from '#invoices/channels.test-world.ts'
import { messageIdOf } from '#outside/mail.ts'
import { testDatabase } from '#test/database.ts'
import {
  runChooseChannels,
  runLettersIn,
  runLettersOut,
  runMailBounced,
  runUndeliverable,
} from './channel-commands.ts'

const database = testDatabase()
const data = join(import.meta.dirname, '../../data')
const issued = at('2019-12-10')
const BY = ['--as', 'liv@ferde.example', '--because', 'she has called']
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-channels-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => emptyBooks(database))

type Run = (at: Parameters<typeof runLettersOut>[0], args: readonly string[]) => Promise<number>

async function said(run: Run, now: number, ...args: string[]) {
  const lines: string[] = []
  const code = await run({ db: database.batch, now, data, say: (line) => lines.push(line) }, args)
  return { code, lines }
}

describe('invoices that reach nobody', () => {
  const now = at('2019-12-20')
  const undeliverable = (...args: string[]) => said(runUndeliverable, now, ...args)

  beforeEach(async () => {
    await aCustomer(database)
    await database.owner`
      insert into staff_member (company_id, name, email, role) values (1, 'Liv', 'liv@ferde.example', 'case-worker')`
    await issue(database)
    await mailsAreSent(database, issued)
    await database.owner`update party set street = null`
    expect((await said(runChooseChannels, at('2019-12-14'))).lines).toEqual([
      '0 by the next channel, 1 reach nobody, 0 addresses mended',
    ])
  })

  test('are shown, sent once more by a decision, and shown again when that is undone', async () => {
    expect((await undeliverable()).lines).toEqual([
      expect.stringMatching(/"invoiceId":1,"invoiceNumber":"2019-1".*"not-opened".*"addressMissing":true/),
    ])
    await database.owner`update party set street = 'Nygata 4'`
    await database.owner`update missing_address set mended_at = now()`
    expect(await undeliverable('resend', '1', 'post', ...BY)).toEqual({ code: 0, lines: ['done'] })
    expect(await tries(database)).toEqual(['e-mail unopened', 'post chosen'])
    expect(await undeliverable()).toEqual({ code: 0, lines: [] })
    expect(await undeliverable('undo', '1', ...BY)).toEqual({ code: 0, lines: ['done'] })
    expect(await tries(database)).toEqual(['e-mail unopened', 'post refused'])
    expect((await undeliverable()).lines).toHaveLength(1)
  })

  test('stay where a decision is refused, with the reason in words', async () => {
    const refused = async (...args: string[]) => {
      const { code, lines } = await undeliverable(...args)
      expect(code).toBe(1)
      return lines[0]
    }
    expect(await refused('resend', '9', 'e-mail', ...BY)).toMatch(/^unknown-invoice: \S/)
    expect(await refused('resend', '1', 'post', ...BY)).toMatch(/^channel-not-possible: .*\(post\)$/)
    expect(await refused('resend', '1', 'e-mail', '--as', 'liv@ferde.example')).toMatch(/^no-reason-given: /)
    const nobody = ['--as', 'nobody@ferde.example', '--because', 'she has called']
    expect(await refused('resend', '1', 'e-mail', ...nobody)).toMatch(/^unknown-staff: /)
    expect(await refused('undo', '1', ...nobody)).toMatch(/^unknown-staff: /)
    expect(await refused('undo', '1', ...BY)).toMatch(/^nothing-to-undo: /)
    expect(await tries(database)).toEqual(['e-mail unopened'])
  })

  test.each([
    [['resend', '1', 'pigeon', ...BY]],
    [['resend', 'one', 'post', ...BY]],
    [['resend', '1', 'post']],
    [['forget', '1', ...BY]],
  ])('are not touched by what is not understood: %j', async (args) => {
    const { code, lines } = await undeliverable(...args)
    expect(code).toBe(1)
    expect(lines).toEqual([
      'undeliverable [resend INVOICE avtalegiro|efaktura|ehf|e-mail|post | undo INVOICE | address-right INVOICE] [--as STAFF --because TEXT]',
    ])
    expect(await tries(database)).toEqual(['e-mail unopened'])
  })
})

test('letters go out as a file with its pages, once; one that comes back blocks the agreement', async () => {
  await aCustomer(database, { email: null })
  await issue(database)
  const out = join(folder, 'letters')
  expect(await said(runLettersOut, issued, out)).toEqual({ code: 0, lines: ['print-ferde-1.csv'] })
  const names = await readdir(out)
  expect(names).toHaveLength(2)
  const pages = names.find((name) => name.endsWith('.pdf')) ?? ''
  expect(await readFile(join(out, 'print-ferde-1.csv'), 'utf8')).toContain(pages)
  expect((await readFile(join(out, pages))).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await said(runLettersOut, issued, out)).toEqual({ code: 0, lines: [] })

  const [letter] = await database.owner<{ id: number }[]>`select id from delivery`
  const back = join(folder, 'returned.csv')
  await writeFile(back, returnedFile(letter!.id))
  const taken = await said(runLettersIn, at('2019-12-20'), back)
  expect(taken).toMatchObject({ code: 0 })
  expect(taken.lines.at(-1)).toBe('0 by the next channel, 1 reach nobody, 0 addresses mended')
  expect(await database.owner`select because from agreement_block`).toEqual([{ because: 'address-missing' }])
  await writeFile(back, 'H;brikke-returned-letters;1\r\nZ;7\r\n')
  expect(await said(runLettersIn, at('2019-12-20'), back)).toMatchObject({ code: 1 })
})

test('mails that came back go by post, each key told of, and one that is none changes nothing', async () => {
  await aCustomer(database)
  await issue(database)
  await mailsAreSent(database, issued)
  const file = join(folder, 'bounced.txt')
  await writeFile(file, 'invoice:1\r\n\r\ninvoice:99\r\n')
  const { code, lines } = await said(runMailBounced, issued, file)
  expect(code).toBe(0)
  expect(lines.at(-1)).toBe('1 by the next channel, 0 reach nobody, 0 addresses mended')
  expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
})

test('the mailbox of mails that came back is read: each report by itself, and what is none is said', async () => {
  await aCustomer(database)
  await issue(database)
  await mailsAreSent(database, issued)
  const box = join(folder, 'mailbox')
  await mkdir(box)
  const [mail] = await database.owner<{ key: string }[]>`select dedupe_key as key from outbox`
  const messageId = messageIdOf({ dedupeKey: mail!.key }, 'faktura@ferde.example')
  await writeFile(join(box, '1.eml'), aReport(messageId, '5.1.1'))
  await writeFile(join(box, '2.eml'), aReport('<somebody=3a=else@elsewhere.example>', '5.1.1'))
  await writeFile(join(box, '3.eml'), 'From: kari@example.org\r\n\r\nTakk for fakturaen')
  await writeFile(join(box, '4.eml'), aReport(messageId, '4.2.2'))
  const { code, lines } = await said(runMailBounced, issued, box)
  expect(code).toBe(0)
  expect(lines).toEqual([
    expect.stringMatching(/^3\.eml: not-a-report: \S/),
    '4.eml: not failed for good',
    '{"key":"invoice:1","outcome":"bounced"}',
    '{"key":"somebody:else","outcome":"unknown-key"}',
    '1 by the next channel, 0 reach nobody, 0 addresses mended',
  ])
  expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
  expect((await said(runMailBounced, issued, box)).lines).toContain(
    '{"key":"invoice:1","outcome":"too-late"}',
  )
})

/** As a mail server tells of a mail it could not deliver (RFC 3464). */
function aReport(messageId: string, status: string): string {
  return [
    'Content-Type: multipart/report; report-type=delivery-status; boundary=edge',
    '',
    '--edge',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; kari@example.org',
    'Action: failed',
    `Status: ${status}`,
    '',
    '--edge',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '',
    '--edge--',
    '',
  ].join('\r\n')
}

test.each([
  [runLettersOut, 'letters-out FOLDER'],
  [runLettersIn, 'letters-in FILE'],
  [runMailBounced, 'mail-bounced FILE|FOLDER'],
])('a command without its file says how it is used', async (run, usage) => {
  expect(await said(run, issued)).toEqual({ code: 1, lines: [usage] })
})
