import { hash } from 'node:crypto'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type ForeignOwnersFault, parseForeignOwnersStatus } from '#formats/foreign-owners-status.ts'
import type { RowRefusal } from '#formats/semicolon-rows.ts'
import { parseVippsReport, type VippsReportRefusal } from '#formats/vipps-report.ts'
import { bulkPaymentFeePosting, collectedAbroadPosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { BulkTakingRefusal } from '#words/bulk-payments.ts'
import {
  type NewBulkPayment,
  saveBulkParts,
  saveBulkPayment,
  saveForeignPayments,
} from './store-bulk-payments.ts'

export type BulkTaken = {
  readonly alreadyImported: boolean
  /** What is to come to our account. */
  readonly amountOre: Ore
  readonly feeOre: Ore
  /** Payments, or charges, that it is of. */
  readonly count: number
}

/**
 * Takes what Vipps says it pays out, if it is of money that we know Vipps to hold, each sum once. What is kept is a cost of
 * ours. A report with anything else in it is refused whole.
 */
export async function importVippsReport(
  db: Db,
  bytes: Uint8Array,
  at: { issuerCode: string; now: number },
): Promise<BulkTaken | VippsReportRefusal | Refusal<BulkTakingRefusal>> {
  const report = parseVippsReport(bytes)
  if (isRefusal(report)) return report
  const sha256 = hash('sha256', bytes, 'hex')
  return inTransaction(db, async (tx) => {
    const issuerId = await readCompanyId(tx, at.issuerCode)
    if (issuerId === undefined) return refuse('unknown-company', at.issuerCode)
    const told = { sha256, holder: 'vipps' as const, issuerId, toldOn: report.paidOn, ...report }
    const before = await readTold(tx, told)
    if (before) return before
    const held = await readHeld(tx, issuerId, report.money)
    const payments: { id: number; amount: Ore }[] = []
    for (const { reference, amount } of report.money) {
      const stack = held.get(`${reference} ${amount}`)
      const payment = stack?.pop()
      if (!payment) return refuse('money-not-known', reference)
      payments.push(payment)
    }
    return take(tx, told, {
      now: at.now,
      postings: [],
      save: (id) => saveBulkParts(tx, id, payments),
      of: payments,
    })
  })
}

/**
 * Takes what the collector abroad says that owners have paid it: they owe it no more, and the collector owes us. Only what
 * was handed over, at its whole amount, and once.
 */
export async function importForeignPayments(
  db: Db,
  bytes: Uint8Array,
  { now }: { now: number },
): Promise<BulkTaken | RowRefusal<ForeignOwnersFault> | Refusal<BulkTakingRefusal>> {
  const status = parseForeignOwnersStatus(bytes)
  if (isRefusal(status)) return status
  const sha256 = hash('sha256', bytes, 'hex')
  return inTransaction(db, async (tx) => {
    const issuerId = await readCompanyId(tx, status.chargerCode)
    if (issuerId === undefined) return refuse('unknown-company', status.chargerCode)
    const amount = ore(sumOre(status.rows.map((row) => row.amount)) - status.fee)
    const { reference, fee, paidOn: toldOn } = status
    const told = { sha256, holder: 'collector-abroad' as const, issuerId, reference, fee, toldOn, amount }
    const before = await readTold(tx, told)
    if (before) return before
    if (amount <= 0) return refuse('nothing-comes')
    const charges = await readHandedOver(tx, issuerId, status.rows)
    const wrong = status.rows.find((row) => charges.get(row.chargeNumber)?.amount !== row.amount)
    if (wrong) return refuse('money-not-known', String(wrong.chargeNumber))
    const paid = [...charges.values()]
    const postings = paid.map(({ chargeId: refId, partyId, amount: sum }) =>
      collectedAbroadPosting({ refId, partyId, agreementId: 0, issuerId, chargerId: 0, amount: sum }),
    )
    return take(tx, told, { now, postings, save: (id) => saveForeignPayments(tx, id, paid), of: paid })
  })
}

type Told = NewBulkPayment

/** The same bytes again change nothing; the same reference with others is a contradiction. */
async function readTold(
  tx: Tx,
  { sha256, issuerId, holder, reference }: Told,
): Promise<BulkTaken | Refusal<BulkTakingRefusal> | undefined> {
  // Whoever takes one just now is waited for.
  await tx`select pg_advisory_xact_lock(7301042)`
  const [same] = await tx`select from bulk_payment_file where sha256 = ${sha256}`
  if (same) return { alreadyImported: true, amountOre: ore(0), feeOre: ore(0), count: 0 }
  const [other] = await tx`
    select from bulk_payment where issuer_id = ${issuerId} and sent_from = ${holder} and reference = ${reference}`
  return other && refuse('told-before', reference)
}

async function take(
  tx: Tx,
  told: Told,
  of: {
    now: number
    postings: readonly Posting[]
    save: (bulkId: number) => Promise<void>
    of: readonly unknown[]
  },
): Promise<BulkTaken> {
  const id = await saveBulkPayment(tx, told, of.now)
  if (id === undefined) throw new Error('a bulk payment that was not here is here')
  await of.save(id)
  const { issuerId, holder, fee, amount } = told
  const subject = { refId: id, partyId: 0, agreementId: 0, issuerId, chargerId: 0 }
  const cost = fee > 0 ? [bulkPaymentFeePosting({ ...subject, holder, amount: fee })] : []
  await book(tx, [...of.postings, ...cost], of.now)
  return { alreadyImported: false, amountOre: amount, feeOre: fee, count: of.of.length }
}

async function readCompanyId(tx: Tx, code: string): Promise<number | undefined> {
  const [row] = await tx<{ id: number }[]>`select id from company where code = ${code}`
  return row?.id
}

/** What Vipps holds of each payment, by our reference and the sum: a capture in two parts is two. */
async function readHeld(tx: Tx, issuerId: number, money: readonly { reference: string }[]) {
  const rows = await tx<{ id: number; amount: Ore; reference: string }[]>`
    select p.id, p.amount_ore as amount, v.reference from payment p join vipps_payment v on v.id = p.vipps_payment_id
    where p.issuer_id = ${issuerId} and v.reference = any (${money.map(({ reference }) => reference)}::text[])
      and not exists (select from bulk_payment_part m where m.payment_id = p.id)
    order by p.id desc`
  return Map.groupBy(rows, ({ reference, amount }) => `${reference} ${amount}`)
}

async function readHandedOver(tx: Tx, issuerId: number, rows: readonly { chargeNumber: number }[]) {
  const found = await tx<{ chargeId: number; partyId: number; amount: Ore }[]>`
    select f.charge_id as "chargeId", f.party_id as "partyId", f.amount_ore as amount
    from foreign_owner_charge f join foreign_owner_file o on o.id = f.file_id
    where o.charger_id = ${issuerId} and f.charge_id = any (${rows.map(({ chargeNumber }) => String(chargeNumber))}::bigint[])
      and not exists (select from foreign_owner_payment p where p.charge_id = f.charge_id)
    order by f.charge_id`
  return new Map(found.map((charge) => [charge.chargeId, charge]))
}
