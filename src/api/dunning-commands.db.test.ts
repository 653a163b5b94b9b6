import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import {
  runCollectionIn,
  runCollectionOut,
  runCreditLimit,
  runDecideClaim,
  runDunningCommand,
  runHoldClaim,
  runReleaseClaim,
} from './dunning-commands.ts'

const { database, invoices } = payableDatabase()
const data = join(import.meta.dirname, '../../data')
const BY = ['--as', 'kari@brikke.test', '--because', 'she has complained']
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-dunning-'))
  await database.batch`insert into staff_member (company_id, name, email, role)
    values (1, 'Kari', 'kari@brikke.test', 'case-worker')`
})
afterAll(() => rm(folder, { recursive: true }))

type Command = (at: Parameters<typeof runDunningCommand>[0], args: readonly string[]) => Promise<number>

async function said(command: Command, ...args: string[]) {
  const lines: string[] = []
  const asOf = args[args.indexOf('--as-of') + 1] ?? ''
  const now = startOfOsloDay(/^2020-\d\d-[012]\d$/.test(asOf) ? asOf : '2020-02-01') + 28_800_000
  const at = { db: database.batch, now, data, newId: randomUUID, say: (line: string) => lines.push(line) }
  return { code: await command(at, args), lines }
}

const dun = (day: string) => said(runDunningCommand, '--as-of', day)

test('a run says what it did, and what waits and why', async () => {
  const [one, other] = await invoices([10_000, 20_000])
  expect(await said(runHoldClaim, String(other!.id), '--reason', 'dispute', ...BY)).toEqual({
    code: 0,
    lines: ['done'],
  })
  expect(await dun('2020-01-07')).toEqual({
    code: 0,
    lines: ['1 reminders, 0 to collection, 0 settled', '1 wait: dispute'],
  })
  expect((await dun('2020-01-23')).lines[0]).toBe('0 reminders, 1 to collection, 0 settled')
  await pay(database.batch, [{ kid: one!.kid, amount: 17_000 }])
  expect((await dun('2020-01-24')).lines[0]).toBe('0 reminders, 0 to collection, 1 settled')
  expect(await said(runReleaseClaim, String(other!.id), ...BY)).toMatchObject({ code: 0 })
  expect((await dun('2020-02-15')).lines).toEqual([
    '0 reminders, 0 to collection, 0 settled',
    '1 wait: not-yet',
  ])
  expect((await dun('2020-02-16')).lines).toEqual(['1 reminders, 0 to collection, 0 settled'])
})

test.each([[[]], [['--as-of', '10.01.2020']], [['--as-of', '2020-02-30']], [['--as-of', '']]])(
  'a run for a day that is none is refused with its usage: %j',
  async (args) => {
    expect(await said(runDunningCommand, ...args)).toEqual({ code: 1, lines: ['run-dunning --as-of DATE'] })
  },
)

