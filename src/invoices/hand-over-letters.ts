import { hash } from 'node:crypto'
import type { Day } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { createInvoicePrinter, type InvoicePrinter } from '#formats/invoice-pdf.ts'
import { type PrintedLetter, writePrintFile } from '#formats/print-file.ts'
import { bookPaperFees } from './book-paper-fees.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { endNeedless, isAskedFor } from './hand-over.ts'
import { type InvoiceState, shownInvoiceNumber } from './invoice.ts'
import { readInvoiceDocuments } from './read-invoice-document.ts'
import { savePrintFile, savePrintFileDelivered } from './store-letters.ts'

/** Where the printer fetches files. The same name again has the same content: it may be written over. */
export type PrintFolder = { put(name: string, content: Uint8Array): Promise<void> }

type Handing = { readonly now: number; readonly terms: ChannelTerms; readonly limit?: number }

/**
 * Hands what goes by post to the printer, a file for each issuer with its letters' pages beside it. File and pages are
 * kept before they are put out: what a crash kept back is put out by the next call, the same to the byte. The pages
 * come first, so that a file the printer sees is one it can print. Returns the names of the files put out now.
 */
export async function handOverLetters(db: Db, folder: PrintFolder, how: Handing): Promise<readonly string[]> {
  while (await inTransaction(db, (tx) => makeFiles(tx, how)));
  const undelivered = await db<{ id: number; name: string; content: string }[]>`
    select f.id, f.content, 'print-' || c.code || '-' || f.file_number || '.csv' as name
    from print_file f join company c on c.id = f.issuer_id where f.delivered_at is null order by f.id`
  // A file at a time: each is out when it is said to be.
  for (const { id, name, content } of undelivered) {
    const pages = await db<{ name: string; pages: Uint8Array }[]>`
      select name, pages from print_letter where print_file_id = ${id} and pages is not null order by delivery_id`
    for (const letter of pages) await folder.put(letter.name, letter.pages)
    await folder.put(name, Buffer.from(content))
    await inTransaction(db, (tx) => savePrintFileDelivered(tx, id, how.now))
  }
  return undelivered.map(({ name }) => name)
}

/** False: there was nothing to print. */
async function makeFiles(tx: Tx, { now, terms, limit = LETTERS_AT_ONCE }: Handing): Promise<boolean> {
  // Numbers have no gap, and a letter is sent once: two who make files wait for each other here.
  await tx`select pg_advisory_xact_lock(7301026)`
  const chosen = await claimLetters(tx, limit)
  const needless = chosen.filter((letter) => !isAskedFor(letter))
  await endNeedless(
    tx,
    needless.map(({ letterNumber: deliveryId, state }) => ({ deliveryId, state })),
    now,
  )
  const letters = await printed(tx, chosen.filter(isAskedFor))
  await bookPaperFees(tx, letters, { now, terms })
  for (const [issuerId, own] of Map.groupBy(letters, (letter) => letter.issuerId)) {
    const file = { issuerCode: own[0]?.issuerCode ?? '', fileNumber: await nextNumber(tx, issuerId) }
    const content = writePrintFile({ ...file, madeOn: osloDay(now), letters: own })
    await savePrintFile(tx, { ...file, issuerId, content, letters: own }, now)
  }
  return chosen.length > 0
}

/** As many as are printed in some seconds: for that long nobody else makes a file. */
const LETTERS_AT_ONCE = 200

async function nextNumber(tx: Tx, issuerId: number): Promise<number> {
  const [row] = await tx<{ last: number }[]>`
    select coalesce(max(file_number), 0) as last from print_file where issuer_id = ${issuerId}`
  return (row?.last ?? 0) + 1
}

type ChosenLetter = Omit<PrintedLetter, 'invoiceNumber' | 'pdf' | 'sha256' | 'bytes'> & {
  readonly invoiceId: number
  readonly publicId: string
  readonly partyId: number
  readonly agreementId: number | null
  readonly issuerId: number
  readonly issuerCode: string
  readonly state: InvoiceState
  readonly series: string
  readonly number: number
  readonly issuedOn: Day
}

/** Addressed to where the customer lives now; the pages say what they said on the day of issue. */
async function claimLetters(tx: Tx, limit: number): Promise<readonly ChosenLetter[]> {
  return tx<ChosenLetter[]>`
    select d.id as "letterNumber", d.party_id as "partyId", i.id as "invoiceId", i.public_id as "publicId",
           i.agreement_id as "agreementId", i.issuer_id as "issuerId", c.code as "issuerCode", i.kind, i.state, i.series,
           i.invoice_number as number, i.issued_on as "issuedOn", i.language, p.name, p.street,
           p.postal_code as "postalCode", p.place, p.country
    from delivery d join invoice i on i.id = d.invoice_id join company c on c.id = i.issuer_id
    join party p on p.id = d.party_id
    where d.channel = 'post' and d.state = 'chosen'
    order by d.id limit ${limit} for no key update of d skip locked`
}

async function printed(tx: Tx, chosen: readonly ChosenLetter[]) {
  const documents = await readInvoiceDocuments(
    tx,
    chosen.map(({ invoiceId }) => invoiceId),
  )
  const ours = (printer ??= createInvoicePrinter())
  return chosen.map((letter) => {
    const document = documents.get(letter.invoiceId)
    if (!document) throw new Error(`no invoice ${letter.invoiceId} to print`)
    const pages = ours.print(document)
    return {
      ...letter,
      invoiceNumber: shownInvoiceNumber(letter.series, letter.number),
      pdf: `${letter.letterNumber}-${letter.publicId}.pdf`,
      sha256: hash('sha256', pages, 'hex'),
      bytes: pages.length,
      pages,
    }
  })
}

let printer: InvoicePrinter | undefined
