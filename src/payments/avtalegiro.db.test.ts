import { beforeEach, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import type { Mandate } from '#formats/avtalegiro-mandates.ts'
import { formatMandates } from '#test/golden/avtalegiro/format-mandates.ts'
import { parseAvtaleGiroTerms } from './avtalegiro-terms.ts'
import { deleteClaims } from './delete-claims.ts'
import { deliverClaims } from './deliver-claims.ts'
import { importMandates } from './import-mandates.ts'
import { NOW, pay, payableDatabase } from './payments.test-world.ts'
import { readClaims } from './read-claims.ts'
import { sendClaims } from './send-claims.ts'

const { database, invoices } = payableDatabase()
const terms = parseAvtaleGiroTerms({
  claims: [{ from: '2019-01-01', source: 'test', daysAhead: 4, deliveredBy: '14:00', monthsAhead: 12 }],
})
const how = { now: NOW, terms, sender: '99990001' }
let files = 0

const mandateFile = (mandates: readonly Partial<Mandate>[], account = '15030000001') =>
  formatMandates({
    transmissionNumber: String(++files).padStart(7, '0'),
    count: mandates.length,
    assignments: [
      {
        assignmentNumber: String(files).padStart(7, '0'),
        account,
        mandates: mandates.map((mandate, i) => ({
          serial: i + 1,
          change: 'given',
          kid: '',
          wantsNotice: false,
          ...mandate,
        })),
      },
    ],
  })
const importFile = (bytes: Uint8Array, now = NOW) => importMandates(database.batch, bytes, { now })
const give = (...kids: string[]) => importFile(mandateFile(kids.map((kid) => ({ kid }))))

async function sent(now = NOW) {
  const made = await sendClaims(database.batch, { ...how, now })
  if (isRefusal(made)) throw new Error(`${made.refused} ${made.detail}`)
  return made
}
async function deleted(now = NOW) {
  const made = await deleteClaims(database.batch, { ...how, now })
  if (isRefusal(made)) throw new Error(`${made.refused} ${made.detail}`)
  return made
}
/** A bank that keeps what it is given, and is told the names in order. */
function aFolder(faultAfter = Number.POSITIVE_INFINITY) {
  const files = new Map<string, string>()
  let left = faultAfter
  const put = async (name: string, content: Uint8Array) => {
    if (left-- <= 0) throw new Error('the line is down')
    files.set(name, Buffer.from(content).toString('latin1'))
  }
  return { files, put }
}

/** What other tests have left is theirs. */
beforeEach(async () => {
  await database.owner`truncate claim, claim_transmission, mandate, mandate_file restart identity`
})

test('a mandate leads by the KID of an invoice to its agreement, and the agreement’s invoices are claimed', async () => {
  const [invoice] = await invoices([2_000])
  expect(await give(invoice!.kid)).toEqual({ given: 1, withdrawn: 0, unknown: 0, alreadyImported: false })
  expect(await sent()).toMatchObject({ claims: 1, transmissions: 1 })
  expect(await readClaims(database.batch)).toMatchObject([
    { invoiceId: invoice!.id, issuer: 'ferde', kid: invoice!.kid, amountOre: 2_000, isSent: false },
  ])
})

test('a mandate file that comes again changes nothing, and a stranger’s account is refused whole', async () => {
  const [invoice] = await invoices([2_000])
  const bytes = mandateFile([{ kid: invoice!.kid }])
  await importFile(bytes)
  expect(await importFile(bytes)).toMatchObject({ given: 0, alreadyImported: true })
  expect(await importFile(mandateFile([{ kid: invoice!.kid }], '15030000009'))).toMatchObject({
    refused: 'not-our-account',
    detail: '15030000009',
  })
  expect(await database.batch`select from mandate_file`).toHaveLength(1)
})

test('a mandate by a KID that is on no invoice of the account’s issuer claims nothing', async () => {
  const [strangers] = await invoices([2_000], { issuerId: 2 })
  expect(await give(strangers!.kid)).toMatchObject({ given: 1, unknown: 1 })
  expect(await sent()).toMatchObject({ claims: 0, transmissions: 0 })
})

test('a mandate withdrawn claims nothing more, and one given again does', async () => {
  const [invoice] = await invoices([2_000])
  const withdrawn = { kid: invoice!.kid, change: 'withdrawn' } as const
  await importFile(mandateFile([{ kid: invoice!.kid }, withdrawn]))
  expect(await sent()).toMatchObject({ claims: 0 })
  await give(invoice!.kid)
  expect(await sent()).toMatchObject({ claims: 1 })
  expect(await importFile(mandateFile([withdrawn]))).toMatchObject({ given: 0, withdrawn: 1 })
})

test('an invoice is claimed once, also by two at the same time', async () => {
  const made = await invoices([2_000, 3_000])
  await give(...made.map(({ kid }) => kid))
  const runs = await Promise.all([sent(), sent(), sent()])
  expect(runs.map(({ claims }) => claims).toSorted((a, b) => a - b)).toEqual([0, 0, 2])
  expect(await sent()).toMatchObject({ claims: 0, transmissions: 0 })
})

test('an invoice due in less than four days is not claimed, and it is told why', async () => {
  const [invoice] = await invoices([2_000])
  await give(invoice!.kid)
  const [row] = await database.batch<
    { due: string }[]
  >`select due_on as due from invoice where id = ${invoice!.id}`
  const late = Date.parse(`${row!.due}T08:00:00Z`) - 3 * 86_400_000
  expect(await sent(late)).toEqual({ claims: 0, transmissions: 0, notClaimed: { 'due-too-soon': 1 } })
})

test('a payer who wants to be told by the bank is told in the file', async () => {
  const [invoice] = await invoices([2_000])
  await importFile(mandateFile([{ kid: invoice!.kid, wantsNotice: true }]))
  await sent()
  const folder = aFolder()
  await deliverClaims(database.batch, folder, NOW)
  expect([...folder.files.values()][0]).toMatch(/^NY212149.*Faktura \d+/m)
})

test('what is broken off on its way to the bank is sent again, the same, and then no more', async () => {
  const [first] = await invoices([2_000])
  const [second] = await invoices([3_000], { issuerId: 2 })
  await give(first!.kid)
  await importFile(mandateFile([{ kid: second!.kid }], '15030000002'))
  expect(await sent()).toMatchObject({ claims: 2, transmissions: 2 })
  const broken = aFolder(1)
  await expect(deliverClaims(database.batch, broken, NOW)).rejects.toThrow('the line is down')
  const folder = aFolder()
  expect(await deliverClaims(database.batch, folder, NOW)).toBe(2)
  for (const [name, content] of broken.files) expect(folder.files.get(name)).toBe(content)
  expect(await deliverClaims(database.batch, folder, NOW)).toBe(0)
  expect(await readClaims(database.batch)).toMatchObject([{ isSent: true }, { isSent: true }])
})

test('an invoice paid meanwhile takes its claim back, once, and it is not claimed again', async () => {
  const [invoice, other] = await invoices([2_000, 3_000])
  await give(invoice!.kid, other!.kid)
  await sent()
  expect(await deleted()).toEqual({ deleted: 0, transmissions: 0 })
  await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }])
  expect(await deleted()).toEqual({ deleted: 1, transmissions: 1 })
  expect(await deleted()).toEqual({ deleted: 0, transmissions: 0 })
  expect(await sent()).toMatchObject({ claims: 0 })
  const folder = aFolder()
  await deliverClaims(database.batch, folder, NOW)
  const [claims, deletions] = [...folder.files.values()]
  expect(claims).toContain('NY210020')
  expect(deletions).toContain('NY213620')
  expect(deletions).toContain(invoice!.kid)
  expect(deletions).not.toContain(other!.kid)
})