test('a hold is refused with its reason in words, and changes nothing', async () => {
  const [invoice] = await invoices([5_000])
  const id = String(invoice!.id)
  const hold = async (...args: string[]) => {
    const { code, lines } = await said(runHoldClaim, ...args)
    expect(code).toBe(1)
    return lines[0]
  }
  const nobody = ['--as', 'nobody@brikke.test', '--because', 'she has complained']
  expect(await hold(id, '--reason', 'dispute', ...nobody)).toBe(
    'unknown-staff: Vi har ingen medarbeider med denne adressen.',
  )
  expect(await hold(id, '--reason', 'mood', ...BY)).toMatch(/^unknown-hold-reason: .*\(dispute, death/)
  expect(await hold(id, '--reason', 'dispute', '--as', 'kari@brikke.test')).toBe(
    'no-reason-given: Skriv hvorfor.',
  )
  expect(await hold('999999', '--reason', 'dispute', ...BY)).toMatch(/^unknown-invoice: /)
  for (const bad of [[], ['abc'], [id, '--reason', 'dispute'], ['-1']])
    expect(await hold(...bad).catch(() => 'hold-claim: not an option')).toMatch(/^hold-claim/)
  expect(await database.batch`select from claim_hold where invoice_id = ${invoice!.id}`).toHaveLength(0)
})

test('a release is refused where nothing is held, and by who is not staff', async () => {
  const [invoice] = await invoices([5_000])
  const id = String(invoice!.id)
  expect((await said(runReleaseClaim, id, ...BY)).lines[0]).toMatch(/^claim-not-held: /)
  await said(runHoldClaim, id, '--reason', 'death', ...BY)
  const stranger = await said(runReleaseClaim, id, '--as', 'ola', '--because', 'well')
  expect(stranger).toMatchObject({ code: 1, lines: [expect.stringMatching(/^unknown-staff/)] })
  expect(await said(runReleaseClaim, '')).toMatchObject({
    code: 1,
    lines: ['release-claim INVOICE --as STAFF --because TEXT'],
  })
  expect(await said(runReleaseClaim, id, ...BY)).toMatchObject({ code: 0 })
})

test('collection goes out as files that are whole, once, and comes in again', async () => {
  const [invoice] = await invoices([30_000])
  await dun('2020-01-07')
  await dun('2020-01-23')
  const out = join(folder, 'out')
  const { code, lines } = await said(runCollectionOut, out)
  expect([code, lines]).toEqual([0, ['collection-ferde-1.csv']])
  expect(await readdir(out)).toEqual(lines)
  const [claim] = await database.batch<{ id: number; kid: string }[]>`
    select k.id, i.kid from collection_claim k join invoice i on i.id = k.reminder_id where k.invoice_id = ${invoice!.id}`
  expect(await readFile(join(out, lines[0]!), 'utf8')).toContain(`C;${claim!.id};${claim!.kid};`)
  expect(await said(runCollectionOut, out)).toEqual({ code: 0, lines: [] })

  const status = join(folder, 'status.csv')
  const rows = ['H;brikke-collection-status;1;ferde', `S;${claim!.id};paid;37000;2020-02-01`, 'Z;1', '']
  await writeFile(status, rows.join('\r\n'))
  const received = await said(runCollectionIn, status)
  expect(received.code).toBe(0)
  expect(JSON.parse(received.lines[0]!)).toMatchObject({ alreadyReceived: false, paid: 1, rejected: [] })
  const again = await said(runCollectionIn, status)
  expect(JSON.parse(again.lines[0]!)).toMatchObject({ alreadyReceived: true, paid: 0 })
})

test('a status file that cannot be read is refused whole, with exit code 1', async () => {
  const path = join(folder, 'bad.csv')
  for (const bytes of [
    '',
    'H;brikke-collection-status;1;nobody\r\nZ;0\r\n',
    'H;brikke-collection-status;1;ferde\r\nZ;7\r\n',
  ]) {
    await writeFile(path, bytes)
    const { code, lines } = await said(runCollectionIn, path)
    expect(code).toBe(1)
    expect(JSON.parse(lines[0]!)).toHaveProperty('refused')
  }
  expect(await said(runCollectionIn)).toEqual({ code: 1, lines: ['collection-in FILE'] })
  expect(await said(runCollectionOut)).toEqual({ code: 1, lines: ['collection-out FOLDER'] })
})

test('an agreement gets a credit limit of its own by command, or none, and what is refused is said in words', async () => {
  const [invoice] = await invoices([10_000])
  const [row] = await database.batch<{ number: string }[]>`
    select agreement_number as number from invoice where id = ${invoice!.id}`
  const number = row?.number ?? ''
  const by = ['--as', 'kari@brikke.test']
  expect(await said(runCreditLimit, number, '50000', '--from', '2020-02-01', ...by)).toEqual({
    code: 0,
    lines: ['done'],
  })
  expect(await said(runCreditLimit, number, 'none', '--from', '2020-03-01', ...by)).toMatchObject({ code: 0 })
  const limits = await database.batch`
    select from_on as "fromOn", limit_ore as "limitOre" from agreement_credit_limit order by id`
  expect(limits).toEqual([
    { fromOn: '2020-02-01', limitOre: 50_000 },
    { fromOn: '2020-03-01', limitOre: null },
  ])
  const past = await said(runCreditLimit, number, '1', '--from', '2020-01-31', ...by)
  expect([past.code, past.lines[0]]).toEqual([1, expect.stringMatching(/^day-has-been: Grensen/)])
  expect((await said(runCreditLimit, 'X', '1', '--from', '2020-02-01', ...by)).lines[0]).toMatch(
    /^unknown-agreement: /,
  )
  expect(await said(runCreditLimit, number, 'much', '--from', '2020-02-01', ...by)).toMatchObject({ code: 1 })
})

test('a claim that the collector gives up is decided by command, and undone', async () => {
  const [invoice] = await invoices([10_000])
  await dun('2020-01-07')
  await dun('2020-01-23')
  const [claim] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${invoice!.id}`
  const number = String(claim!.id)
  const path = join(folder, 'given-up.csv')
  const row = `S;${number};withdrawn;0;2020-02-01`
  await writeFile(path, ['H;brikke-collection-status;1;ferde', row, 'Z;1', ''].join('\r\n'))
  await said(runCollectionIn, path)
  expect(await said(runDecideClaim, number, 'forget', ...BY)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/^decide-claim CLAIM credit/)],
  })
  expect(await said(runDecideClaim, number, 'undo', ...BY)).toEqual({
    code: 1,
    lines: ['claim-not-decided: Det er ikke avgjort noe om kravet.'],
  })
  for (const verb of ['take-back', 'undo', 'credit'])
    expect(await said(runDecideClaim, number, verb, ...BY)).toEqual({ code: 0, lines: ['done'] })
})
