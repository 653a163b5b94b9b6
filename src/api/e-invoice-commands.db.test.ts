import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { payableDatabase } from '#payments/payments.test-world.ts'
import { E_INVOICE_COMMANDS } from './e-invoice-commands.ts'

const { database, invoices } = payableDatabase()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brikke-ehf-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function exported(...args: string[]) {
  const lines: string[] = []
  const at = { db: database.batch, say: (line: string) => lines.push(line) }
  const code = await E_INVOICE_COMMANDS['export-ehf']?.run(at as never, args)
  return { code, lines }
}

test('every invoice to an organisation is a file by its public id, and what can be none is said', async () => {
  const [firm, wrong] = await invoices([2_000, 3_000, 4_000])
  await database.owner`update invoice set issuer_account_number = '12345678903', recipient_organisation_number = '987654325' where id = ${firm!.id}`
  await database.owner`update invoice set issuer_account_number = '12345678903', recipient_organisation_number = '987654326' where id = ${wrong!.id}`
  const [wrongly] = await database.batch<{ number: number; publicId: string }[]>`
    select invoice_number as number, public_id as "publicId" from invoice where id = ${wrong!.id}`
  const into = join(folder, 'deep', 'ehf')
  expect(await exported('--all', into)).toEqual({
    code: 1,
    lines: [
      `2019-${wrongly?.number} could not be made: buyer-without-organisation-number (${wrongly?.publicId})`,
      `1 e-invoices in ${into}, 1 could not be made`,
    ],
  })
  const [row] = await database.batch<{ publicId: string; kid: string }[]>`
    select public_id as "publicId", kid from invoice where id = ${firm!.id}`
  expect(await readdir(into)).toEqual([`${row?.publicId}.xml`])
  const xml = await readFile(join(into, `${row?.publicId}.xml`), 'utf8')
  expect(xml).toContain('<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant')
  expect(xml).toContain(`<cbc:PaymentID>${row?.kid}</cbc:PaymentID>`)
  expect(xml).toContain('<cbc:PayableAmount currencyID="NOK">20.00</cbc:PayableAmount>')
  // Once more it is the same, and whole where nothing is wrong.
  await database.owner`update invoice set recipient_organisation_number = null where id = ${wrong!.id}`
  expect(await exported('--all', into)).toEqual({
    code: 0,
    lines: [`1 e-invoices in ${into}, 0 could not be made`],
  })
  expect(await readFile(join(into, `${row?.publicId}.xml`), 'utf8')).toBe(xml)
})

test.each([[[]], [['--all']], [['--some', 'folder']]])(
  'asked for otherwise it says how: %j',
  async (args) => {
    expect(await exported(...args)).toEqual({ code: 1, lines: ['export-ehf --all FOLDER'] })
  },
)
