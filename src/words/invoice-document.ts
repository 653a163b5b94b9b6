// long because: every word on the paper in three languages, and whoever changes one sees all three.
import type { Language } from '#core/language.ts'

/** The texts of the printed invoice. */
export type InvoiceTexts = {
  readonly invoice: string
  readonly title: (number: string, issuer: string) => string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly agreement: string
  readonly reference: string
  readonly costCentre: string
  readonly organisationNumber: string
  readonly phone: string
  readonly email: string
  readonly toPay: string
  readonly payBy: string
  readonly kid: string
  readonly account: string
  readonly payment: string
  readonly payWithKid: string
  /** Of an invoice without a due date. */
  readonly payWhenYouWish: string
  readonly creditUsed: string
  readonly creditCovers: string
  readonly summary: string
  readonly charger: string
  readonly count: string
  readonly sum: string
  readonly total: string
  readonly vat: string
  readonly vatRate: string
  readonly vatBasis: string
  readonly vatAmount: string
  readonly vatPercent: (percent: number) => string
  readonly vatNone: string
  readonly passages: string
  readonly date: string
  readonly time: string
  readonly station: string
  readonly vehicle: string
  readonly price: string
  readonly kinds: Record<
    'deposit' | 'fee' | 'interest' | 'correction' | 'prepayment' | 'ferry-fare' | 'ferry-toll' | 'reminded' | 'asked-again',
    string
  >
  readonly askedAgain: (number: string) => string
  readonly paidOutAgain: string
  readonly credited: string
  /** Of a line that corrects one of an earlier invoice. */
  readonly correctsPassage: (station: string, number: string) => string
  readonly correctsInvoice: (charger: string, number: string) => string
  readonly aboutCorrections: string
  readonly erased: string
  readonly questions: string
  /** `at`: by which numbers and addresses; empty where none is known. */
  readonly contact: (issuer: string, at: string) => string
  readonly minSide: string
  readonly complaintWithin: (of: ComplaintInWords | undefined) => string
  /** Where the terms are not known to us by their words. */
  readonly complaint: (issuer: string, terms: string) => string
  readonly creditNote: string
  readonly nothingToPay: string
  readonly creditNoteTitle: (number: string, issuer: string) => string
  readonly creditNoteNumber: string
  readonly owed: string
  readonly owedNote: (issuer: string) => string
  readonly creditSummary: string
  readonly totalOwed: string
  /** No terms bind an owner without agreement. */
  readonly ownersComplaint: (issuer: string) => string
  readonly page: (number: string, of: string) => string
}

/** `until`: the last day, had it been delivered on the day it was issued. */
export type ComplaintInWords = {
  readonly issuer: string
  readonly terms: string
  readonly days: number
  readonly issuedOn: string
  readonly until: string
}

