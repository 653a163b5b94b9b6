import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { verify } from '#jobs/verify.ts'
import { NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { runImportRefundStatus, runRefunds } from './refund-commands.ts'

const { database, invoices } = payableDatabase()
const home = mkdtempSync(join(tmpdir(), 'refunds-'))
const LIV = 'liv@fjellinjen.example'
const YESTERDAY = NOW - 24 * 3_600_000

beforeAll(async () => {
  await database.batch`
    insert into staff_member (company_id, name, email, role) values (2, 'Liv', ${LIV}, 'finance'), (2, 'Odd', 'odd@fjellinjen.example', 'finance')`
})

async function refunds(args: string, now = NOW) {
  const said: string[] = []
  const code = await runRefunds(
    { db: database.batch, now, data: 'data', home, say: (line) => said.push(line) },
    args.split(' ').filter((arg) => arg !== ''),
  )
  return { code, said }
}

test('a refund goes from what was paid too much to the bank and back, by command, and the books verify', async () => {
  const [invoice] = await invoices([2_000], { issuerId: 2 })
  const { kid, partyId } = invoice!
  await pay(database.batch, [{ kid, amount: 302_000 }], { agreement: '008560002' })
  expect((await refunds(`account ${partyId} 98765432103 --proof document --as ${LIV}`, YESTERDAY)).code).toBe(
    0,
  )
  expect((await refunds(`ask --party ${partyId} --as ${LIV}`)).said[0]).toContain('"toApprove":1')
  expect((await refunds('')).said).toEqual([
    expect.stringMatching(/"amountOre":300000,"state":"asked".*"waitsFor":"second-person"/),
  ])
  expect(await refunds(`approve 1 --as ${LIV}`)).toMatchObject({
    code: 1,
    said: [expect.stringContaining('same-person-approves'), expect.stringContaining('kan ikke godkjenne')],
  })
  expect((await refunds('approve 1 --as odd@fjellinjen.example')).code).toBe(0)
  expect(await refunds('send')).toMatchObject({
    code: 0,
    said: [expect.stringContaining('"refunds":1'), '1 files sent'],
  })
  const [name] = readdirSync(join(home, 'to-bank'))
  const order = readFileSync(join(home, 'to-bank', name!), 'utf8')
  expect(order).toContain('<InstdAmt Ccy="NOK">3000.00</InstdAmt>')
  expect(await broken()).toEqual([])

  const messageId = /<MsgId>(.+)<\/MsgId>/.exec(order)?.[1] ?? ''
  expect(await answered(messageId, 'RJCT')).toMatchObject({ code: 0 })
  expect((await refunds('')).said).toEqual([expect.stringContaining('"rejectedBecause":"RJCT"')])
  expect(await broken()).toEqual([])
  expect(await answered('R-unknown', 'RJCT')).toMatchObject({ code: 1 })
})

test('an approval is undone until the money has gone, and by a member of staff', async () => {
  const [invoice] = await invoices([2_000], { issuerId: 2 })
  const { kid, partyId } = invoice!
  await pay(database.batch, [{ kid, amount: 302_000 }], { agreement: '008560002' })
  await refunds(`account ${partyId} 98765432103 --proof document --as ${LIV}`, YESTERDAY)
  await refunds(`ask --party ${partyId} --as ${LIV}`)
  const [refund] = await database.batch<{ id: number }[]>`select id from refund where party_id = ${partyId}`
  const refused = async (args: string) => (await refunds(args)).said[0]
  const undo = `undo ${refund!.id} --as odd@fjellinjen.example`
  expect(await refused(undo)).toContain('not-approved-by-staff')
  await refunds(`approve ${refund!.id} --as odd@fjellinjen.example`)
  expect(await refused(`undo ${refund!.id} --as nobody@fjellinjen.example`)).toContain('unknown-staff')
  expect(await refunds(undo)).toMatchObject({ code: 0, said: ['{"state":"asked"}'] })
  expect((await refunds('')).said.at(-1)).toMatch(
    /"amountOre":300000,"state":"asked".*"waitsFor":"second-person"/,
  )
  expect(await refunds('send')).toMatchObject({
    code: 0,
    said: [expect.stringContaining('"refunds":0'), '0 files sent'],
  })
  await refunds(`approve ${refund!.id} --as odd@fjellinjen.example`)
  await refunds('send')
  expect(await refused(undo)).toContain('already-sent')
  expect(await refused('undo 999999 --as odd@fjellinjen.example')).toContain('unknown-refund')
  expect(await broken()).toEqual([])
})

test('what is owed back of a refund verifies, too', async () => {
  const [invoice] = await invoices([2_000], { issuerId: 2 })
  const { kid, partyId } = invoice!
  const to = { agreement: '008560002' }
  await pay(database.batch, [{ kid, amount: 2_500 }], to)
  await refunds(`account ${partyId} 98765432103 --proof document --as ${LIV}`, YESTERDAY)
  await refunds(`ask --party ${partyId}`)
  await refunds('send')
  await pay(database.batch, [{ kid, amount: -2_500 }], to)
  expect((await refunds('')).said.join()).toContain('"owedBackOre":500')
  expect(await broken()).toEqual([])
})

test('a verb we do not know says how it is used, and one without its member of staff is a fault', async () => {
  expect(await refunds('pay')).toMatchObject({ code: 1, said: [expect.stringContaining('approve ID --as')] })
  await expect(refunds('approve 1')).rejects.toThrow('--as is missing')
  await expect(refunds(`approve one --as ${LIV}`)).rejects.toThrow('is a number')
})

/** The passages of this world are made by hand, without their keys. */
async function broken() {
  return (await verify(database.batch, { now: NOW })).broken.filter(({ code }) => code !== 'I2b')
}

async function answered(messageId: string, status: string) {
  const file = join(home, `answer-${messageId}.xml`)
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B-1</MsgId><CreDtTm>2019-12-10T09:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId><GrpSts>${status}</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>`,
  )
  const said: string[] = []
  const code = await runImportRefundStatus(
    { db: database.batch, now: NOW, data: 'data', home, say: (line) => said.push(line) },
    [file],
  )
  return { code, said }
}
