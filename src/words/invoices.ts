import type { Language } from '#core/language.ts'

export type InvoicePageTexts = {
  readonly heading: string
  readonly toPay: string
  readonly onInvoices: (count: number) => string
  readonly nothingToPay: string
  readonly none: string
  readonly from: string
  readonly to: string
  readonly period: string
  readonly noSuchDay: string
  readonly wrongOrder: string
  readonly show: string
  readonly clear: string
  readonly showing: (from: string | undefined, to: string | undefined) => string
  readonly table: string
  readonly invoice: string
  readonly kind: Readonly<Record<'invoice' | 'credit-note' | 'reminder', string>>
  readonly issued: string
  readonly due: string
  readonly status: string
  readonly amount: string
  readonly remaining: string
  readonly payment: string
  readonly kid: string
  readonly account: string
  readonly recipient: string
  readonly copy: Readonly<Record<'kid' | 'account' | 'amount' | 'due', string>>
  readonly copied: Readonly<Record<'kid' | 'account' | 'amount' | 'due', string>>
  readonly takesDays: string
  readonly isPaid: string
  readonly isReplaced: string
  readonly toReminder: (number: string) => string
  readonly toReminded: (number: string) => string
  readonly isCredited: string
  readonly pdf: string
  readonly lines: string
  /** Of a line that corrects one of an earlier invoice. */
  readonly corrects: (day: string, number: string) => string
  /** Of a ferry trip: what it costs after all is a line of its own. */
  readonly correctsTrip: (day: string, number: string) => string
  readonly changed: (before: string, now: string) => string
  readonly toList: string
}

