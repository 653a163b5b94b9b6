import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHANNEL_COMMANDS } from '#api/channel-commands.ts'
import { aCustomer, at, emptyBooks, issue, tries } from '#invoices/channels.test-world.ts'
import { testDatabase } from '#test/database.ts'
import { openReturnedMail } from '../../sandbox/returned-mail.ts'
import { rubbish } from './spoil.ts'

const database = testDatabase()
const NOW = at('2019-12-10')
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-returned-mails-'))
  await emptyBooks(database)
})
afterAll(() => rm(home, { recursive: true }))

/** As another's mail server would write it, of a mail of ours. */
async function reportOf(messageId: string): Promise<Buffer> {
  const folder = await mkdtemp(join(home, 'sandbox-'))
  const mail = Buffer.from(`From: min-side@brikke.example\r\nMessage-ID: ${messageId}\r\n\r\nHei\r\n`)
  const now = () => '2019-12-10T08:00:00Z'
  await openReturnedMail(folder, now).report({
    mail,
    sender: 'min-side@brikke.example',
    recipient: 'borte@example.org',
  })
  const [name = ''] = await readdir(join(folder, 'new'))
  return readFile(join(folder, 'new', name))
}

test('of a mailbox full of rubbish each mail is answered, and the one report among them is taken', async () => {
  await aCustomer(database)
  await issue(database)
  const report = await reportOf('<invoice=3a=1@brikke.example>')
  const stranger = await reportOf('<somebody-else@elsewhere.example>')
  const text = (from: string | RegExp, to: string) => Buffer.from(report.toString('latin1').replace(from, to))
  const mails: Readonly<Record<string, Buffer>> = {
    ...rubbish(report),
    'no status': text('message/delivery-status', 'message/other'),
    'no original': text('text/rfc822-headers', 'text/other'),
    'no identity': text(/Message-ID: <invoice[^>]+>/, 'Message-ID: nothing'),
    'may get through yet': text('Status: 5.1.1', 'Status: 4.2.2'),
    'of somebody else’s': stranger,
    'a hundred megabytes': Buffer.concat([Buffer.from('From: a\r\n\r\n'), Buffer.alloc(100_000_000, 'a')]),
    'ours, at last': report,
  }
  const mailbox = join(home, 'mailbox')
  await mkdir(mailbox)
  const names = Object.keys(mails).map((_, i) => String(i).padStart(2, '0'))
  for (const [i, bytes] of Object.values(mails).entries())
    await writeFile(join(mailbox, names[i] ?? ''), bytes)

  const lines: string[] = []
  const data = join(import.meta.dirname, '../../data')
  const asked = { db: database.batch, now: NOW, data, say: (line: string) => lines.push(line) }
  expect(await CHANNEL_COMMANDS['mail-bounced']?.run(asked as never, [mailbox])).toBe(0)

  const said = (what: string) =>
    lines.find((line) => line.startsWith(names[Object.keys(mails).indexOf(what)] ?? '?'))
  for (const what of [
    'nothing',
    'noise',
    'UTF-16',
    'DOCTYPE',
    'entity bomb',
    'a picture',
    'a hundred megabytes',
  ])
    expect([what, said(what)]).toEqual([what, expect.stringContaining(': not-a-report: ')])
  expect(said('no status')).toContain(': no-delivery-status: ')
  expect(said('no original')).toContain(': no-original: ')
  expect(said('no identity')).toContain(': no-original: ')
  expect(said('may get through yet')).toContain(': not failed for good')
  const keys = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  expect(keys).toContainEqual({ key: 'invoice:1', outcome: 'bounced' })
  expect(keys).toContainEqual({ key: 'somebody-else', outcome: 'unknown-key' })
  expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
})
