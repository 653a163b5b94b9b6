import { readFile } from 'node:fs/promises'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import type { Queryable } from '#db/connection.ts'
import { copyOut, numbers, repeatedText, type Source, takeInstant, takeInt } from '#db/copy-out.ts'
import {
  createInvoicePrinter,
  type InvoiceDocument,
  type InvoiceDocumentLine,
  type InvoicePrinter,
  type ReplacedInvoice,
} from '#formats/invoice-pdf.ts'
import { type ComplaintTerms, complainWithin, parseComplaintTerms } from './complaint-terms.ts'
import type { Corrected, CorrectedLines } from './corrected-lines.ts'
import { shownInvoiceNumber } from './invoice.ts'
import { readCorrectedLines } from './read-corrected-lines.ts'
import { findPreviousInvoices, readAskedAgain, readReplacedInvoices } from './read-earlier-invoices.ts'

/**
 * The invoice as PDF, from its frozen rows alone: printed today or in five years it is the same. Nothing is stored but
 * the rows.
 */
export async function renderInvoice(db: Queryable, invoiceId: number): Promise<Uint8Array> {
  const document = await readInvoiceDocument(db, invoiceId)
  if (!document) throw new Error(`no invoice ${invoiceId} to print`)
  printer ??= createInvoicePrinter()
  return printer.print(document)
}

let printer: InvoicePrinter | undefined

/**
 * With the invoice before it, which the paper and the page say the difference to. Undefined where there is no such
 * invoice, or none that this database role may see.
 */
export async function readInvoiceDocument(
  db: Queryable,
  invoiceId: number,
): Promise<InvoiceDocument | undefined> {
  const previousId = (await findPreviousInvoices(db, [invoiceId])).get(invoiceId)
  const documents = await readInvoiceDocuments(db, [
    invoiceId,
    ...(previousId === undefined ? [] : [previousId]),
  ])
  const document = documents.get(invoiceId)
  const previous = previousId === undefined ? undefined : documents.get(previousId)
  return document && (previous ? { ...document, previous } : document)
}

/** Those there are of these, and that this database role may see. */
export async function readInvoiceDocuments(
  db: Queryable,
  invoiceIds: readonly number[],
): Promise<ReadonlyMap<number, InvoiceDocument>> {
  const ids = invoiceIds.map(String)
  const rows = await db<InvoiceRow[]>`
    select id, kind, series, invoice_number, kid, total_ore, credit_used_ore, issued_on, due_on, language, detailed, agreement_number,
           invoice_reference, cost_centre, plate, terms_version, recipient_name, recipient_street, recipient_postal_code, recipient_place,
           recipient_country, recipient_organisation_number, issuer_name, issuer_organisation_number,
           issuer_account_number, issuer_phone, issuer_email
    from invoice where id = any (${ids}::bigint[]) order by id`
  const lines = await readLines(db, invoiceIds)
  // Most invoices ask for nothing again, and take nothing back.
  const again = await readAskedAgain(
    db,
    invoicesWith(lines, ({ line }) => line.kind === 'asked-again'),
  )
  const corrections = await readCorrectedLines(
    db,
    invoicesWith(lines, ({ line }) => line.amount <= 0),
  )
  const shown = shownLines(lines, again, corrections)
  const reminders = rows.flatMap(({ id, kind }) => (kind === 'reminder' ? [id] : []))
  const replaced = await readReplacedInvoices(db, reminders)
  complaints ??= await readComplaintTerms()
  const within = complaints
  return new Map(
    rows.map((row) => {
      const earlier = replaced.get(row.id)
      return [row.id, toDocument(row, shown.get(row.id) ?? [], { within, earlier })]
    }),
  )
}

let complaints: ComplaintTerms | undefined

/** Beside the code, as the paper's template is: the terms are the same wherever this is installed. */
async function readComplaintTerms(): Promise<ComplaintTerms> {
  const text = await readFile(new URL('../../data/complaints.json', import.meta.url), 'utf8')
  return parseComplaintTerms(JSON.parse(text))
}

type LineRow = { readonly id: number; readonly invoiceId: number; readonly line: InvoiceDocumentLine }

/** A batch of e-invoices has thousands. */
function readLines(db: Queryable, invoiceIds: readonly number[]): Promise<LineRow[]> {
  return copyOut(
    db,
    `select id, invoice_id, kind, charger_name, station_name, passed_at, plate, amount_ore, vat_ore, vat_percent
    from invoice_line where invoice_id = any (${numbers(invoiceIds)}) order by invoice_id, passed_at nulls last, id`,
    lineTaker(),
  )
}

