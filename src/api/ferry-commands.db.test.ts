import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import {
  aCar,
  anAccount,
  aTrip,
  at,
  ferryDatabase,
  payInvoice,
  receiptFile,
  type TestAccount,
} from '#ferry/ferry.test-world.ts'
import { importFares } from '#ferry/import-fares.ts'
import type { At } from './command.ts'
import { FERRY_COMMANDS } from './ferry-commands.ts'

const database = ferryDatabase()
const data = resolve(import.meta.dirname, '..', '..', 'data')
let account: TestAccount
let number = ''

beforeAll(async () => {
  const { batch } = database
  await importFares(batch, data, { now: at('2019-12-01') })
  account = await anAccount(batch, [aCar({ plate: 'EF10001' })])
  await payInvoice(batch, account.invoiceId, 3_500)
  const [row] = await batch<{ number: string }[]>`
    select agreement_number as number from agreement where id = ${account.agreementId}`
  number = row?.number ?? ''
})

/** The exit code and what was said. */
async function brikke(name: string, args: readonly string[], now = at('2019-12-04', '20:00')) {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const on = { db: database.batch, now, data, newId: randomUUID, say } as unknown as At
  const code = await FERRY_COMMANDS[name]?.run(on, [...args])
  return { code, said: said.join('\n') }
}

function fileWith(...lines: readonly string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'receipts-')), 'receipts.txt')
  writeFileSync(path, receiptFile(lines))
  return path
}

test('trips are taken, posted and explained, by the fares that are loaded', async () => {
  const file = fileWith(
    aTrip({ plate: 'EF10001', leg: 'flakk-rorvik', reference: 'cmd-1' }),
    aTrip({ plate: 'EF10001', leg: 'nowhere', reference: 'cmd-2' }),
  )
  expect(await brikke('import-ferry-trips', [file])).toMatchObject({
    code: 0,
    said: expect.stringContaining('"received":1,"noAccount":0,"queued":1'),
  })
  expect(await brikke('post-ferry', [])).toMatchObject({
    code: 0,
    said: expect.stringContaining('"trips":1'),
  })
  const { said } = await brikke('explain-trip', ['fjord1', 'cmd-1'])
  expect(said).toContain('posted')
  expect(said).toContain('(private, account, ')
  expect(await brikke('explain-trip', ['fjord1', 'cmd-9'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('unknown-trip: '),
  })
})

test('the queue is shown, and what is in it decided', async () => {
  const { said } = await brikke('ferry-queue', [])
  expect(said).toContain('cmd-2 v1 nowhere')
  const trip = said.split(' ')[0] ?? ''
  expect(await brikke('ferry-queue', ['again', trip])).toMatchObject({ code: 1 })
  expect(await brikke('ferry-queue', ['again', trip, '--leg', 'anda-lote'])).toMatchObject({ code: 0 })
  expect(await brikke('ferry-queue', [])).toMatchObject({ code: 0, said: '' })
})

test('a broken file is refused with its reason', async () => {
  const path = fileWith(aTrip({ plate: 'EF10001' }))
  writeFileSync(path, 'H;something else')
  expect(await brikke('import-ferry-trips', [path])).toMatchObject({
    code: 1,
    said: expect.stringContaining('wrong-header: Første linje'),
  })
})

test('a card is ordered once and blocked, more is paid ahead, and the agreement ends once', async () => {
  const card = [number, '--plate', 'EF 10001']
  expect(await brikke('order-card', card)).toMatchObject({ code: 0 })
  expect(await brikke('order-card', card)).toMatchObject({
    code: 1,
    said: expect.stringContaining('card-already: '),
  })
  expect(await brikke('block-card', card)).toMatchObject({ code: 0 })
  expect(await brikke('top-up-ferry', [number, '0'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('nothing-to-top-up: '),
  })
  expect(await brikke('top-up-ferry', [number, '-500'])).toMatchObject({ code: 1 })
  expect(await brikke('top-up-ferry', [number, 'mye'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('not-an-amount: '),
  })
  expect(await brikke('top-up-ferry', [number, '500'])).toMatchObject({ code: 0 })
  expect(await brikke('top-up-ferry', [number, '10000'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('unusual-top-up: '),
  })
  expect(await brikke('top-up-ferry', [number, '10000', '--sure'])).toMatchObject({ code: 0 })
  expect(await brikke('end-ferry-agreement', [number])).toMatchObject({ code: 0 })
  expect(await brikke('end-ferry-agreement', [number])).toMatchObject({
    code: 1,
    said: expect.stringContaining('ferry-account-ended: '),
  })
})
