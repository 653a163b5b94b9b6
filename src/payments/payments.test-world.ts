import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { OcrPayment } from '#formats/ocr-giro.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readBalance } from '#ledger/store.ts'
import { testDatabase } from '#test/database.ts'
import { formatOcrGiro, ocrFile } from '#test/golden/ocr/format-ocr-giro.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { expectBooksToAgree } from './books.test-world.ts'
import { importPayments } from './import-payments.ts'

export const NOW = Date.parse('2019-12-10T07:00:00Z')
export const INVOICING_TERMS = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
)

/** Who decides in the queue of the first company, and of the second. */
export const DECIDES = 'mona@ferde.example'
export const DECIDES_FOR_FJELLINJEN = 'per@fjellinjen.example'

export type Paid = { readonly kid: string; readonly amount: number }
export type TestInvoice = { readonly id: number; readonly kid: string; readonly partyId: number }

/** Two companies and invoices of Kari's to pay. After each test the books must agree. */
export function payableDatabase() {
  const database = testDatabase()
  let stationId = 0
  beforeAll(async () => {
    await aCompany(database.batch)
    await aCompany(database.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
    await database.batch`
      insert into staff_member (company_id, name, email, role)
      values (1, 'Mona', ${DECIDES}, 'finance'), (2, 'Per', ${DECIDES_FOR_FJELLINJEN}, 'finance')`
    stationId = await aStation(database.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  })
  afterEach(() => expectBooksToAgree(database.batch))

  return {
    database,
    /** An invoice of each amount, of a customer of its own or of one customer's. */
    invoices: async (amounts: readonly number[], of: { issuerId?: number; oneCustomer?: boolean } = {}) => {
      const db = database.batch
      const issuerId = of.issuerId ?? 1
      const kari = of.oneCustomer ? await aPerson(db) : undefined
      const made: TestInvoice[] = []
      for (const amount of amounts) {
        const partyId = kari ?? (await aPerson(db))
        await aPayable(db, { partyId, issuerId, stationId, amount: ore(amount) })
        await issueInvoices(db, {
          asOf: '2019-12-10',
          now: NOW,
          newId: randomUUID,
          terms: INVOICING_TERMS,
          of: 'everything',
        })
        const [invoice] = await db<TestInvoice[]>`
          select id, kid, party_id as "partyId" from invoice order by id desc limit 1`
        if (!invoice) throw new Error('no invoice')
        made.push(invoice)
      }
      return made
    },
  }
}

let made = 0

async function aPayable(db: Db, of: { partyId: number; issuerId: number; stationId: number; amount: Ore }) {
  made++
  const { partyId, issuerId, stationId, amount } = of
  const agreement = await anAgreement(db, { partyId, issuerId, number: `P${made}` })
  const { vehicleId } = await aVehicle(db, {
    plate: `EK${10_000 + made}`,
    partyId,
    agreementId: agreement.id,
    tagNumber: String(5_780_000 + made),
    issuerId,
  })
  const at = '2019-12-02T12:00:00+01:00'
  const toll = await aToll(db, {
    partyId,
    agreementId: agreement.id,
    vehicleId,
    stationId,
    at,
    amount,
    issuerId,
  })
  const subject = { refId: toll.chargeId, partyId, agreementId: agreement.id, issuerId, chargerId: 1 }
  const posting = chargePosting({ ...subject, amount, against: 'toll-payable' })
  if (posting) await inTransaction(db, (tx) => book(tx, [posting], NOW))
}

/** Another passage under the agreement of an invoice. */
export async function drove(db: Db, { id }: TestInvoice, amount: number): Promise<void> {
  const [of] = await db<{ partyId: number; agreementId: number; issuerId: number; vehicleId: number }[]>`
    select i.party_id as "partyId", i.agreement_id as "agreementId", i.issuer_id as "issuerId", t.vehicle_id as "vehicleId"
    from invoice i join tag_assignment t on t.agreement_id = i.agreement_id where i.id = ${id}`
  if (!of) throw new Error('no such invoice')
  const at = '2019-12-03T12:00:00+01:00'
  const { chargeId: refId } = await aToll(db, { ...of, stationId: 1, at, amount })
  const posting = chargePosting({ ...of, refId, chargerId: 1, amount: ore(amount), against: 'toll-payable' })
  if (posting) await inTransaction(db, (tx) => book(tx, [posting], NOW))
}

let transmissions = 0

type BankFile = {
  readonly agreement?: string
  /** Of the assignment: with the same number the same records come again. */
  readonly number?: number
  readonly backwards?: boolean
}

/** A file to one company's account, each with an assignment number of its own. */
export function bankFile(payments: readonly Paid[], to: BankFile = {}): Buffer {
  const number = String(to.number ?? ++transmissions).padStart(7, '0')
  const records = payments.map(
    ({ kid, amount }, i): OcrPayment => ({
      transactionNumber: String(i + 1).padStart(7, '0'),
      transactionType: amount < 0 ? 18 : 10,
      netsOn: '2019-12-09',
      kid,
      amount: ore(amount),
      paidOn: '2019-12-09',
      debitAccount: undefined,
    }),
  )
  if (to.backwards) records.reverse()
  const agreement = to.agreement ?? '008560001'
  return formatOcrGiro(
    ocrFile(number, [
      { agreement, assignmentNumber: number, account: accountOf(agreement), payments: records },
    ]),
  )
}

/** Of the company that has the agreement; the first one's where nobody has it. */
function accountOf(agreement: string): string {
  return agreement === '008560002' ? '15030000002' : '15030000001'
}

/** Imports a file, which is taken. */
export async function pay(db: Db, payments: readonly Paid[], to: BankFile = {}) {
  const result = await importPayments(db, bankFile(payments, to), { now: NOW })
  if (isRefusal(result)) throw new Error(`${result.refused} ${result.detail}`)
  return result
}

/** What stands on an invoice, and what its customer has to good. */
export async function invoiceAfter(db: Db, { id, partyId }: TestInvoice) {
  const [row] = await db<{ state: string; allocated: number }[]>`
    select state, allocated_ore as allocated from invoice where id = ${id}`
  return {
    ...row,
    owed: await readBalance(db, partyId, 'receivable'),
    credit: await readBalance(db, partyId, 'customer-credit'),
  }
}

/** The latest payments, oldest first: id, state and why it is queued. */
export async function lastPayments(db: Db, count: number) {
  const rows = await db<{ id: number; state: string; because: string | null }[]>`
    select id, state, queued_because as because from payment order by file_id desc, record_number desc limit ${count}`
  return rows.toReversed()
}
