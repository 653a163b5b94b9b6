import type { Language } from '#core/language.ts'
import { NO_MONEY, ore, sumOre } from '#core/money.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { formatCount, formatDay, formatKroner, formatShortDay, formatTime } from '#words/format.ts'
import { INVOICE_TEXTS } from '#words/invoice-document.ts'
import type { InvoiceTexts } from '#words/invoice-texts.ts'
import { type ChangesLayout, invoiceChanges } from './invoice-changes.ts'
import {
  type AskedLayout,
  ferryTrips,
  isNew,
  isPassage,
  labelled,
  paymentFields,
  type TableLayout,
  toPayOf,
} from './invoice-parts.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-pdf.ts'
import { reminderLayout } from './reminder-layout.ts'

/**
 * What `invoice.typ` sets and the page shows: every word and number already written, so that neither decides anything but
 * looks, and the two cannot say different things.
 */
export function invoiceLayout(document: InvoiceDocument) {
  const { language, issuer, recipient } = document
  const texts = INVOICE_TEXTS[language]
  const { numberLabel, issuedLabel, ...asked } = askedOf(document, texts)
  return {
    lang: language,
    ...asked,
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
      [numberLabel, document.number],
      [issuedLabel, formatDay(document.issuedOn, language)],
      [texts.dueOn, document.dueOn === null ? null : formatDay(document.dueOn, language)],
      [texts.agreement, document.agreementNumber],
      [texts.reference, document.reference],
      [texts.costCentre, document.costCentre ?? null],
      [texts.vehicle, document.plate ?? null],
      [texts.organisationNumber, shownOrganisationNumber(recipient.organisationNumber)],
    ]),
    vat: vatTable(document.lines, texts, language),
    corrections: document.lines.some((line) => line.corrects !== undefined) ? texts.aboutCorrections : null,
    changes: changesOf(document),
    passages: passageTable(document, texts),
    ferryTrips: ferryTable(document, texts),
    closing: { heading: texts.questions, texts: closingTexts(document, texts) },
    page: texts.page('{n}', '{of}'),
  }
}

export type InvoiceLayout = ReturnType<typeof invoiceLayout>

function askedOf(document: InvoiceDocument, texts: InvoiceTexts): AskedLayout {
  if (document.total < 0) return creditNote(document, texts)
  return document.kind === 'reminder' ? reminderLayout(document, texts) : invoice(document, texts)
}

function invoice(document: InvoiceDocument, texts: InvoiceTexts): AskedLayout {
  const { number, issuer, creditUsed = NO_MONEY, language } = document
  const summary = summaryOf(document, texts)
  const used =
    creditUsed === NO_MONEY ? [] : [[texts.creditUsed, '', formatKroner(ore(-creditUsed), language)]]
  return {
    title: texts.title(number, issuer.name),
    heading: texts.invoice,
    intro: null,
    numberLabel: texts.number,
    issuedLabel: texts.issuedOn,
    payment: paymentOf(document, texts),
    summary: {
      ...summary,
      rows: [...summary.rows, ...used],
      heading: texts.summary,
      total: [texts.total, formatKroner(toPayOf(document), language)],
    },
    next: null,
  }
}

/** Neither KID nor account where all of it is covered: whoever pays that pays what is not owed. */
function paymentOf(document: InvoiceDocument, texts: InvoiceTexts): AskedLayout['payment'] {
  const { creditUsed = NO_MONEY, dueOn, language } = document
  if (creditUsed > NO_MONEY && toPayOf(document) === NO_MONEY)
    return {
      heading: texts.nothingToPay,
      fields: labelled([[texts.creditUsed, formatKroner(creditUsed, language)]]),
      note: texts.creditCovers,
    }
  return {
    heading: texts.payment,
    fields: paymentFields(document, texts),
    note: dueOn === null ? texts.payWhenYouWish : texts.payWithKid,
  }
}

/** Neither KID nor account: whoever pays a credit note pays what is not owed. */
function creditNote(document: InvoiceDocument, texts: InvoiceTexts): AskedLayout {
  const { number, issuer, total, language } = document
  return {
    title: texts.creditNoteTitle(number, issuer.name),
    heading: texts.creditNote,
    intro: null,
    numberLabel: texts.creditNoteNumber,
    issuedLabel: texts.issuedOn,
    payment: {
      heading: texts.nothingToPay,
      fields: labelled([[texts.owed, formatKroner(ore(-total), language)]]),
      note: texts.owedNote(issuer.name),
    },
    summary: {
      ...summaryOf(document, texts),
      heading: texts.creditSummary,
      total: [texts.totalOwed, formatKroner(total, language)],
    },
    next: null,
  }
}

function present(parts: readonly (string | null)[]): string[] {
  return parts.filter((part) => part !== null && part !== '') as string[]
}

/** One row to each toll charger and to each kind of charge that is not a toll; then what corrects each earlier invoice. */
function summaryOf({ lines, language }: InvoiceDocument, texts: InvoiceTexts) {
  const correctionsLast = [...lines.filter(isNew), ...lines.filter((line) => !isNew(line))]
  const groups = Map.groupBy(correctionsLast, (line) => summaryName(line, texts))
  const rows = [...groups].map(([name, own]) => {
    const passages = own.filter(isPassage).length
    return [
      name,
      passages === 0 ? '' : formatCount(passages, language),
      formatKroner(sumOre(own.map(({ amount }) => amount)), language),
    ]
  })
  return { columns: [texts.charger, texts.count, texts.sum], rows }
}