test('what is disputed or parked is not drawn from the account: not claimed, and taken back where it is', async () => {
  const [disputed, parked, free] = await invoices([2_000, 3_000, 4_000])
  const hold = () => database.batch`
    insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
    values (${disputed!.id}, ${disputed!.partyId}, 'dispute', 'case 1', 'customer', ${NOW})`
  const park = (because: string | null) => database.owner`
    update agreement set parked_because = ${because} where id = (select agreement_id from invoice where id = ${parked!.id})`
  await give(disputed!.kid, parked!.kid, free!.kid)
  await hold()
  await park('passage-storm')
  expect(await sent()).toMatchObject({ claims: 1, notClaimed: { 'on-hold': 2 } })
  await database.batch`
    update claim_hold set released_because = 'decided', released_by = 'customer', released_at = ${NOW} where invoice_id = ${disputed!.id}`
  await park(null)
  expect(await sent()).toMatchObject({ claims: 2 })
  expect(await deleted()).toMatchObject({ deleted: 0 })
  await hold()
  await park('passage-storm')
  expect(await deleted()).toMatchObject({ deleted: 2 })
  await park(null)
})

test('an invoice let go again is claimed anew the day after the bank was told to leave it, while its day can be reached', async () => {
  const [invoice] = await invoices([2_000])
  const day = 24 * 3_600_000
  await give(invoice!.kid)
  await sent()
  await database.batch`
    insert into claim_hold (invoice_id, party_id, reason, because, held_by, held_at)
    values (${invoice!.id}, ${invoice!.partyId}, 'dispute', 'case 1', 'customer', ${NOW})`
  expect(await deleted()).toMatchObject({ deleted: 1 })
  await database.batch`
    update claim_hold set released_because = 'decided', released_by = 'customer', released_at = ${NOW} where invoice_id = ${invoice!.id}`
  expect(await sent(NOW + day)).toMatchObject({ claims: 0 })
  await deliverClaims(database.batch, aFolder(), NOW)
  expect(await sent()).toMatchObject({ claims: 0 })
  expect(await sent(NOW + 30 * day)).toMatchObject({ claims: 0, notClaimed: { 'due-too-soon': 1 } })
  expect(await sent(NOW + day)).toMatchObject({ claims: 1, transmissions: 1 })
  expect(await sent(NOW + day)).toMatchObject({ claims: 0 })
  expect(await readClaims(database.batch)).toMatchObject([{ invoiceId: invoice!.id, isSent: false }])
})

