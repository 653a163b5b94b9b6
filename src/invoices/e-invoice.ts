import { parseAccountNumber } from '#core/account-number.ts'
import { isKid, type Kid } from '#core/kid.ts'
import { NO_MONEY, sumOre } from '#core/money.ts'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { writeEhfCreditNote } from '#formats/ehf-credit-note.ts'
import {
  type EhfDocument,
  type EhfFault,
  type EhfLine,
  type EhfSeller,
  norwegianEndpoint,
} from '#formats/ehf-document.ts'
import { writeEhfInvoice } from '#formats/ehf-invoice.ts'
import { type EhfReminder, writeEhfReminder } from '#formats/ehf-reminder.ts'
import { isFerry, toPayOf } from '#formats/invoice-parts.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from '#formats/invoice-pdf.ts'
import { writePassagesCsv } from '#formats/passages-csv.ts'
import type { PeppolKind } from '#formats/sbdh.ts'
import { E_INVOICE_TEXTS, type EInvoiceTexts } from '#words/e-invoice.ts'
import { formatCount, formatDay } from '#words/format.ts'

export type NoEInvoice =
  | EhfFault
  | 'seller-without-organisation-number'
  | 'buyer-without-organisation-number'
  | 'not-an-account-number'
  | 'vat-without-rate'

/** The invoice an organisation's accounts take in: the same frozen rows as the PDF's, as EHF. */
export function eInvoice(document: InvoiceDocument): string | Refusal<NoEInvoice> {
  const made = ehfDocument(document)
  if (isRefusal(made)) return made
  switch (eInvoiceKind(document)) {
    case 'reminder':
      return writeEhfReminder(ehfReminder(document, made))
    case 'credit-note':
      return writeEhfCreditNote(made)
    case 'invoice':
      return writeEhfInvoice(made)
  }
}

/** What the receiver must have said that they take. */
export function eInvoiceKind({ kind, total }: Pick<InvoiceDocument, 'kind' | 'total'>): PeppolKind {
  return kind ?? (total < 0 ? 'credit-note' : 'invoice')
}

/** It names what it reminds of, and the fee stands beside the lines. VAT was on the invoice: what is left of it is asked for, and nothing is sold. */
function ehfReminder(document: InvoiceDocument, made: EhfDocument): EhfReminder {
  const texts = E_INVOICE_TEXTS[document.language]
  const { fees = [], rest = [] } = Object.groupBy(document.lines, ({ kind }) =>
    kind === 'fee' ? 'fees' : 'rest',
  )
  const [first] = document.replaces ?? []
  if (!first) throw new TypeError(`reminder ${document.number} reminds of nothing`)
  return {
    ...made,
    remindsOf: { number: first.number, issuedOn: first.issuedOn },
    lines: linesOf({ ...document, lines: rest }, texts),
    exemptionReason: texts.reminderExempt,
    fee: sumOre(fees.map((line) => line.amount)),
    feeReason: texts.reminderFee,
  }
}

function ehfDocument(document: InvoiceDocument): EhfDocument | Refusal<NoEInvoice> {
  const texts = E_INVOICE_TEXTS[document.language]
  const seller = sellerOf(document)
  if (isRefusal(seller)) return seller
  const buyerNumber = organisationOf(document.recipient.organisationNumber)
  if (!buyerNumber) return refuse('buyer-without-organisation-number')
  const accountNumber = parseAccountNumber(document.issuer.accountNumber)
  if (isRefusal(accountNumber)) return refuse('not-an-account-number')
  if (document.lines.some((line) => line.vat !== 0 && !line.vatPercent)) return refuse('vat-without-rate')
  const { recipient, dueOn } = document
  // Invoiced before, with its VAT: asked for again, given up, or owed after all.
  const isBefore = document.lines.some(
    ({ kind, vatPercent }) => kind === 'asked-again' || (kind === 'correction' && !vatPercent),
  )
  return {
    number: document.number,
    issuedOn: document.issuedOn,
    dueOn,
    period: periodOf(document.lines),
    seller,
    buyer: {
      name: recipient.name,
      endpoint: norwegianEndpoint(buyerNumber),
      registration: { scheme: '0192', value: buyerNumber },
      vatNumber: null,
      address: {
        street: recipient.street,
        postalCode: recipient.postalCode,
        place: recipient.place,
        country: recipient.country,
      },
    },
    buyerReference: document.reference,
    orderReference: null,
    agreementNumber: document.agreementNumber,
    note: document.agreementNumber === null ? null : texts.note(document.agreementNumber),
    payment: {
      accountNumber,
      kid: isKid(document.kid) ? (document.kid as Kid) : null,
      terms: termsOf(document, texts),
    },
    corrects: [...new Set(document.lines.flatMap((line) => line.corrects ?? line.asksAgain ?? []))].map(
      (number) => ({
        number,
        issuedOn: null,
      }),
    ),
    attachments: attachmentsOf(document, texts),
    lines: linesOf(document, texts),
    exemptionReason: isBefore ? texts.askedAgainExempt : texts.exempt,
    prepaid: document.creditUsed ?? NO_MONEY,
    payable: toPayOf(document),
  }
}