function summaryName(line: InvoiceDocumentLine, texts: InvoiceTexts): string {
  const { kind, chargerName, corrects, asksAgain } = line
  if (kind === 'asked-again') return asksAgain ? texts.askedAgain(asksAgain) : texts.paidOutAgain
  if (corrects !== undefined && (kind === 'toll' || kind === 'correction'))
    return texts.correctsInvoice(chargerName, corrects)
  return kind === 'toll' ? chargerName : texts.kinds[kind]
}

/** Where anything bears VAT: by rate. Tolls bear none, and a table that says nought would only raise a question. */
function vatTable(
  lines: readonly InvoiceDocumentLine[],
  texts: InvoiceTexts,
  language: Language,
): TableLayout | null {
  if (lines.every((line) => line.vat === 0)) return null
  const rates = [...Map.groupBy(lines, (line) => line.vatPercent ?? 0)].sort(([a], [b]) => b - a)
  return {
    heading: texts.vat,
    columns: [texts.vatRate, texts.vatBasis, texts.vatAmount],
    rows: rates.map(([percent, own]) => {
      const vat = sumOre(own.map((line) => line.vat))
      const basis = ore(sumOre(own.map((line) => line.amount)) - vat)
      const rate = percent === 0 ? texts.vatNone : texts.vatPercent(percent)
      return [rate, formatKroner(basis, language), formatKroner(vat, language)]
    }),
  }
}

/** Only an invoice is held against the one before: a reminder asks for no more, and a credit note for nothing. */
function changesOf(document: InvoiceDocument): ChangesLayout | null {
  const { previous, kind, total } = document
  if (!previous || kind === 'reminder' || total < 0) return null
  return invoiceChanges(document, previous)
}

/** The passages when the customer asked for them, and only what is still known of them (terms 5.9). */
function passageTable(document: InvoiceDocument, texts: InvoiceTexts) {
  if (!document.detailed || document.kind === 'reminder') return null
  const tolls = document.lines.filter((line) => line.kind === 'toll')
  if (tolls.length === 0) return null
  const rows = tolls.flatMap((line) => passageRow(line, document.language, texts))
  return {
    heading: texts.passages,
    columns: [texts.date, texts.time, texts.station, texts.vehicle, texts.charger, texts.price],
    rows,
    erased: rows.length < tolls.length ? texts.erased : null,
  }
}

/** As the passages; each trip once, with its toll part. */
function ferryTable(document: InvoiceDocument, texts: InvoiceTexts) {
  if (!document.detailed || document.kind === 'reminder') return null
  const trips = ferryTrips(document.lines)
  if (trips.length === 0) return null
  return {
    heading: texts.ferryTrips,
    columns: [texts.date, texts.time, texts.leg, texts.vehicle, texts.ferryCompany, texts.price],
    rows: trips.flatMap((line) => passageRow(line, document.language, texts)),
    erased: null,
  }
}

function passageRow(line: InvoiceDocumentLine, language: Language, texts: InvoiceTexts): string[][] {
  if (line.passedAt === null) return []
  return [
    [
      formatShortDay(osloDay(line.passedAt)),
      // Of whose driving it is not to tell, a line has the day alone.
      line.stationName === null ? '–' : formatTime(line.passedAt),
      stationCell(line, texts),
      line.plate ?? '–',
      line.chargerName,
      formatKroner(line.amount, language),
    ],
  ]
}

function stationCell(
  { kind, stationName, amount, corrects }: InvoiceDocumentLine,
  texts: InvoiceTexts,
): string {
  const station = stationName ?? '–'
  if (corrects !== undefined)
    return kind === 'toll' ? texts.correctsPassage(station, corrects) : texts.correctsTrip(station, corrects)
  return amount < 0 ? `${station} (${texts.credited.toLowerCase()})` : station
}

function closingTexts(document: InvoiceDocument, texts: InvoiceTexts): readonly string[] {
  const { issuer } = document
  const at = present([issuer.phone, issuer.email]).join(', ')
  const contact = texts.contact(issuer.name, at)
  if (document.kind === 'reminder') return [contact, texts.minSide]
  return [contact, complaint(document, texts), texts.minSide]
}

/** Terms 6.3 reckons from when the customer knew: of what an invoice charges, from when it was delivered. */
function complaint(document: InvoiceDocument, texts: InvoiceTexts): string {
  const { termsVersion, complainWithinDays, issuedOn, issuer, language } = document
  if (termsVersion === null) return texts.ownersComplaint(issuer.name)
  const terms = formatDay(termsVersion, language)
  if (complainWithinDays === undefined) return texts.complaint(issuer.name, terms)
  return texts.complaintWithin({
    issuer: issuer.name,
    terms,
    days: complainWithinDays,
    issuedOn: formatDay(issuedOn, language),
    until: formatDay(addDays(issuedOn, complainWithinDays), language),
  })
}

/** As the register prints it: 123 456 789. */
function shownOrganisationNumber(number: string | null): string | null {
  return number?.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3') ?? null
}