test('a claim that is due with the file’s day can no longer be taken back', async () => {
  const [invoice] = await invoices([2_000])
  await give(invoice!.kid)
  await sent()
  await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }])
  const [claim] = await readClaims(database.batch)
  expect(await deleted(Date.parse(`${claim!.dueOn}T08:00:00Z`))).toMatchObject({ deleted: 0 })
})

test('a claim that never came back as paid is to be seen the day after it was due', async () => {
  const [invoice, paid] = await invoices([2_000, 3_000])
  await give(invoice!.kid, paid!.kid)
  await sent()
  await pay(database.batch, [{ kid: paid!.kid, amount: 3_000 }])
  const [claim] = await readClaims(database.batch)
  expect(await readClaims(database.batch, { unpaidOn: claim!.dueOn })).toEqual([])
  expect(await readClaims(database.batch, { unpaidOn: '2020-12-31' })).toMatchObject([
    { invoiceId: invoice!.id, openOre: 2_000 },
  ])
})

test('an assignment number is used by nobody else for a year and a day', async () => {
  const [invoice] = await invoices([2_000])
  await give(invoice!.kid)
  await sent()
  const again = (on: string) => database.owner`
    insert into claim_transmission (issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, made_on, free_again_on)
    select issuer_id, kind, assignment_number, content, claim_count, sum_ore, made_at, ${on}, ${on}::date + 367 from claim_transmission limit 1`
  await expect(again('2020-12-10')).rejects.toThrow('conflicting key')
  await again('2020-12-11')
})
