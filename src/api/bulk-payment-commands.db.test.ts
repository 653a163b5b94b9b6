import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOW } from '#payments/payments.test-world.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { runBulkPayments, runForeignOwnersIn, runImportVippsReport } from './bulk-payment-commands.ts'

const database = testDatabase()
let file = ''

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'brikke-bulk-')), 'file')
  await aCompany(database.batch)
})
afterAll(() => rm(join(file, '..'), { recursive: true }))

type Run = typeof runBulkPayments

async function said(run: Run, ...args: string[]) {
  const lines: string[] = []
  return { code: await run({ db: database.batch, now: NOW, say: (line) => lines.push(line) }, args), lines }
}

const entry = (entryType: string, amount: number) => ({
  pspReference: `psp-${entryType}`,
  ledgerDate: '2019-12-09',
  entryType,
  reference: 'brikke-0001',
  currency: 'NOK',
  amount,
})

test('a report of Vipps that is none, or of money we do not know, is refused in words', async () => {
  await writeFile(file, 'rubbish')
  expect(await said(runImportVippsReport, file, '--issuer', 'ferde')).toEqual({
    code: 1,
    lines: ['{"refused":"not-json"}', 'not-json: Filen er ikke JSON.'],
  })
  await writeFile(file, JSON.stringify({ items: [entry('capture', 100), entry('payout-scheduled', -100)] }))
  const unknown = await said(runImportVippsReport, file, '--issuer', 'ferde')
  expect([unknown.code, unknown.lines[1]]).toEqual([
    1,
    expect.stringMatching(/^money-not-known: Filen har penger/),
  ])
  await expect(said(runImportVippsReport, file)).rejects.toThrow('--issuer is missing')
})

test('a file of the collector abroad is refused with its line', async () => {
  await writeFile(file, 'H;brikke-foreign-owners-status;1;ferde;r1;2019-12-09;0\r\nS;0;1\r\nZ;1\r\n')
  const refused = await said(runForeignOwnersIn, file)
  expect([refused.code, JSON.parse(refused.lines[0]!)]).toEqual([
    1,
    { refused: 'bad-charge-number', line: 2 },
  ])
})

test('what has not come is listed and matched by command, and what is not understood says how', async () => {
  expect(await said(runBulkPayments)).toEqual({ code: 0, lines: [] })
  expect(await said(runBulkPayments, 'match')).toEqual({ code: 0, lines: ['0 have come'] })
  expect(await said(runBulkPayments, 'match', '1')).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/^bulk-payments \[/)],
  })
  const refused = await said(runBulkPayments, 'match', '1', '2', '--as', 'nobody@brikke.test')
  expect([refused.code, refused.lines[1]]).toEqual([1, expect.stringMatching(/^unknown-staff: /)])
})
