import { hash } from 'node:crypto'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { CamtRefusal } from '#formats/camt.ts'
import type { OcrRefusal } from '#formats/ocr-giro.ts'
import { bookDecided, decidePayments } from './book-payments.ts'
import { type BankAccount, type BankFile, readBankFile } from './read-bank-file.ts'
import { statesOf } from './save-decisions.ts'
import {
  type NewMovement,
  type NewPayment,
  saveBankMovements,
  saveDuplicates,
  savePaymentFile,
} from './store.ts'
import { findFresh, holdKeys, numberPayments, savePayments } from './store-incoming.ts'
import { saveTakenAfterAll } from './store-refused-files.ts'

export type PaymentImport = {
  readonly payments: number
  /** Of the payments booked now; reversals are deducted. */
  readonly sumOre: Ore
  /** Records another file has brought before. */
  readonly duplicates: number
  /** Records that are no payments in: told of, and not booked. */
  readonly movements: number
  readonly alreadyImported: boolean
}

type Importing = {
  readonly now: number
  /** The issuer to book an OCR agreement under that no company has. */
  readonly issuer?: string
}

type IssuerRefusal = Refusal<
  'unknown-ocr-agreement' | 'unknown-issuer' | 'not-our-account' | 'other-payment-format' | 'payment-changed'
>

/** Why a bank file is refused whole. */
export type PaymentsRefused = OcrRefusal | CamtRefusal | IssuerRefusal

/**
 * Books a bank file: every payment once, then to its invoice by KID. The file is refused whole when its counts or sums
 * disagree, or it tells of an account that is not the issuer's; a record known by the bank's own key is passed by.
 */
export async function importPayments(
  db: Db,
  bytes: Uint8Array,
  at: Importing,
): Promise<PaymentImport | PaymentsRefused> {
  const file = readBankFile(bytes)
  if (isRefusal(file)) return file
  const sha256 = hash('sha256', bytes, 'hex')
  const again = { payments: 0, sumOre: ore(0), duplicates: file.count, movements: 0, alreadyImported: true }
  return inTransaction(db, async (tx) => {
    if (await isImported(tx, sha256)) return again
    const issuers = await readIssuers(tx, file, at.issuer)
    if (isRefusal(issuers)) return issuers
    const told = records(file, issuers)
    await holdKeys(
      tx,
      file.accounts.map((account) => account.keysFrom),
    )
    const unknown = await findFresh(tx, told.payments)
    if (isRefusal(unknown)) return unknown
    // Somebody who imports the same file at this moment is waited for here, where it has no keys.
    const fileId = await savePaymentFile(tx, { sha256, file, receivedAt: at.now })
    if (fileId === undefined) return again
    await saveTakenAfterAll(tx, { sha256 }, at.now)
    const fresh = await numberPayments(tx, unknown)
    const decisions = await decidePayments(tx, fresh)
    await savePayments(tx, fileId, fresh, statesOf(decisions))
    const movements = await saveBankMovements(tx, fileId, told.movements)
    await bookDecided(tx, { fresh, decisions }, { now: at.now, account: 'bank', isStored: true })
    const duplicates = file.count - fresh.length - movements
    await saveDuplicates(tx, fileId, duplicates)
    return {
      payments: fresh.length,
      sumOre: sumOre(fresh.map(({ amount }) => amount)),
      duplicates,
      movements,
      alreadyImported: false,
    }
  })
}

async function isImported(tx: Tx, sha256: string): Promise<boolean> {
  const rows = await tx`select from payment_file where sha256 = ${sha256}`
  return rows.length > 0
}

type Issuer = {
  readonly id: number
  readonly code: string
  readonly account: string | null
  readonly agreement: string | null
  readonly format: string
}
type Issuers = ReadonlyMap<BankAccount, number>

async function readIssuers(
  tx: Tx,
  file: BankFile,
  otherwise: string | undefined,
): Promise<Issuers | IssuerRefusal> {
  const issuers = await tx<Issuer[]>`
    select id, code, account_number as account, ocr_agreement as agreement, payment_format as format
    from company where issuer order by id`
  const fallback = issuers.find(({ code }) => code === otherwise)
  if (otherwise !== undefined && !fallback) return refuse('unknown-issuer', otherwise)
  const found = new Map<BankAccount, number>()
  for (const account of file.accounts) {
    const issuer = issuerOf(account, issuers, fallback)
    if (isRefusal(issuer)) return issuer
    if (issuer.format !== file.format)
      return refuse('other-payment-format', `${issuer.code}: ${issuer.format}`)
    found.set(account, issuer.id)
  }
  return found
}

/** An agreement of ours with a stranger's account is somebody else's money, or a file put together wrongly. */
function issuerOf(
  { account, agreement }: BankAccount,
  issuers: readonly Issuer[],
  fallback: Issuer | undefined,
): Issuer | IssuerRefusal {
  const found =
    agreement === undefined
      ? issuers.find((issuer) => issuer.account === account)
      : (issuers.find((issuer) => issuer.agreement === agreement) ?? fallback)
  if (!found && agreement !== undefined) return refuse('unknown-ocr-agreement', agreement)
  return found?.account === account ? found : refuse('not-our-account', account)
}

/** Payments first: a file of payments only is numbered as the bank has written it. */
function records(
  file: BankFile,
  issuers: Issuers,
): { payments: readonly NewPayment[]; movements: readonly NewMovement[] } {
  let recordNumber = 0
  const numbered = <T>(of: (account: BankAccount) => readonly T[]) =>
    file.accounts.flatMap((account) => {
      const issuerId = issuers.get(account)
      if (issuerId === undefined) throw new Error(`no issuer for account ${account.account}`)
      return of(account).map((record) => ({ ...record, issuerId, recordNumber: ++recordNumber }))
    })
  return {
    payments: numbered(({ payments }) => payments),
    movements: numbered(({ movements }) => movements),
  }
}
