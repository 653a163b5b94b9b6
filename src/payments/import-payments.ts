import { hash } from 'node:crypto'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OcrFile, type OcrPayment, type OcrRefusal, parseOcrGiro } from '#formats/ocr-giro.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { paymentPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { allocate, type IncomingPayment } from './allocation.ts'
import { holdReversible } from './hold-payments.ts'
import { saveDecisions } from './save-decisions.ts'
import { type NewPayment, savePaymentFile, savePayments } from './store.ts'

export type PaymentImport = {
  readonly payments: number
  /** Of the payments booked now; reversals are deducted. */
  readonly sumOre: Ore
  /** Records another file has brought before. */
  readonly duplicates: number
  readonly alreadyImported: boolean
}

type Importing = {
  readonly now: number
  /** The issuer to book an OCR agreement under that no company has. */
  readonly issuer?: string
}

type IssuerRefusal = Refusal<'unknown-ocr-agreement' | 'unknown-issuer'>

/**
 * Books a bank file: every payment once, then to its invoice by KID. The file is refused whole when its counts or sums
 * disagree or an agreement is unknown; a record known by the bank's own key is passed by.
 */
export async function importPayments(
  db: Db,
  bytes: Uint8Array,
  at: Importing,
): Promise<PaymentImport | OcrRefusal | IssuerRefusal> {
  const file = parseOcrGiro(bytes)
  if (isRefusal(file)) return file
  const sha256 = hash('sha256', bytes, 'hex')
  const again = { payments: 0, sumOre: ore(0), duplicates: file.count, alreadyImported: true }
  return inTransaction(db, async (tx) => {
    if (await isImported(tx, sha256)) return again
    const issuers = await readIssuers(tx, file, at.issuer)
    if (isRefusal(issuers)) return issuers
    // Somebody who imports the same file at this moment is waited for here.
    const fileId = await savePaymentFile(tx, { sha256, file, receivedAt: at.now })
    if (fileId === undefined) return again
    const fresh = await savePayments(tx, fileId, records(file, issuers))
    await book(tx, fresh.map(cameIn), at.now)
    await decide(tx, fresh, at.now)
    return {
      payments: fresh.length,
      sumOre: sumOre(fresh.map(({ amount }) => amount)),
      duplicates: file.count - fresh.length,
      alreadyImported: false,
    }
  })
}

async function decide(tx: Tx, fresh: readonly IncomingPayment[], now: number): Promise<void> {
  const earlier = await holdReversible(tx, {
    reversals: fresh.filter(({ amount }) => amount < 0),
    newIds: fresh.map(({ id }) => id),
  })
  const kids = [...fresh.map(({ kid }) => kid), ...earlier.flatMap(({ invoiceKid }) => invoiceKid ?? [])]
  const invoices = await findInvoicesByKid(tx, kids)
  await saveDecisions(tx, allocate(fresh, { invoices, earlier }), { decidedBy: 'kid', now })
}

/** Nobody's yet, until it is allocated. */
function cameIn({ id, issuerId, amount }: IncomingPayment) {
  return paymentPosting({ refId: id, partyId: 0, agreementId: 0, issuerId, chargerId: 0, amount })
}

async function isImported(tx: Tx, sha256: string): Promise<boolean> {
  const rows = await tx`select from payment_file where sha256 = ${sha256}`
  return rows.length > 0
}

async function readIssuers(
  tx: Tx,
  file: OcrFile,
  otherwise: string | undefined,
): Promise<ReadonlyMap<string, number> | IssuerRefusal> {
  const rows = await tx<{ id: number; code: string; ocr_agreement: string | null }[]>`
    select id, code, ocr_agreement from company where issuer`
  const fallback = rows.find((row) => row.code === otherwise)?.id
  if (otherwise !== undefined && fallback === undefined) return refuse('unknown-issuer', otherwise)
  const byAgreement = new Map<string, number>()
  for (const { agreement } of file.assignments) {
    const issuer = rows.find((row) => row.ocr_agreement === agreement)?.id ?? fallback
    if (issuer === undefined) return refuse('unknown-ocr-agreement', agreement)
    byAgreement.set(agreement, issuer)
  }
  return byAgreement
}

function records(file: OcrFile, issuers: ReadonlyMap<string, number>): NewPayment[] {
  let recordNumber = 0
  return file.assignments.flatMap((assignment) => {
    const issuerId = issuers.get(assignment.agreement)
    if (issuerId === undefined) throw new Error(`no issuer for OCR agreement ${assignment.agreement}`)
    return assignment.payments.map((payment) => ({
      recordNumber: ++recordNumber,
      issuerId,
      bankRef: bankRef(assignment.agreement, assignment.assignmentNumber, payment),
      kid: payment.kid,
      amount: payment.amount,
      paidOn: payment.paidOn,
      debitAccount: payment.debitAccount,
    }))
  })
}

/** The bank's own key of a payment, whatever file brings it (Nets, OCR giro manual). */
function bankRef(agreement: string, assignmentNumber: string, payment: OcrPayment): string {
  return `ocr ${agreement} ${assignmentNumber} ${payment.netsOn} ${payment.transactionNumber}`
}