/** The lines of an invoice follow each other, and are of one vehicle or of few. */
function lineTaker(): (from: Source) => LineRow {
  const [kind, chargerName, stationName, plate] = [
    repeatedText(),
    repeatedText(),
    repeatedText(),
    repeatedText(),
  ]
  return (from) => ({
    id: takeInt(from) ?? 0,
    invoiceId: takeInt(from) ?? 0,
    line: {
      kind: kind(from) as InvoiceDocumentLine['kind'],
      chargerName: chargerName(from) ?? '',
      stationName: stationName(from) ?? null,
      passedAt: takeInstant(from) ?? null,
      plate: plate(from) ?? null,
      amount: ore(takeInt(from) ?? 0),
      vat: ore(takeInt(from) ?? 0),
      vatPercent: takeInt(from) ?? 0,
    },
  })
}

function invoicesWith(lines: readonly LineRow[], wanted: (row: LineRow) => boolean): readonly number[] {
  return [...new Set(lines.filter(wanted).map(({ invoiceId }) => invoiceId))]
}

/** By invoice. */
function shownLines(
  lines: readonly LineRow[],
  again: ReadonlyMap<number, string | null>,
  { corrected, hidden: hiddenIds }: CorrectedLines,
): ReadonlyMap<number, readonly InvoiceDocumentLine[]> {
  const hidden = new Set(hiddenIds)
  const shown = new Map<number, InvoiceDocumentLine[]>()
  for (const { id, invoiceId, line } of lines) {
    if (hidden.has(id)) continue
    const asked = again.has(id) ? { ...line, asksAgain: again.get(id) ?? null } : line
    const own = shown.get(invoiceId)
    if (own) own.push(shownLine(asked, corrected.get(id)))
    else shown.set(invoiceId, [shownLine(asked, corrected.get(id))])
  }
  return shown
}

function shownLine(line: InvoiceDocumentLine, corrected: Corrected | undefined): InvoiceDocumentLine {
  if (!corrected) return line
  const { difference, vat, invoiceNumber } = corrected
  return { ...line, amount: difference, vat, corrects: invoiceNumber }
}

type InvoiceRow = {
  id: number
  kind: 'invoice' | 'credit-note' | 'reminder'
  series: string
  invoice_number: number
  kid: string
  total_ore: number
  credit_used_ore: number
  issued_on: Day
  due_on: Day | null
  language: Language
  detailed: boolean
  agreement_number: string | null
  invoice_reference: string | null
  cost_centre: string | null
  plate: string | null
  terms_version: string | null
  recipient_name: string
  recipient_street: string | null
  recipient_postal_code: string | null
  recipient_place: string | null
  recipient_country: string
  recipient_organisation_number: string | null
  issuer_name: string
  issuer_organisation_number: string | null
  issuer_account_number: string
  issuer_phone: string | null
  issuer_email: string | null
}

function toDocument(
  row: InvoiceRow,
  lines: readonly InvoiceDocumentLine[],
  beside: { within: ComplaintTerms; earlier: readonly ReplacedInvoice[] | undefined },
): InvoiceDocument {
  const complainWithinDays = complainWithin(beside.within, row.terms_version)
  return {
    kind: row.kind,
    ...(complainWithinDays === undefined ? {} : { complainWithinDays }),
    ...(beside.earlier === undefined ? {} : { replaces: beside.earlier }),
    language: row.language,
    number: shownInvoiceNumber(row.series, row.invoice_number),
    kid: row.kid,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    total: ore(row.total_ore),
    ...(row.credit_used_ore === 0 ? {} : { creditUsed: ore(row.credit_used_ore) }),
    detailed: row.detailed,
    agreementNumber: row.agreement_number,
    reference: row.invoice_reference,
    costCentre: row.cost_centre,
    plate: row.plate,
    termsVersion: row.terms_version,
    issuer: {
      name: row.issuer_name,
      organisationNumber: row.issuer_organisation_number,
      accountNumber: row.issuer_account_number,
      phone: row.issuer_phone,
      email: row.issuer_email,
    },
    recipient: {
      name: row.recipient_name,
      street: row.recipient_street,
      postalCode: row.recipient_postal_code,
      place: row.recipient_place,
      country: row.recipient_country,
      organisationNumber: row.recipient_organisation_number,
    },
    lines,
  }
}
