import { shownAccountNumber } from '#core/account-number.ts'
import type { Language } from '#core/language.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { formatCount, formatDay, formatKroner, formatShortDay, formatTime } from '#words/format.ts'
import { COMPLAIN_WITHIN, INVOICE_TEXTS, type InvoiceTexts } from '#words/invoice-document.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-pdf.ts'

/** What `invoice.typ` sets: every word and number already written, so that the template decides nothing but looks. */
export function invoiceLayout(document: InvoiceDocument) {
  const { language, issuer, recipient } = document
  const texts = INVOICE_TEXTS[language]
  const asked = document.total < 0 ? creditNote(document, texts) : invoice(document, texts)
  const total = formatKroner(document.total, language)
  const dueOn = document.dueOn === null ? null : formatDay(document.dueOn, language)
  return {
    lang: language,
    title: asked.title,
    heading: asked.heading,
    date: document.issuedOn.split('-').map(Number),
    issuer: {
      name: issuer.name,
      contact: labelled([
        [texts.organisationNumber, shownOrganisationNumber(issuer.organisationNumber)],
        [texts.phone, issuer.phone],
        [texts.email, issuer.email],
      ]),
    },
    recipient: present([
      recipient.name,
      recipient.street,
      present([recipient.postalCode, recipient.place]).join(' '),
      recipient.country === 'NO' ? null : recipient.country,
    ]),
    facts: labelled([
      [asked.numberLabel, document.number],
      [texts.issuedOn, formatDay(document.issuedOn, language)],
      [texts.dueOn, dueOn],
      [texts.agreement, document.agreementNumber],
      [texts.reference, document.reference],
      [texts.organisationNumber, shownOrganisationNumber(recipient.organisationNumber)],
    ]),
    payment: { fields: labelled(asked.fields), note: asked.note },
    summary: {
      heading: asked.summary,
      columns: [texts.charger, texts.count, texts.sum],
      rows: summaryRows(document.lines, texts, language),
      total: [asked.totalLabel, total],
      vat: vatRow(document.lines, texts, language),
    },
    passages: passageTable(document, texts),
    closing: {
      heading: texts.questions,
      texts: [
        texts.contact(issuer.name),
        document.termsVersion === null
          ? texts.ownersComplaint(issuer.name)
          : texts.complaint(
              issuer.name,
              COMPLAIN_WITHIN[document.termsVersion]?.[language],
              formatDay(document.termsVersion, language),
            ),
        texts.minSide,
      ],
    },
    page: texts.page('{n}', '{of}'),
  }
}

type Asked = {
  readonly title: string
  readonly heading: string
  readonly numberLabel: string
  readonly fields: readonly (readonly [string, string | null])[]
  readonly note: string
  readonly summary: string
  readonly totalLabel: string
}

function invoice(
  { number, issuer, total, dueOn, kid, language }: InvoiceDocument,
  texts: InvoiceTexts,
): Asked {
  return {
    title: texts.title(number, issuer.name),
    heading: texts.invoice,
    numberLabel: texts.number,
    fields: [
      [texts.toPay, formatKroner(total, language)],
      [texts.payBy, dueOn === null ? null : formatDay(dueOn, language)],
      [texts.kid, kid],
      [texts.account, shownAccountNumber(issuer.accountNumber)],
    ],
    note: texts.payWithKid,
    summary: texts.summary,
    totalLabel: texts.total,
  }
}

/** Neither KID nor account: whoever pays a credit note pays what is not owed. */
function creditNote({ number, issuer, total, language }: InvoiceDocument, texts: InvoiceTexts): Asked {
  return {
    title: texts.creditNoteTitle(number, issuer.name),
    heading: texts.creditNote,
    numberLabel: texts.creditNoteNumber,
    fields: [[texts.owed, formatKroner(ore(-total), language)]],
    note: texts.owedNote(issuer.name),
    summary: texts.creditSummary,
    totalLabel: texts.totalOwed,
  }
}

type Labelled = { label: string; value: string }

function labelled(fields: readonly (readonly [string, string | null])[]): Labelled[] {
  return fields.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

function present(parts: readonly (string | null)[]): string[] {
  return parts.filter((part) => part !== null && part !== '') as string[]
}

/** One row to each toll charger and to each kind of charge that is not a toll; then what corrects each earlier invoice. */
function summaryRows(lines: readonly InvoiceDocumentLine[], texts: InvoiceTexts, language: Language) {
  const correctionsLast = [...lines.filter(isNew), ...lines.filter((line) => !isNew(line))]
  const groups = Map.groupBy(correctionsLast, (line) => summaryName(line, texts))
  return [...groups].map(([name, own]) => {
    const passages = own.filter((line) => line.kind === 'toll' && isNew(line) && line.amount >= 0).length
    return [
      name,
      passages === 0 ? '' : formatCount(passages, language),
      formatKroner(sum(own, 'amount'), language),
    ]
  })
}

function summaryName({ kind, chargerName, corrects }: InvoiceDocumentLine, texts: InvoiceTexts): string {
  if (kind !== 'toll') return texts.kinds[kind]
  return corrects === undefined ? chargerName : texts.correctsInvoice(chargerName, corrects)
}

/** A correction is no passage more. */
function isNew({ corrects }: InvoiceDocumentLine): boolean {
  return corrects === undefined
}

/** Tolls bear no VAT: a row that says nought would only raise a question. */
function vatRow(lines: readonly InvoiceDocumentLine[], texts: InvoiceTexts, language: Language) {
  const vat = sum(lines, 'vat')
  return vat === 0 ? null : [texts.vat, formatKroner(vat, language)]
}

/** The passages when the customer asked for them, and only what is still known of them (terms 5.9). */
function passageTable(document: InvoiceDocument, texts: InvoiceTexts) {
  if (!document.detailed) return null
  const tolls = document.lines.filter((line) => line.kind === 'toll')
  const rows = tolls.flatMap((line) => passageRow(line, document.language, texts))
  return {
    heading: texts.passages,
    columns: [texts.date, texts.time, texts.station, texts.vehicle, texts.charger, texts.price],
    rows,
    erased: rows.length < tolls.length ? texts.erased : null,
  }
}

function passageRow(line: InvoiceDocumentLine, language: Language, texts: InvoiceTexts): string[][] {
  if (line.passedAt === null) return []
  return [
    [
      formatShortDay(osloDay(line.passedAt)),
      formatTime(line.passedAt),
      stationCell(line, texts),
      line.plate ?? '–',
      line.chargerName,
      formatKroner(line.amount, language),
    ],
  ]
}

function stationCell({ stationName, amount, corrects }: InvoiceDocumentLine, texts: InvoiceTexts): string {
  const station = stationName ?? '–'
  if (corrects !== undefined) return texts.correctsPassage(station, corrects)
  return amount < 0 ? `${station} (${texts.credited.toLowerCase()})` : station
}

function sum(lines: readonly InvoiceDocumentLine[], of: 'amount' | 'vat'): Ore {
  return sumOre(lines.map((line) => line[of]))
}

/** As banks print it: 1234 56 78903. */
function shownOrganisationNumber(number: string | null): string | null {
  return number?.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3') ?? null
}
