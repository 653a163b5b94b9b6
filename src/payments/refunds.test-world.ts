import { beforeAll } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { askRefunds } from './ask-refunds.ts'
import { approveRefund } from './decide-refund.ts'
import { importRefundStatus } from './import-refund-status.ts'
import { DECIDES, NOW, pay, payableDatabase } from './payments.test-world.ts'
import { parsePayoutTerms } from './payout-terms.ts'
import { recordPayoutAccount } from './record-payout-account.ts'
import { sendRefunds } from './send-refunds.ts'

export const DAY_MS = 24 * 3_600_000
export const TOMORROW = NOW + DAY_MS
export const TO_FJELLINJEN = { agreement: '008560002' }
export const TURID = 'turid@fjellinjen.example'
export const ODD = 'odd@fjellinjen.example'
export const LIV = 'liv@fjellinjen.example'

const source = { from: '2015-01-01', source: 'test' }
export const terms = parsePayoutTerms({
  approvalAboveOre: [{ ...source, value: 100_000 }],
  accountRestDays: [{ ...source, value: 1 }],
  lapseMonths: [{ ...source, value: 36 }],
  accountPaidInvoices: [{ from: '2015-01-01', source: 'test', value: 2 }],
  banks: [{ ...source, issuer: 'fjellinjen', value: 'TESTNOK0' }],
})

type Customer = { readonly id: number; readonly kid: string; readonly partyId: number }

/** Customers of Fjellinjen who have paid too much, three of its staff, and a bank. After each test the books must agree. */
export function refundableDatabase() {
  const { database, invoices } = payableDatabase()
  let accounts = 0
  let reports = 0
  beforeAll(async () => {
    for (const email of [TURID, ODD, LIV])
      await database.batch`
        insert into staff_member (company_id, name, email, role) values (2, ${email}, ${email}, 'finance')`
  })

  const hasOverpaid = async (amount: number, issuerId = 2): Promise<Customer> => {
    const [invoice] = await invoices([2_000], { issuerId })
    if (!invoice) throw new Error('no invoice')
    const to = issuerId === 2 ? TO_FJELLINJEN : {}
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 + amount }], to)
    return invoice
  }
  const hasAccount = async (partyId: number, now = NOW - DAY_MS) => {
    const accountNumber = anAccount(++accounts)
    const [of] = await database.batch<{ issuerId: number }[]>`
      select issuer_id as "issuerId" from invoice where party_id = ${partyId} limit 1`
    const proof = { proof: 'document', by: of?.issuerId === 1 ? DECIDES : LIV, now, terms }
    await recordPayoutAccount(database.batch, { partyId, accountNumber, ...proof })
    return accountNumber
  }
  const asked = async (of: { partyId?: number; by?: string; now?: number; reason?: string } = {}) => {
    const made = await askRefunds(database.batch, { now: NOW, terms, ...of })
    if (isRefusal(made)) throw new Error(made.refused)
    return made
  }
  const send = (now = NOW) => sendRefunds(database.batch, { now, terms })

  return {
    database,
    invoices,
    hasOverpaid,
    hasAccount,
    asked,
    send,
    ask: (of: { partyId?: number; by?: string; now?: number; reason?: string } = {}) =>
      askRefunds(database.batch, { now: NOW, terms, ...of }),
    approve: (refundId: number, by: string, now = NOW) =>
      approveRefund(database.batch, { refundId, by, now, terms }),
    /** The state of the customer's refunds, oldest first. */
    statesOf: async (partyId: number) => {
      const rows = await database.batch<{ state: string }[]>`
        select state from refund where party_id = ${partyId} order by id`
      return rows.map(({ state }) => state)
    },
    /** A customer whose overpayment is at the bank: the refund, and the order it is in. */
    hasSent: async (amount: number) => {
      const customer = await hasOverpaid(amount)
      await hasAccount(customer.partyId)
      const { refunds } = await asked({ partyId: customer.partyId })
      await send()
      return { customer, refundId: refunds[0] ?? 0, ...(await orderOf(refunds[0] ?? 0)) }
    },
    /** The bank's answer to an order: all of it, or refund by refund. */
    answer: (order: Order, told: Told, now = NOW) =>
      importRefundStatus(database.batch, statusReport(order, told, ++reports), { now }),
    statusReport: (order: Order, told: Told) => statusReport(order, told, ++reports),
  }

  async function orderOf(refundId: number): Promise<Order> {
    const [row] = await database.batch<Order[]>`
      select f.message_id as "messageId", f.payment_id as "paymentId"
      from refund r join refund_file f on f.id = r.file_id where r.id = ${refundId}`
    if (!row) throw new Error('not sent')
    return row
  }
}

type Order = { readonly messageId: string; readonly paymentId: string }
type Told = { readonly status?: string; readonly refunds?: Readonly<Record<string, string>> }

/** `RJCT AC01` is a status with a reason. */
function statusReport(
  { messageId, paymentId }: Order,
  { status, refunds = {} }: Told,
  number: number,
): Buffer {
  const told = Object.entries(refunds).map(([id, verdict]) => {
    const [code, reason] = verdict.split(' ')
    const because = reason === undefined ? '' : `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>`
    return `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${code}</TxSts>${because}</TxInfAndSts>`
  })
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B-${number}</MsgId><CreDtTm>2019-12-10T09:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>${status ? `<GrpSts>${status}</GrpSts>` : ''}</OrgnlGrpInfAndSts>
${told.length > 0 ? `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${paymentId}</OrgnlPmtInfId>${told.join('')}</OrgnlPmtInfAndSts>` : ''}
</CstmrPmtStsRpt></Document>`)
}

/** An account number with its check digit; the few that have none are passed by. */
export function anAccount(serial: number): string {
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  const digits = String(9_876_500_000 + serial * 20)
  const rest = weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11
  return rest === 1 ? anAccount(serial + 5_000) : `${digits}${(11 - rest) % 11}`
}
