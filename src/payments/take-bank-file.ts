import { hash } from 'node:crypto'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutboxOnce } from '#db/outbox.ts'
import { BANK_FILE_MAIL, BANK_FILE_REFUSALS, type BankFileRefusal } from '#words/bank-files.ts'
import { importPayments, type PaymentImport, type PaymentsRefused } from './import-payments.ts'
import { readBankFile } from './read-bank-file.ts'
import { saveRefusedFile, saveTakenAfterAll } from './store-refused-files.ts'

/**
 * Books a file the bank has laid out. One that is refused is kept by what it is and why, and those who keep the books of the
 * issuers it may be of are told, once; it is over when the same file, or another by its name, is taken.
 */
export async function takeBankFile(
  db: Db,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  { now }: { readonly now: number },
): Promise<PaymentImport | PaymentsRefused> {
  const result = await importPayments(db, bytes, { now })
  const sha256 = hash('sha256', bytes, 'hex')
  await inTransaction(db, async (tx) => {
    if (!isRefusal(result)) return saveTakenAfterAll(tx, { sha256, name }, now)
    const issuers = await issuersIn(tx, bytes)
    const { refused: because, detail } = result
    const waits = await saveRefusedFile(tx, { sha256, name, issuerIds: issuers, because, detail }, now)
    if (waits) await writeOutboxOnce(tx, await mailsOf(tx, { sha256, name, because }, issuers), now)
  })
  return result
}

/** Whose accounts or agreements stand in it. Undefined: it cannot be read, or none of ours does. */
async function issuersIn(tx: Tx, bytes: Uint8Array): Promise<readonly number[] | undefined> {
  const file = readBankFile(bytes)
  if (isRefusal(file)) return undefined
  const rows = await tx<{ id: number }[]>`
    select id from company
    where issuer and (account_number = any (${file.accounts.map(({ account }) => account)}::text[])
      or ocr_agreement = any (${file.accounts.flatMap(({ agreement }) => agreement ?? [])}::text[]))
    order by id`
  return rows.length === 0 ? undefined : rows.map(({ id }) => id)
}

/** Who keeps the books and the machine. */
const TOLD = ['finance', 'engineer']

async function mailsOf(
  tx: Tx,
  file: { readonly sha256: string; readonly name: string; readonly because: BankFileRefusal },
  issuerIds: readonly number[] | undefined,
): Promise<readonly OutboxMessage[]> {
  const ids = issuerIds?.map(String) ?? null
  const staff = await tx<{ email: string }[]>`
    select s.email from staff_member s join company c on c.id = s.company_id
    where c.issuer and s.role = any (${TOLD}) and (${ids}::smallint[] is null or c.id = any (${ids}::smallint[]))
    order by s.email`
  const { subject, body } = BANK_FILE_MAIL.nb
  return staff.map(({ email }) => ({
    dedupeKey: `bank-file-refused ${file.sha256} ${email}`,
    kind: 'mail',
    refId: undefined,
    recipient: email,
    subject: subject(file.name),
    body: body(file.name, `${BANK_FILE_REFUSALS.nb[file.because]} (${file.because})`),
    language: 'nb',
  }))
}
