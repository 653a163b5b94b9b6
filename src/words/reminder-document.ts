import type { Language } from '#core/language.ts'

/** What a printed reminder says otherwise than an invoice. */
export type ReminderTexts = {
  readonly heading: string
  readonly title: (number: string, issuer: string) => string
  readonly number: string
  readonly issuedOn: string
  readonly intro: (number: string, issuedOn: string, dueOn: string) => string
  readonly payWithKid: string
  readonly summary: string
  readonly what: string
  readonly invoice: (number: string, day: string) => string
  /** Of a reminder before this one: what it asked for that was new. */
  readonly earlier: (number: string, day: string) => string
  readonly paid: (number: string) => string
  readonly fee: string
  readonly next: string
  readonly ifPaid: (by: string) => string
  readonly collection: (issuer: string, by: string) => string
  readonly blocked: string
  readonly disagree: (issuer: string, by: string) => string
  readonly passagesAt: (number: string) => string
}

export const REMINDER_TEXTS: Record<Language, ReminderTexts> = {
  nb: {
    heading: 'Purring og inkassovarsel',
    title: (number, issuer) => `Purring ${number} fra ${issuer}`,
    number: 'Purringsnummer',
    issuedOn: 'Purredato',
    intro: (number, issuedOn, dueOn) =>
      `Faktura ${number} av ${issuedOn} forfalt ${dueOn}, og vi kan ikke se at hele beløpet er betalt. Purringen kommer i stedet for fakturaen. Fakturaen skal ikke betales.`,
    payWithKid: 'Bruk KID-nummeret på purringen, ikke det som står på fakturaen.',
    summary: 'Dette skylder du',
    what: 'Hva det gjelder',
    invoice: (number, day) => `Faktura ${number} av ${day}`,
    earlier: (number, day) => `Gebyr i purring ${number} av ${day}`,
    paid: (number) => `Betalt på ${number}`,
    fee: 'Purregebyr',
    next: 'Dette skjer videre',
    ifPaid: (by) => `Betaler du hele beløpet innen ${by}, er kravet gjort opp.`,
    collection: (issuer, by) =>
      `Er det ikke betalt etter ${by}, sender ${issuer} kravet til inkasso. Da må du regne med å betale inkassokostnader i tillegg.`,
    blocked:
      'Avtalen din blir da sperret. Eieren av kjøretøyet må betale full pris for nye passeringer til kravet er gjort opp (avtalevilkårene, punkt 2.9).',
    disagree: (issuer, by) => `Er du uenig i kravet, si fra til ${issuer} senest ${by}.`,
    passagesAt: (number) => `Passeringene står på faktura ${number}, som du finner på Min side.`,
  },
  nn: {
    heading: 'Purring og inkassovarsel',
    title: (number, issuer) => `Purring ${number} frå ${issuer}`,
    number: 'Purringsnummer',
    issuedOn: 'Purredato',
    intro: (number, issuedOn, dueOn) =>
      `Faktura ${number} av ${issuedOn} forfall ${dueOn}, og vi kan ikkje sjå at heile beløpet er betalt. Purringa kjem i staden for fakturaen. Fakturaen skal ikkje betalast.`,
    payWithKid: 'Bruk KID-nummeret på purringa, ikkje det som står på fakturaen.',
    summary: 'Dette skuldar du',
    what: 'Kva det gjeld',
    invoice: (number, day) => `Faktura ${number} av ${day}`,
    earlier: (number, day) => `Gebyr i purring ${number} av ${day}`,
    paid: (number) => `Betalt på ${number}`,
    fee: 'Purregebyr',
    next: 'Dette skjer vidare',
    ifPaid: (by) => `Betaler du heile beløpet innan ${by}, er kravet gjort opp.`,
    collection: (issuer, by) =>
      `Er det ikkje betalt etter ${by}, sender ${issuer} kravet til inkasso. Då må du rekne med å betale inkassokostnader i tillegg.`,
    blocked:
      'Avtalen din blir då sperra. Eigaren av køyretøyet må betale full pris for nye passeringar til kravet er gjort opp (avtalevilkåra, punkt 2.9).',
    disagree: (issuer, by) => `Er du usamd i kravet, sei frå til ${issuer} seinast ${by}.`,
    passagesAt: (number) => `Passeringane står på faktura ${number}, som du finn på Mi side.`,
  },
  en: {
    heading: 'Reminder and collection notice',
    title: (number, issuer) => `Reminder ${number} from ${issuer}`,
    number: 'Reminder number',
    issuedOn: 'Reminder date',
    intro: (number, issuedOn, dueOn) =>
      `Invoice ${number} of ${issuedOn} was due on ${dueOn}, and we cannot see that all of it has been paid. This reminder takes its place. Do not pay the invoice.`,
    payWithKid: 'Use the KID number of this reminder, not the one on the invoice.',
    summary: 'What you owe',
    what: 'What it is for',
    invoice: (number, day) => `Invoice ${number} of ${day}`,
    earlier: (number, day) => `Fee of reminder ${number} of ${day}`,
    paid: (number) => `Paid towards ${number}`,
    fee: 'Reminder fee',
    next: 'What happens next',
    ifPaid: (by) => `If you pay the whole amount by ${by}, the claim is settled.`,
    collection: (issuer, by) =>
      `If it is not paid after ${by}, ${issuer} sends the claim to debt collection. You must then expect to pay collection costs as well.`,
    blocked:
      'Your agreement is then blocked. The owner of the vehicle has to pay the full price of new passages until the claim is settled (agreement terms, clause 2.9).',
    disagree: (issuer, by) => `If you dispute the claim, tell ${issuer} by ${by}.`,
    passagesAt: (number) => `The passages stand on invoice ${number}, which you find on Min side.`,
  },
}
