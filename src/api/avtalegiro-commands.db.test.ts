import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { formatMandates } from '#test/golden/avtalegiro/format-mandates.ts'
import { runClaims, runImportMandates } from './avtalegiro-commands.ts'

const { database, invoices } = payableDatabase()
let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-avtalegiro-'))
})
afterEach(() => rm(home, { recursive: true }))

const data = join(import.meta.dirname, '../../data')
type Command = (at: Parameters<typeof runClaims>[0], args: string[]) => Promise<number>

async function said(command: Command, args: string[], over: { now?: number; data?: string } = {}) {
  const lines: string[] = []
  const at = { db: database.batch, now: NOW, data, home, say: (line: string) => lines.push(line), ...over }
  return { code: await command(at, args), lines }
}

let transmissions = 0

async function mandates(of: { kid: string; change?: 'withdrawn' }[], account = '15030000001') {
  const number = String(++transmissions).padStart(7, '0')
  const path = join(home, `mandates-${number}.txt`)
  const file = {
    transmissionNumber: number,
    count: of.length,
    assignments: [
      {
        assignmentNumber: number,
        account,
        mandates: of.map(({ kid, change = 'given' as const }, i) => ({
          serial: i + 1,
          change,
          kid,
          wantsNotice: false,
        })),
      },
    ],
  }
  await writeFile(path, formatMandates(file))
  return path
}

test('mandates are taken in once, and told by how many were given, withdrawn and unknown', async () => {
  const [invoice] = await invoices([10_000])
  const path = await mandates([{ kid: invoice!.kid }, { kid: '1234567890128' }])
  const first = await said(runImportMandates, [path])
  expect(first.code).toBe(0)
  expect(JSON.parse(first.lines[0]!)).toEqual({ given: 2, withdrawn: 0, unknown: 1, alreadyImported: false })
  const again = await said(runImportMandates, [path])
  expect([again.code, JSON.parse(again.lines[0]!)]).toMatchObject([0, { alreadyImported: true }])
  const gone = await said(runImportMandates, [await mandates([{ kid: invoice!.kid, change: 'withdrawn' }])])
  expect(JSON.parse(gone.lines[0]!)).toMatchObject({ given: 0, withdrawn: 1 })
})

test('a mandate file that is not ours, or not one, is refused with exit code 1', async () => {
  const [invoice] = await invoices([10_000])
  const stranger = await said(runImportMandates, [await mandates([{ kid: invoice!.kid }], '12345678903')])
  expect([stranger.code, JSON.parse(stranger.lines[0]!)]).toMatchObject([1, { refused: 'not-our-account' }])
  const path = join(home, 'rubbish.txt')
  for (const bytes of ['', 'rubbish', 'NY0000']) {
    await writeFile(path, bytes)
    const { code, lines } = await said(runImportMandates, [path])
    expect(code).toBe(1)
    expect(JSON.parse(lines[0]!)).toHaveProperty('refused')
  }
  await expect(said(runImportMandates, [])).rejects.toThrow('FILE is missing')
})

test('claims are sent as a file to the bank, listed, and not sent twice', async () => {
  const [invoice] = await invoices([10_000])
  await said(runImportMandates, [await mandates([{ kid: invoice!.kid }])])
  const sent = await said(runClaims, ['send'])
  expect(sent.code).toBe(0)
  expect(JSON.parse(sent.lines[0]!)).toMatchObject({ claims: 1, transmissions: 1 })
  expect(sent.lines[1]).toBe('1 files sent')
  const [name] = await readdir(join(home, 'to-bank'))
  expect(await readFile(join(home, 'to-bank', name!), 'latin1')).toContain(invoice!.kid)
  const listed = (await said(runClaims, [])).lines.map((line) => JSON.parse(line))
  expect(listed).toContainEqual(
    expect.objectContaining({ invoiceId: invoice!.id, amountOre: 10_000, openOre: 10_000, isSent: true }),
  )
  expect((await said(runClaims, ['send'])).lines).toEqual([
    expect.stringContaining('"claims":0'),
    '0 files sent',
  ])
})

test('a claim whose invoice is paid is deleted at the bank, and one that never came is told of', async () => {
  const [paid, unpaid] = await invoices([11_000, 12_000])
  await said(runImportMandates, [await mandates([{ kid: paid!.kid }, { kid: unpaid!.kid }])])
  await said(runClaims, ['send'])
  await pay(database.batch, [{ kid: paid!.kid, amount: 11_000 }])
  const deleted = await said(runClaims, ['delete'])
  expect(deleted).toMatchObject({ code: 0, lines: [expect.stringContaining(':1'), '1 files sent'] })
  const late = { now: Date.parse('2020-01-02T08:00:00Z') }
  const ids = (await said(runClaims, ['--unpaid'], late)).lines.map((line) => JSON.parse(line).invoiceId)
  expect(ids).toContain(unpaid!.id)
  expect(ids).not.toContain(paid!.id)
  expect((await said(runClaims, ['--unpaid'])).lines).toEqual([])
})

test('without a sender nothing is sent', async () => {
  const bare = await mkdtemp(join(home, 'data-'))
  const { claims } = JSON.parse(await readFile(join(data, 'avtalegiro.json'), 'utf8'))
  await writeFile(join(bare, 'avtalegiro.json'), JSON.stringify({ claims }))
  await expect(said(runClaims, ['send'], { data: bare })).rejects.toThrow('names no sender')
  await expect(said(runClaims, ['--unknown'])).rejects.toThrow('--unknown')
})
