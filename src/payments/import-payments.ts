import { hash } from 'node:crypto'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OcrFile, type OcrPayment, type OcrRefusal, parseOcrGiro } from '#formats/ocr-giro.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { paymentPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { allocate } from './allocation.ts'
import { saveDecisions } from './save-decisions.ts'
import { type NewPayment, readReversible, savePaymentFile, savePayments } from './store.ts'

export type PaymentImport = {
  readonly payments: number
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

/**
 * Books a bank file: every payment once, then to its invoice by KID. The file is refused whole when its counts or sums
 * disagree or an agreement is unknown; a record known by the bank's own key is passed by.
 */
export async function importPayments(
  db: Db,
  bytes: Uint8Array,
  at: Importing,
): Promise<PaymentImport | OcrRefusal | Refusal<'unknown-ocr-agreement' | 'unknown-issuer'>> {
  const file = parseOcrGiro(bytes)
  if (isRefusal(file)) return file
  return inTransaction(db, async (tx) => {
    const fileId = await savePaymentFile(tx, { sha256: hash('sha256', bytes, 'hex'), file, receivedAt: at.now })
    if (fileId === undefined) return { payments: 0, sumOre: ore(0), duplicates: file.count, alreadyImported: true }
    const issuers = await readIssuers(tx, file, at.issuer)
    // Nothing of a refused file stays: the transaction is undone by throwing what is returned.
    if (isRefusal(issuers)) throw new Undo(issuers)
    const fresh = await savePayments(tx, fileId, records(file, issuers))
    await book(tx, fresh.map((payment) => paymentPosting({
      refId: payment.id, partyId: 0, agreementId: 0, issuerId: payment.issuerId, chargerId: 0, amount: payment.amount })), at.now)
    await decide(tx, fresh, at.now)
    return { payments: fresh.length, sumOre: ore(fresh.reduce((sum, p) => sum + p.amount, 0)), duplicates: file.count - fresh.length, alreadyImported: false }
  }).catch((error: unknown) => {
    if (error instanceof Undo) return error.refusal
    throw error
  })
}

class Undo extends Error {
  readonly refusal: Refusal<'unknown-ocr-agreement' | 'unknown-issuer'>
  constructor(refusal: Refusal<'unknown-ocr-agreement' | 'unknown-issuer'>) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

async function decide(tx: Tx, fresh: readonly (NewPayment & { id: number })[], now: number): Promise<void> {
  const kids = fresh.map((payment) => payment.kid)
  const invoices = await findInvoicesByKid(tx, kids)
  const reversals = fresh.filter((payment) => payment.amount < 0)
  const earlier = await readReversible(tx, reversals.map((r) => r.kid), fresh.map((p) => p.id))
  await saveDecisions(tx, allocate(fresh, { invoices, earlier }), { decidedBy: 'kid', now })
}

async function readIssuers(tx: Tx, file: OcrFile, otherwise: string | undefined): Promise<ReadonlyMap<string, number> | Refusal<'unknown-ocr-agreement' | 'unknown-issuer'>> {
  const rows = await tx<{ id: number; code: string; ocr_agreement: string | null }[]>`select id, code, ocr_agreement from company where issuer`
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
  return file.assignments.flatMap((assignment) =>
    assignment.payments.map((payment) => ({
      recordNumber: ++recordNumber,
      issuerId: issuers.get(assignment.agreement)!,
      bankRef: bankRef(assignment.agreement, assignment.assignmentNumber, payment),
      kid: payment.kid,
      amount: payment.amount,
      paidOn: payment.paidOn,
      debitAccount: payment.debitAccount,
    })),
  )
}

/** The bank's own key of a payment, whatever file brings it (Nets, OCR giro manual). */
function bankRef(agreement: string, assignmentNumber: string, payment: OcrPayment): string {
  return `ocr ${agreement} ${assignmentNumber} ${payment.netsOn} ${payment.transactionNumber}`
}