/** A day, or words where there is none (EN 16931 BR-CO-25). */
function termsOf({ dueOn, total, language }: InvoiceDocument, texts: EInvoiceTexts): string | null {
  if (dueOn !== null) return texts.terms(formatDay(dueOn, language))
  return total > 0 ? texts.noDueDay : null
}

function sellerOf({ issuer, lines }: InvoiceDocument): EhfSeller | Refusal<NoEInvoice> {
  const organisationNumber = organisationOf(issuer.organisationNumber)
  if (!organisationNumber) return refuse('seller-without-organisation-number', issuer.name)
  return {
    name: issuer.name,
    organisationNumber,
    // Who asks for VAT is in the register of it, and says so on the paper (bokføringsforskriften § 5-1-2).
    vatRegistered: lines.some(({ vatPercent }) => vatPercent),
    address: { street: null, postalCode: null, place: null, country: 'NO' },
    phone: issuer.phone,
    email: issuer.email,
  }
}

function organisationOf(text: string | null): OrganisationNumber | undefined {
  const parsed = text === null ? undefined : parseOrganisationNumber(text)
  return parsed === undefined || isRefusal(parsed) ? undefined : parsed
}

/** A line to each toll charger, kind, rate of VAT and earlier invoice, as the PDF's summary has it: the passages are attached. */
function linesOf(
  { lines, language, costCentre }: Pick<InvoiceDocument, 'lines' | 'language' | 'costCentre'>,
  texts: EInvoiceTexts,
): EhfLine[] {
  const groups = Map.groupBy(lines, groupKeys())
  return [...groups.values()].map((own) => {
    const [{ kind, chargerName, corrects, vatPercent, asksAgain }] = own as [
      InvoiceDocumentLine,
      ...InvoiceDocumentLine[],
    ]
    const name =
      kind === 'asked-again'
        ? asksAgain
          ? texts.askedAgain(asksAgain)
          : texts.paidOutAgain
        : corrects !== undefined && (kind === 'toll' || kind === 'correction')
          ? texts.corrects(chargerName, corrects)
          : kind !== 'toll'
            ? texts.kinds[kind]
            : texts.passages(chargerName, formatCount(own.length, language))
    const amount = sumOre(own.map((line) => line.amount))
    return {
      name,
      description: null,
      accountingCost: costCentre ?? null,
      amount,
      vat: vatPercent ? { percent: vatPercent } : 'exempt',
    }
  })
}

/** Most lines go where the line before them went: then the key is not written anew. */
function groupKeys(): (line: InvoiceDocumentLine) => string {
  let [key, before] = ['', undefined as InvoiceDocumentLine | undefined]
  return (line) => {
    const { kind, chargerName, corrects, vatPercent } = line
    const same =
      before?.kind === kind &&
      before.chargerName === chargerName &&
      before.corrects === corrects &&
      before.vatPercent === vatPercent
    // No text of the database holds a null character.
    if (!same) key = `${kind}\0${chargerName}\0${corrects ?? ''}\0${vatPercent || 0}`
    before = line
    return key
  }
}

function periodOf(lines: readonly InvoiceDocumentLine[]): EhfDocument['period'] {
  let [first, last] = [Infinity, -Infinity]
  for (const { passedAt } of lines) {
    if (passedAt === null) continue
    if (passedAt < first) first = passedAt
    if (passedAt > last) last = passedAt
  }
  return last < first ? null : { from: osloDay(first), to: osloDay(last) }
}

function attachmentsOf(document: InvoiceDocument, texts: EInvoiceTexts): EhfDocument['attachments'] {
  const tolls = document.lines.filter((line) => line.kind === 'toll')
  // What a trip bears of VAT stands with its fare: fare and toll part are rows of their own here.
  const sailed = document.lines.filter((line) => isFerry(line) && line.passedAt !== null)
  const passages = [...tolls, ...sailed]
  if (!document.detailed || passages.length === 0) return []
  return [
    {
      filename: `${document.number}.csv`,
      mime: 'text/csv',
      description: texts.attachment,
      content: writePassagesCsv(passages, texts.columns),
    },
  ]
}