export const INVOICE_PAGE_TEXTS: Record<Language, InvoicePageTexts> = {
  nb: {
    heading: 'Fakturaer',
    toPay: 'Til betaling',
    onInvoices: (count) => (count === 1 ? 'på 1 faktura' : `på ${count} fakturaer`),
    nothingToPay: 'Du har ingenting å betale.',
    none: 'Du har ingen fakturaer ennå. Når du får en, står den her.',
    from: 'Fra dato',
    to: 'Til dato',
    period: 'Velg periode',
    noSuchDay: 'Datoen finnes ikke i kalenderen.',
    wrongOrder: 'Til dato kan ikke være før fra dato.',
    show: 'Vis fakturaer',
    clear: 'Vis alle',
    showing: (from, to) =>
      `Viser fakturaer${from === undefined ? '' : ` fra ${from}`}${to === undefined ? '' : ` til og med ${to}`}.`,
    table: 'Fakturaene dine',
    invoice: 'Faktura',
    kind: { invoice: 'Faktura', 'credit-note': 'Kreditnota', reminder: 'Purring' },
    issued: 'Fakturadato',
    due: 'Forfall',
    status: 'Status',
    amount: 'Beløp',
    remaining: 'Gjenstår',
    payment: 'Betalingsinformasjon',
    kid: 'KID',
    account: 'Kontonummer',
    recipient: 'Mottaker',
    copy: {
      kid: 'Kopier KID',
      account: 'Kopier kontonummer',
      amount: 'Kopier beløp',
      due: 'Kopier forfallsdato',
    },
    copied: {
      kid: 'KID er kopiert.',
      account: 'Kontonummeret er kopiert.',
      amount: 'Beløpet er kopiert.',
      due: 'Forfallsdatoen er kopiert.',
    },
    takesDays: 'Har du betalt, kan det ta én til tre bankdager før det vises her.',
    isPaid: 'Fakturaen er betalt. Takk!',
    isReplaced: 'Denne fakturaen skal ikke betales. Bruk purringen i stedet.',
    toReminder: (number) => `Gå til purring ${number}`,
    toReminded: (number) => `Gå til faktura ${number}, som purringen gjelder`,
    isCredited: 'Denne fakturaen er kreditert og skal ikke betales.',
    pdf: 'Vis faktura (PDF)',
    lines: 'Passeringer og ferjeturer på fakturaen',
    corrects: (day, number) => `Retting av passering ${day}, faktura ${number}`,
    correctsTrip: (day, number) =>
      `Retting av ferjetur ${day}, faktura ${number}. Det som ble fakturert da, er gitt tilbake. Koster turen noe annet, står det på en egen linje.`,
    changed: (before, now) => `Før ${before}, nå ${now}.`,
    toList: 'Alle fakturaer',
  },
  nn: {
    heading: 'Fakturaer',
    toPay: 'Til betaling',
    onInvoices: (count) => (count === 1 ? 'på 1 faktura' : `på ${count} fakturaer`),
    nothingToPay: 'Du har ingenting å betale.',
    none: 'Du har ingen fakturaer enno. Når du får ein, står han her.',
    from: 'Frå dato',
    to: 'Til dato',
    period: 'Vel periode',
    noSuchDay: 'Datoen finst ikkje i kalenderen.',
    wrongOrder: 'Til dato kan ikkje vere før frå dato.',
    show: 'Vis fakturaer',
    clear: 'Vis alle',
    showing: (from, to) =>
      `Viser fakturaer${from === undefined ? '' : ` frå ${from}`}${to === undefined ? '' : ` til og med ${to}`}.`,
    table: 'Fakturaene dine',
    invoice: 'Faktura',
    kind: { invoice: 'Faktura', 'credit-note': 'Kreditnota', reminder: 'Purring' },
    issued: 'Fakturadato',
    due: 'Forfall',
    status: 'Status',
    amount: 'Beløp',
    remaining: 'Står att',
    payment: 'Betalingsinformasjon',
    kid: 'KID',
    account: 'Kontonummer',
    recipient: 'Mottakar',
    copy: {
      kid: 'Kopier KID',
      account: 'Kopier kontonummer',
      amount: 'Kopier beløp',
      due: 'Kopier forfallsdato',
    },
    copied: {
      kid: 'KID er kopiert.',
      account: 'Kontonummeret er kopiert.',
      amount: 'Beløpet er kopiert.',
      due: 'Forfallsdatoen er kopiert.',
    },
    takesDays: 'Har du betalt, kan det ta éin til tre bankdagar før det viser her.',
    isPaid: 'Fakturaen er betalt. Takk!',
    isReplaced: 'Denne fakturaen skal ikkje betalast. Bruk purringa i staden.',
    toReminder: (number) => `Gå til purring ${number}`,
    toReminded: (number) => `Gå til faktura ${number}, som purringa gjeld`,
    isCredited: 'Denne fakturaen er kreditert og skal ikkje betalast.',
    pdf: 'Vis faktura (PDF)',
    lines: 'Passeringar og ferjeturar på fakturaen',
    corrects: (day, number) => `Retting av passering ${day}, faktura ${number}`,
    correctsTrip: (day, number) =>
      `Retting av ferjetur ${day}, faktura ${number}. Det som vart fakturert då, er gitt tilbake. Kostar turen noko anna, står det på ei eiga linje.`,
    changed: (before, now) => `Før ${before}, no ${now}.`,
    toList: 'Alle fakturaer',
  },
  en: {
    heading: 'Invoices',
    toPay: 'To pay',
    onInvoices: (count) => (count === 1 ? 'on 1 invoice' : `on ${count} invoices`),
    nothingToPay: 'You have nothing to pay.',
    none: 'You have no invoices yet. When you get one, it stands here.',
    from: 'From date',
    to: 'To date',
    period: 'Choose a period',
    noSuchDay: 'The date is not in the calendar.',
    wrongOrder: 'The to date cannot be before the from date.',
    show: 'Show invoices',
    clear: 'Show all',
    showing: (from, to) =>
      `Showing invoices${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` until ${to}`}.`,
    table: 'Your invoices',
    invoice: 'Invoice',
    kind: { invoice: 'Invoice', 'credit-note': 'Credit note', reminder: 'Reminder' },
    issued: 'Invoice date',
    due: 'Due',
    status: 'Status',
    amount: 'Amount',
    remaining: 'Remaining',
    payment: 'Payment details',
    kid: 'KID',
    account: 'Account number',
    recipient: 'Recipient',
    copy: {
      kid: 'Copy KID',
      account: 'Copy account number',
      amount: 'Copy amount',
      due: 'Copy the due date',
    },
    copied: {
      kid: 'The KID is copied.',
      account: 'The account number is copied.',
      amount: 'The amount is copied.',
      due: 'The due date is copied.',
    },
    takesDays: 'If you have paid, it can take one to three bank days before it shows here.',
    isPaid: 'The invoice is paid. Thank you!',
    isReplaced: 'This invoice is not to be paid. Use the reminder instead.',
    toReminder: (number) => `Go to reminder ${number}`,
    toReminded: (number) => `Go to invoice ${number}, which this reminds of`,
    isCredited: 'This invoice is credited and is not to be paid.',
    pdf: 'Show invoice (PDF)',
    lines: 'Passages and ferry trips on the invoice',
    corrects: (day, number) => `Correction of the passage of ${day}, invoice ${number}`,
    correctsTrip: (day, number) =>
      `Correction of the ferry trip of ${day}, invoice ${number}. What was invoiced then is given back. If the trip costs something else, that is a line of its own.`,
    changed: (before, now) => `Before ${before}, now ${now}.`,
    toList: 'All invoices',
  },
}
