import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aCustomer, at, choose, emptyBooks, issue, print, tries } from '#invoices/channels.test-world.ts'
import { deliverOutbox } from '#jobs/deliver-outbox.ts'
import { returnedMailStep } from '#jobs/returned-mail-step.ts'
import { createCouriers } from '#outside/couriers.ts'
import { type Mailbox, maildir } from '#outside/mailbox.ts'
import { testDatabase } from '#test/database.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** A mail to nobody, over the wires: out by SMTP, back as a mail server's report, and on by the next channel. */
const database = testDatabase()
const NOW = at('2019-12-10')
const GONE = 'borte@example.org'
let home = ''
let sandbox: Sandbox
let couriers: ReturnType<typeof createCouriers>
let said: { event: string; facts: Record<string, number | string> }[] = []

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-returned-'))
  sandbox = await aSandbox(home)
  couriers = createCouriers({
    host: 'localhost',
    port: sandbox.smtpPort,
    from: 'Min side <min-side@brikke.example>',
  })
})
beforeEach(async () => {
  said = []
  await emptyBooks(database)
  await postTo(`${sandbox.url}/mail/returned`, { to: GONE, comesBack: true })
})
afterAll(async () => {
  couriers.mail?.close()
  await sandbox.close()
  await rm(home, { recursive: true })
})

const mailbox = () => maildir(join(home, 'returned-mail'))
const send = () => deliverOutbox(database.batch, couriers, { now: NOW, limit: 50 })
const take = (returnedMail: Mailbox = mailbox()) =>
  returnedMailStep({
    db: database.batch,
    returnedMail,
    now: async () => NOW,
    say: (event, facts) => said.push({ event, facts }),
  })

async function inbox(to: string): Promise<unknown[]> {
  return (await (await fetch(`${sandbox.url}/innboks.json?til=${to}`)).json()) as unknown[]
}

test('an invoice whose mail comes back goes by post, and one that arrived does not', async () => {
  await aCustomer(database, { email: GONE })
  await aCustomer(database, { email: 'her@example.org' })
  await issue(database)
  expect(await send()).toBe(2)
  expect([(await inbox(GONE)).length, (await inbox('her@example.org')).length]).toEqual([0, 1])
  const [report = ''] = await mailbox().list()
  expect(Buffer.from((await mailbox().fetch(report)) ?? []).toString()).toContain(
    `Final-Recipient: rfc822; ${GONE}`,
  )

  expect(await take()).toBe(1)
  const [{ invoiceId } = { invoiceId: 0 }] = await database.batch<{ invoiceId: number }[]>`
    select d.invoice_id as "invoiceId" from delivery d join party p on p.id = d.party_id where p.email = ${GONE}`
  expect(said).toEqual([
    { event: 'mail came back', facts: { key: `invoice:${invoiceId}`, outcome: 'bounced' } },
  ])
  await choose(database, NOW)
  expect(await tries(database, invoiceId)).toEqual(['e-mail bounced', 'post chosen'])
  expect((await print(database, NOW)).names).toHaveLength(1)
  expect(await tries(database, 3 - invoiceId)).toEqual(['e-mail handed-over'])

  // It is taken, and kept.
  expect(await take()).toBe(0)
  expect(await readdir(join(home, 'returned-mail', 'cur'))).toHaveLength(1)
})

test('what has been taken and not put aside is taken again, and changes nothing', async () => {
  await aCustomer(database, { email: GONE })
  await issue(database)
  await send()
  const dies = { ...mailbox(), done: () => Promise.reject(new Error('the power goes')) }
  await expect(take(dies)).rejects.toThrow('power')
  said = []
  await choose(database, NOW)
  expect(await take()).toBe(1)
  expect(said.map(({ facts }) => facts.outcome)).toEqual(['too-late'])
  expect(await tries(database)).toEqual(['e-mail bounced', 'post chosen'])
})

test('two workers take a mail once, and neither falls', async () => {
  await aCustomer(database, { email: GONE })
  await issue(database)
  await send()
  await Promise.all([take(), take(), take()])
  expect(said.filter(({ facts }) => facts.outcome === 'bounced')).toHaveLength(1)
  expect(await mailbox().list()).toEqual([])
})

test('what is no report is said by name and put aside, however large, and the others are taken', async () => {
  await aCustomer(database, { email: GONE })
  await issue(database)
  await send()
  const put = (name: string, content: string | Buffer) =>
    writeFile(join(home, 'returned-mail', 'new', name), content)
  await put('00-advert', 'From: a@b.example\r\nContent-Type: text/plain\r\n\r\nBuy')
  await put('01-large', Buffer.alloc(20_000_000, 'a'))
  await put('02-empty', '')
  expect(await take()).toBe(4)
  expect(said.map(({ event, facts }) => [event, facts.name ?? facts.outcome])).toEqual([
    ['mail that is no report', '00-advert'],
    ['mail that is no report', '01-large'],
    ['mail that is no report', '02-empty'],
    ['mail came back', 'bounced'],
  ])
  expect(await mailbox().list()).toEqual([])
  // Nothing that is logged says where somebody lives.
  expect(JSON.stringify(said)).not.toContain(GONE)
})
