import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { settleDays } from '#settlement/settle-days.ts'
import { parseSettlementTerms } from '#settlement/settlement-terms.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { runChargerPayouts } from './charger-payout-commands.ts'
import { runImportRefundStatus } from './refund-commands.ts'

const database = testDatabase()
const data = join(import.meta.dirname, '../../data')
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
const [ASKS, APPROVES] = [
  ['--as', 'turid@fjellinjen.example'],
  ['--as', 'odd@fjellinjen.example'],
]
let home = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'brikke-payouts-'))
  const { batch, owner } = database
  await aCompany(batch)
  await aCompany(batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await owner`update company set account_number = case id when 1 then '12345678903' else '15032080119' end`
  for (const email of ['turid@fjellinjen.example', 'odd@fjellinjen.example', 'siri@fjellinjen.example'])
    await batch`insert into staff_member (company_id, name, email, role) values (2, ${email}, ${email}, 'finance')`
  const toll = { refId: 1, partyId: 7, agreementId: 3, issuerId: 2, chargerId: 1, amount: ore(10_000) }
  const posting = chargePosting({ ...toll, against: 'toll-payable' })
  await inTransaction(batch, (tx) => book(tx, posting ? [posting] : [], NOW - 24 * 3_600_000))
  const commission = [{ from: '2019-01-01', source: 'test', basisPoints: 175 }]
  await settleDays(batch, { asOf: '2019-12-10', now: NOW, terms: parseSettlementTerms({ commission }) })
})
afterAll(() => rm(home, { recursive: true }))

const said = (...args: string[]) => saidAt(NOW, ...args)

async function saidAt(now: number, ...args: string[]) {
  const lines: string[] = []
  const at = { db: database.batch, now, data, home, say: (line: string) => lines.push(line) }
  return { code: await runChargerPayouts(at, args), lines }
}

test('a toll charger is paid by command: asked for, approved by another, sent, and answered by the bank', async () => {
  const asked = await said('ask', ...ASKS!)
  expect([asked.code, JSON.parse(asked.lines[0]!)]).toEqual([0, { payouts: [1], sumOre: 9_825 }])
  expect(JSON.parse((await said()).lines[0]!)).toMatchObject({
    id: 1,
    issuer: 'fjellinjen',
    charger: 'ferde',
    state: 'asked',
  })
  expect(await said('approve', '1', ...ASKS!)).toEqual({
    code: 1,
    lines: ['{"refused":"same-person-approves"}', 'Den som ba om utbetalingen, kan ikke godkjenne den.'],
  })
  expect(await said('approve', '1', ...APPROVES!)).toMatchObject({
    code: 1,
    lines: [expect.any(String), 'Ingen har bekreftet kontoen med bompengeselskapet.'],
  })
  const verify = [
    'verify',
    'ferde',
    '12345678903',
    '--as',
    'siri@fjellinjen.example',
    '--because',
    'rang them',
  ]
  expect(await saidAt(NOW - 24 * 3_600_000, ...verify)).toEqual({ code: 0, lines: ['{"verified":true}'] })
  expect(await said('approve', '1', ...APPROVES!)).toMatchObject({ code: 0 })
  const sent = await said('send')
  expect([sent.code, sent.lines[1]]).toEqual([0, '1 files sent'])
  const [name = ''] = await readdir(join(home, 'to-bank'))
  expect(await readFile(join(home, 'to-bank', name), 'utf8')).toContain(
    '<InstdAmt Ccy="NOK">98.25</InstdAmt>',
  )

  const path = join(home, 'status.xml')
  await writeFile(
    path,
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S1</MsgId><CreDtTm>2019-12-11T08:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>P-2-20191210-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>`,
  )
  const lines: string[] = []
  const at = { db: database.batch, now: NOW, data, home, say: (line: string) => lines.push(line) }
  expect(await runImportRefundStatus(at, [path])).toBe(0)
  expect(JSON.parse(lines[0]!)).toEqual({ payoutId: 1, state: 'paid' })
  expect(await said()).toEqual({ code: 0, lines: [] })
})

test('what is not understood says how it is used, and what is missing is said', async () => {
  expect(await said('pay', '1', ...ASKS!)).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/^charger-payouts \[/)],
  })
  await expect(said('approve', 'one', ...ASKS!)).rejects.toThrow('ID is a number, not one')
  await expect(said('ask')).rejects.toThrow('--as is missing')
})
