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
  readonly organisationNumber: string
  readonly phone: string
  readonly email: string
  readonly toPay: string
  readonly payBy: string
  readonly kid: string
  readonly account: string
  readonly payWithKid: string
  readonly summary: string
  readonly charger: string
  readonly count: string
  readonly sum: string
  readonly total: string
  readonly vat: string
  readonly passages: string
  readonly date: string
  readonly time: string
  readonly station: string
  readonly vehicle: string
  readonly price: string
  readonly kinds: Record<'deposit' | 'fee' | 'interest' | 'correction' | 'reminded', string>
  readonly credited: string
  /** Of a line that corrects one of an earlier invoice. */
  readonly correctsPassage: (station: string, number: string) => string
  readonly correctsInvoice: (charger: string, number: string) => string
  readonly erased: string
  readonly questions: string
  readonly contact: (issuer: string) => string
  readonly minSide: string
  /** `within` is undefined where the terms are not known to us by their words. */
  readonly complaint: (issuer: string, within: string | undefined, terms: string) => string
  readonly creditNote: string
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

/** Terms 6.3: how long a customer has to complain of a charge, by the version of the terms. */
export const COMPLAIN_WITHIN: Readonly<Record<string, Record<Language, string>>> = {
  '2019-01-15': { nb: 'tre uker', nn: 'tre veker', en: 'three weeks' },
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
    organisationNumber: 'Org.nr.',
    phone: 'Telefon',
    email: 'E-post',
    toPay: 'Å betale',
    payBy: 'Betal innen',
    kid: 'KID',
    account: 'Til konto',
    payWithKid: 'Bruk KID-nummeret når du betaler. Da finner betalingen fram til denne fakturaen.',
    summary: 'Dette betaler du for',
    charger: 'Bompengeselskap',
    count: 'Passeringer',
    sum: 'Sum',
    total: 'Sum å betale',
    vat: 'Herav merverdiavgift',
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
      reminded: 'Ikke betalt av fakturaen før',
    },
    credited: 'Kreditert',
    correctsPassage: (station, number) => `Retting av passering ved ${station}, faktura ${number}`,
    correctsInvoice: (charger, number) => `${charger}, retting av faktura ${number}`,
    erased:
      'Avtalen din er med sletting. Tid, sted og kjøretøy ble slettet da passeringene ble belastet, og kan ikke vises.',
    questions: 'Spørsmål og klage',
    contact: (issuer) => `Har du spørsmål om fakturaen, kan du kontakte ${issuer}.`,
    minSide:
      'På Min side finner du fakturaene dine, passeringene og hvordan hver pris er regnet ut. Der kan du også se om fakturaen er betalt.',
    creditNote: 'Kreditnota',
    creditNoteTitle: (number, issuer) => `Kreditnota ${number} fra ${issuer}`,
    creditNoteNumber: 'Kreditnotanummer',
    owed: 'Til gode',
    owedNote: (issuer) => `Du skal ikke betale noe. Beløpet står til gode for deg hos ${issuer}.`,
    creditSummary: 'Dette har du til gode for',
    totalOwed: 'Sum til gode',
    ownersComplaint: (issuer) =>
      `Fakturaen gjelder passeringer uten gyldig avtale og går til den som var registrert eier av kjøretøyet. Mener du at noe er feil, må du klage til ${issuer}.`,
    complaint: (issuer, within, terms) =>
      within === undefined
        ? `Mener du at noe er feil, må du klage til ${issuer} innen fristen i avtalevilkårene av ${terms}.`
        : `Mener du at en passering er belastet feil, må du klage til ${issuer} senest ${within} etter at du ble, eller burde ha blitt, klar over feilen (avtalevilkårene av ${terms}, punkt 6.3).`,
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
    organisationNumber: 'Org.nr.',
    phone: 'Telefon',
    email: 'E-post',
    toPay: 'Å betale',
    payBy: 'Betal innan',
    kid: 'KID',
    account: 'Til konto',
    payWithKid: 'Bruk KID-nummeret når du betaler. Då finn betalinga fram til denne fakturaen.',
    summary: 'Dette betaler du for',
    charger: 'Bompengeselskap',
    count: 'Passeringar',
    sum: 'Sum',
    total: 'Sum å betale',
    vat: 'Av dette meirverdiavgift',
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
      reminded: 'Ikkje betalt av fakturaen før',
    },
    credited: 'Kreditert',
    correctsPassage: (station, number) => `Retting av passering ved ${station}, faktura ${number}`,
    correctsInvoice: (charger, number) => `${charger}, retting av faktura ${number}`,
    erased:
      'Avtalen din er med sletting. Tid, stad og køyretøy vart sletta då passeringane vart belasta, og kan ikkje visast.',
    questions: 'Spørsmål og klage',
    contact: (issuer) => `Har du spørsmål om fakturaen, kan du kontakte ${issuer}.`,
    minSide:
      'På Mi side finn du fakturaene dine, passeringane og korleis kvar pris er rekna ut. Der kan du òg sjå om fakturaen er betalt.',
    creditNote: 'Kreditnota',
    creditNoteTitle: (number, issuer) => `Kreditnota ${number} frå ${issuer}`,
    creditNoteNumber: 'Kreditnotanummer',
    owed: 'Til gode',
    owedNote: (issuer) => `Du skal ikkje betale noko. Beløpet står til gode for deg hos ${issuer}.`,
    creditSummary: 'Dette har du til gode for',
    totalOwed: 'Sum til gode',
    ownersComplaint: (issuer) =>
      `Fakturaen gjeld passeringar utan gyldig avtale og går til den som var registrert eigar av køyretøyet. Meiner du at noko er feil, må du klage til ${issuer}.`,
    complaint: (issuer, within, terms) =>
      within === undefined
        ? `Meiner du at noko er feil, må du klage til ${issuer} innan fristen i avtalevilkåra av ${terms}.`
        : `Meiner du at ei passering er belasta feil, må du klage til ${issuer} seinast ${within} etter at du vart, eller burde ha vorte, klar over feilen (avtalevilkåra av ${terms}, punkt 6.3).`,
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
    organisationNumber: 'Org. no.',
    phone: 'Phone',
    email: 'E-mail',
    toPay: 'To pay',
    payBy: 'Pay by',
    kid: 'KID',
    account: 'To account',
    payWithKid: 'Use the KID number when you pay. It leads the payment to this invoice.',
    summary: 'What you pay for',
    charger: 'Toll charger',
    count: 'Passages',
    sum: 'Sum',
    total: 'Total to pay',
    vat: 'Of which VAT',
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
      reminded: 'Not paid of the invoice before',
    },
    credited: 'Credited',
    correctsPassage: (station, number) => `Correction of the passage at ${station}, invoice ${number}`,
    correctsInvoice: (charger, number) => `${charger}, correction of invoice ${number}`,
    erased:
      'Your agreement is one with deletion. Time, place and vehicle were deleted when the passages were charged, and cannot be shown.',
    questions: 'Questions and complaints',
    contact: (issuer) => `If you have a question about this invoice, please contact ${issuer}.`,
    minSide:
      'On Min side you find your invoices, your passages and how each price was worked out. There you can also see whether the invoice is paid.',
    creditNote: 'Credit note',
    creditNoteTitle: (number, issuer) => `Credit note ${number} from ${issuer}`,
    creditNoteNumber: 'Credit note number',
    owed: 'Owed to you',
    owedNote: (issuer) => `There is nothing to pay. ${issuer} owes you this amount.`,
    creditSummary: 'What you are owed for',
    totalOwed: 'Total owed to you',
    ownersComplaint: (issuer) =>
      `This invoice is for passages without a valid agreement and is sent to the registered owner of the vehicle. If you believe something is wrong, complain to ${issuer}.`,
    complaint: (issuer, within, terms) =>
      within === undefined
        ? `If you think something is wrong, you must complain to ${issuer} within the time given in the agreement terms of ${terms}.`
        : `If you think a passage is charged wrongly, you must complain to ${issuer} within ${within} of when you learned, or should have learned, of the mistake (agreement terms of ${terms}, clause 6.3).`,
    page: (number, of) => `Page ${number} of ${of}`,
  },
}