export const INVOICE_TEXTS: Record<Language, InvoiceTexts> = {
  nb: {
    invoice: 'Faktura',
    title: (number, issuer) => `Faktura ${number} fra ${issuer}`,
    number: 'Fakturanummer',
    issuedOn: 'Fakturadato',
    dueOn: 'Forfallsdato',
    agreement: 'Avtale',
    reference: 'Deres referanse',
    costCentre: 'Kostnadssted',
    organisationNumber: 'Org.nr.',
    phone: 'Telefon',
    email: 'E-post',
    toPay: 'Å betale',
    payBy: 'Betal innen',
    kid: 'KID',
    account: 'Til konto',
    payment: 'Slik betaler du',
    payWithKid: 'Bruk KID-nummeret når du betaler. Da finner betalingen fram til denne fakturaen.',
    payWhenYouWish:
      'Fakturaen har ingen forfallsdato. Du betaler når du vil, og får ingen purring om du lar være. Bruk KID-nummeret når du betaler.',
    creditUsed: 'Brukt av det du har til gode',
    creditCovers: 'Du skal ikke betale noe. Det du har til gode, dekker hele fakturaen.',
    summary: 'Dette betaler du for',
    charger: 'Bompengeselskap',
    count: 'Passeringer',
    sum: 'Sum',
    total: 'Sum å betale',
    vat: 'Merverdiavgift',
    vatRate: 'Sats',
    vatBasis: 'Grunnlag',
    vatAmount: 'Avgift',
    vatPercent: (percent) => `${percent} prosent`,
    vatNone: 'Uten avgift',
    passages: 'Passeringer',
    date: 'Dato',
    time: 'Tid',
    station: 'Bomstasjon',
    vehicle: 'Kjøretøy',
    price: 'Pris',
    kinds: {
      deposit: 'Depositum',
      fee: 'Gebyr',
      interest: 'Renter',
      correction: 'Retting',
      prepayment: 'Forskudd',
      'ferry-fare': 'Ferjereise',
      'ferry-toll': 'Bompenger på ferje',
      reminded: 'Ubetalt fra tidligere faktura',
      'asked-again': 'Betaling som banken tok tilbake',
    },
    askedAgain: (number) => `Faktura ${number}: banken tok betalingen tilbake`,
    paidOutAgain: 'Utbetalt til deg av en betaling som banken tok tilbake',
    credited: 'Kreditert',
    correctsPassage: (station, number) => `Retting av passering ved ${station}, faktura ${number}`,
    correctsInvoice: (charger, number) => `${charger}, retting av faktura ${number}`,
    aboutCorrections:
      'Linjer merket «retting» endrer passeringer på en tidligere faktura. Beløpet er forskjellen mellom prisen da og prisen nå. Minus er penger tilbake til deg.',
    erased:
      'Avtalen din er med sletting. Tid, sted og kjøretøy ble slettet da passeringene ble belastet, og kan ikke vises.',
    questions: 'Spørsmål og klage',
    contact: (issuer, at) => `Har du spørsmål om fakturaen, kontakt ${issuer}${at === '' ? '' : `: ${at}`}.`,
    minSide:
      'På Min side finner du fakturaene dine, passeringene og hvordan hver pris er regnet ut. Der kan du også se om fakturaen er betalt.',
    creditNote: 'Kreditnota',
    nothingToPay: 'Ingenting å betale',
    creditNoteTitle: (number, issuer) => `Kreditnota ${number} fra ${issuer}`,
    creditNoteNumber: 'Kreditnotanummer',
    owed: 'Til gode',
    owedNote: (issuer) => `Du skal ikke betale noe. Beløpet står til gode for deg hos ${issuer}.`,
    creditSummary: 'Dette har du til gode for',
    totalOwed: 'Sum til gode',
    ownersComplaint: (issuer) =>
      `Fakturaen gjelder passeringer uten gyldig avtale og går til den som var registrert eier av kjøretøyet. Mener du at noe er feil, må du klage til ${issuer}.`,
    complaintWithin: (of) =>
      `Mener du at noe er belastet feil, klag til ${of?.issuer} innen ${weeks(of?.days, 'dager', 'uker')} fra du fikk fakturaen (avtalevilkårene av ${of?.terms}, punkt 6.3). Fikk du den ${of?.issuedOn}, er siste dag ${of?.until}.`,
    complaint: (issuer, terms) =>
      `Mener du at noe er belastet feil, klag til ${issuer} innen fristen i avtalevilkårene av ${terms}.`,
    page: (number, of) => `Side ${number} av ${of}`,
  },
  nn: {
    invoice: 'Faktura',
    title: (number, issuer) => `Faktura ${number} frå ${issuer}`,
    number: 'Fakturanummer',
    issuedOn: 'Fakturadato',
    dueOn: 'Forfallsdato',
    agreement: 'Avtale',
    reference: 'Dykkar referanse',
    costCentre: 'Kostnadsstad',
    organisationNumber: 'Org.nr.',
    phone: 'Telefon',
    email: 'E-post',
    toPay: 'Å betale',
    payBy: 'Betal innan',
    kid: 'KID',
    account: 'Til konto',
    payment: 'Slik betaler du',
    payWithKid: 'Bruk KID-nummeret når du betaler. Då finn betalinga fram til denne fakturaen.',
    payWhenYouWish:
      'Fakturaen har ingen forfallsdato. Du betaler når du vil, og får inga purring om du lèt vere. Bruk KID-nummeret når du betaler.',
    creditUsed: 'Brukt av det du har til gode',
    creditCovers: 'Du skal ikkje betale noko. Det du har til gode, dekkjer heile fakturaen.',
    summary: 'Dette betaler du for',
    charger: 'Bompengeselskap',
    count: 'Passeringar',
    sum: 'Sum',
    total: 'Sum å betale',
    vat: 'Meirverdiavgift',
    vatRate: 'Sats',
    vatBasis: 'Grunnlag',
    vatAmount: 'Avgift',
    vatPercent: (percent) => `${percent} prosent`,
    vatNone: 'Utan avgift',
    passages: 'Passeringar',
    date: 'Dato',
    time: 'Tid',
    station: 'Bomstasjon',
    vehicle: 'Køyretøy',
    price: 'Pris',
    kinds: {
      deposit: 'Depositum',
      fee: 'Gebyr',
      interest: 'Renter',
      correction: 'Retting',
      prepayment: 'Forskot',
      'ferry-fare': 'Ferjereise',
      'ferry-toll': 'Bompengar på ferje',
      reminded: 'Ubetalt frå tidlegare faktura',
      'asked-again': 'Betaling som banken tok tilbake',
    },
    askedAgain: (number) => `Faktura ${number}: banken tok betalinga tilbake`,
    paidOutAgain: 'Utbetalt til deg av ei betaling som banken tok tilbake',
    credited: 'Kreditert',
    correctsPassage: (station, number) => `Retting av passering ved ${station}, faktura ${number}`,
    correctsInvoice: (charger, number) => `${charger}, retting av faktura ${number}`,
    aboutCorrections:
      'Linjer merkte «retting» endrar passeringar på ein tidlegare faktura. Beløpet er skilnaden mellom prisen då og prisen no. Minus er pengar tilbake til deg.',
    erased:
      'Avtalen din er med sletting. Tid, stad og køyretøy vart sletta då passeringane vart belasta, og kan ikkje visast.',
    questions: 'Spørsmål og klage',
    contact: (issuer, at) => `Har du spørsmål om fakturaen, kontakt ${issuer}${at === '' ? '' : `: ${at}`}.`,
    minSide:
      'På Mi side finn du fakturaene dine, passeringane og korleis kvar pris er rekna ut. Der kan du òg sjå om fakturaen er betalt.',
    creditNote: 'Kreditnota',
    nothingToPay: 'Ingenting å betale',
    creditNoteTitle: (number, issuer) => `Kreditnota ${number} frå ${issuer}`,
    creditNoteNumber: 'Kreditnotanummer',
    owed: 'Til gode',
    owedNote: (issuer) => `Du skal ikkje betale noko. Beløpet står til gode for deg hos ${issuer}.`,
    creditSummary: 'Dette har du til gode for',
    totalOwed: 'Sum til gode',
    ownersComplaint: (issuer) =>
      `Fakturaen gjeld passeringar utan gyldig avtale og går til den som var registrert eigar av køyretøyet. Meiner du at noko er feil, må du klage til ${issuer}.`,
    complaintWithin: (of) =>
      `Meiner du at noko er belasta feil, klag til ${of?.issuer} innan ${weeks(of?.days, 'dagar', 'veker')} frå du fekk fakturaen (avtalevilkåra av ${of?.terms}, punkt 6.3). Fekk du han ${of?.issuedOn}, er siste dag ${of?.until}.`,
    complaint: (issuer, terms) =>
      `Meiner du at noko er belasta feil, klag til ${issuer} innan fristen i avtalevilkåra av ${terms}.`,
    page: (number, of) => `Side ${number} av ${of}`,
  },
  en: {
    invoice: 'Invoice',
    title: (number, issuer) => `Invoice ${number} from ${issuer}`,
    number: 'Invoice number',
    issuedOn: 'Invoice date',
    dueOn: 'Due date',
    agreement: 'Agreement',
    reference: 'Your reference',
    costCentre: 'Cost centre',
    organisationNumber: 'Org. no.',
    phone: 'Phone',
    email: 'E-mail',
    toPay: 'To pay',
    payBy: 'Pay by',
    kid: 'KID',
    account: 'To account',
    payment: 'How to pay',
    payWithKid: 'Use the KID number when you pay. It leads the payment to this invoice.',
    payWhenYouWish:
      'This invoice has no due date. You pay when you wish, and get no reminder if you do not. Use the KID number when you pay.',
    creditUsed: 'Used of what you are owed',
    creditCovers: 'There is nothing to pay. What you are owed covers the whole invoice.',
    summary: 'What you pay for',
    charger: 'Toll charger',
    count: 'Passages',
    sum: 'Sum',
    total: 'Total to pay',
    vat: 'VAT',
    vatRate: 'Rate',
    vatBasis: 'Basis',
    vatAmount: 'VAT',
    vatPercent: (percent) => `${percent} percent`,
    vatNone: 'Without VAT',
    passages: 'Passages',
    date: 'Date',
    time: 'Time',
    station: 'Toll station',
    vehicle: 'Vehicle',
    price: 'Price',
    kinds: {
      deposit: 'Deposit',
      fee: 'Fee',
      interest: 'Interest',
      correction: 'Correction',
      prepayment: 'Prepayment',
      'ferry-fare': 'Ferry trip',
      'ferry-toll': 'Toll on the ferry',
      reminded: 'Unpaid from an earlier invoice',
      'asked-again': 'Payment that the bank took back',
    },
    askedAgain: (number) => `Invoice ${number}: the bank took the payment back`,
    paidOutAgain: 'Paid out to you from a payment that the bank took back',
    credited: 'Credited',
    correctsPassage: (station, number) => `Correction of the passage at ${station}, invoice ${number}`,
    correctsInvoice: (charger, number) => `${charger}, correction of invoice ${number}`,
    aboutCorrections:
      'Lines marked “correction” change passages of an earlier invoice. The amount is the difference between the price then and the price now. A minus is money back to you.',
    erased:
      'Your agreement is one with deletion. Time, place and vehicle were deleted when the passages were charged, and cannot be shown.',
    questions: 'Questions and complaints',
    contact: (issuer, at) =>
      `If you have a question about this invoice, contact ${issuer}${at === '' ? '' : `: ${at}`}.`,
    minSide:
      'On Min side you find your invoices, your passages and how each price was worked out. There you can also see whether the invoice is paid.',
    creditNote: 'Credit note',
    nothingToPay: 'Nothing to pay',
    creditNoteTitle: (number, issuer) => `Credit note ${number} from ${issuer}`,
    creditNoteNumber: 'Credit note number',
    owed: 'Owed to you',
    owedNote: (issuer) => `There is nothing to pay. ${issuer} owes you this amount.`,
    creditSummary: 'What you are owed for',
    totalOwed: 'Total owed to you',
    ownersComplaint: (issuer) =>
      `This invoice is for passages without a valid agreement and is sent to the registered owner of the vehicle. If you believe something is wrong, complain to ${issuer}.`,
    complaintWithin: (of) =>
      `If you think something is charged wrongly, complain to ${of?.issuer} within ${weeks(of?.days, 'days', 'weeks')} of receiving this invoice (agreement terms of ${of?.terms}, clause 6.3). If you received it on ${of?.issuedOn}, the last day is ${of?.until}.`,
    complaint: (issuer, terms) =>
      `If you think something is charged wrongly, complain to ${issuer} within the time given in the agreement terms of ${terms}.`,
    page: (number, of) => `Page ${number} of ${of}`,
  },
}

/** «3 uker» where it is whole weeks. */
function weeks(days: number | undefined, inDays: string, inWeeks: string): string {
  return days !== undefined && days % 7 === 0 ? `${days / 7} ${inWeeks}` : `${days} ${inDays}`
}
