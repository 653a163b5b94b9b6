import type { Language } from '#core/language.ts'

/** As in the database: where an account stands. */
export type FerryAccountState = 'waiting' | 'active' | 'lapsed' | 'blocked' | 'ended'
export type FerryKind = 'private' | 'organisation'
export type FerryCardState = 'none' | 'ordered' | 'released'

/** «Ferje» on Min side: where the prepaid account stands, and what may be done with it. */
export type FerryOverviewTexts = {
  readonly heading: string
  readonly none: string
  readonly noneWhy: readonly string[]
  readonly become: string
  readonly account: (number: string) => string
  readonly kind: Readonly<Record<FerryKind, string>>
  readonly states: Readonly<Record<FerryAccountState, string>>
  /** What the state means, and what to do. */
  readonly stateWhy: (of: StateOf) => Readonly<Record<FerryAccountState, readonly string[]>>
  /** What the balance must be for the discount. */
  readonly needed: Readonly<Record<FerryKind, (limit: string) => string>>
  readonly left: (balance: string, agreed: string) => string
  readonly less: (balance: string) => string
  readonly meter: (balance: string, agreed: string, percent: number) => string
  readonly lasts: (trips: string, each: string) => string
  readonly lastsNone: string
  readonly noTripsYet: string
  readonly refillAt: (balance: string, agreed: string, trips: string | undefined) => string
  readonly refillAsked: string
  readonly endsAt: Readonly<Record<FerryKind, (limit: string) => string>>
  readonly vehicles: string
  readonly tag: (number: string) => string
  readonly noTag: string
  readonly length: (metres: string) => string
  readonly card: Readonly<Record<FerryCardState, (number: string) => string>>
  readonly cardWarning: string
  readonly andMore: (count: string) => string
  readonly changeVehicles: string
  readonly changeCards: string
  readonly trips: string
  readonly end: string
  readonly more: string
  readonly connections: string
  readonly questions: string
  readonly notices: string
  readonly oldCard: string
  readonly oldCardWhy: string
}

/** `closes`: undefined when what was left has been settled. */
type StateOf = { readonly needed: string; readonly closes: string | undefined }

export const FERRY_OVERVIEW_TEXTS: Record<Language, FerryOverviewTexts> = {
  nb: {
    heading: 'Ferje',
    none: 'Du har ingen ferjeavtale',
    noneWhy: [
      'Med AutoPASS for ferje betaler du et beløp på forskudd, og turene trekkes fra det med rabatt. Når det er lite igjen, får du en faktura for påfyll.',
      'Har du bare brikke, får du den rabatten brikken gir på samband der brikken leses.',
    ],
    become: 'Bli ferjekunde',
    account: (number) => `Ferjekonto ${number}`,
    kind: { private: 'Privat', organisation: 'Bedrift' },
    states: {
      waiting: 'Venter på forskudd',
      active: 'Rabatten gjelder',
      lapsed: 'Rabatten er falt bort',
      blocked: 'Sperret',
      ended: 'Avsluttet',
    },
    stateWhy: ({ needed, closes }) => ({
      waiting: [
        'Kontoen åpner når hele forskuddet er kommet inn. Du kan betale alt på én gang eller i flere deler.',
        'Til da gir ferjeavtalen ingen rabatt, og ferjekort du har bestilt, blir ikke sendt.',
      ],
      active: [],
      lapsed: [
        `Det er for lite igjen på kontoen: Du får rabatt med ferjeavtale når saldoen er ${needed}. Betal det som gjenstår under, så er rabatten tilbake når betalingen er ført.`,
      ],
      blocked: [
        'Saldoen er under null. Ferjeavtalen er sperret og gir ingen rabatt før det igjen er penger på kontoen, og den kan bli sagt opp.',
        'Betal påfyllet under, så blir sperringen opphevet når betalingen er ført.',
      ],
      ended: [
        closes === undefined
          ? 'Ferjeavtalen er avsluttet, og det som var igjen, er gjort opp.'
          : `Ferjeavtalen er avsluttet. Det som er igjen, gjøres opp ${closes}, når sene turer har fått tid til å komme inn.`,
      ],
    }),
    needed: { private: (limit) => `over ${limit}`, organisation: (limit) => `minst ${limit}` },
    left: (balance, agreed) => `${balance} igjen av ${agreed}`,
    less: (balance) => `${balance} på kontoen`,
    meter: (balance, agreed, percent) => `${balance} av ${agreed}, ${percent} prosent igjen`,
    lasts: (trips, each) =>
      `Rekker til om lag ${trips} turer til. De siste turene dine har kostet ${each} i snitt.`,
    lastsNone: 'Rekker ikke til en tur som de siste du har hatt.',
    noTripsYet: 'Når du har reist noen turer, ser du her hvor mange saldoen rekker til.',
    refillAt: (balance, agreed, trips) =>
      `Faktura for påfyll kommer når det er ${balance} eller mindre igjen av ${agreed}${trips === undefined ? '' : `, etter om lag ${trips} turer`}.`,
    refillAsked: 'Faktura for påfyll er sendt. Den har ingen forfallsdato.',
    endsAt: {
      private: () =>
        'Rabatten faller bort når kontoen er tom. Turen som tømmer kontoen, får full ferjerabatt.',
      organisation: (limit) =>
        `Rabatten faller bort når det er mindre enn ${limit} igjen. Turen som går under grensen, får full ferjerabatt.`,
    },
    vehicles: 'Kjøretøy på ferjeavtalen',
    tag: (number) => `Brikke ${number}`,
    noTag: 'Ingen brikke',
    length: (metres) => `${metres} m`,
    card: {
      none: () => 'Ikke noe ferjekort',
      ordered: () => 'Ferjekort bestilt',
      released: (number) => `Ferjekort ${number}`,
    },
    cardWarning: 'Uten ferjekort betaler kjøretøyet full pris på samband der det betales med ferjekort.',
    andMore: (count) => `og ${count} til`,
    changeVehicles: 'Endre kjøretøy',
    changeCards: 'Bestill eller sperr ferjekort',
    trips: 'Se ferjeturene',
    end: 'Avslutt ferjeavtalen',
    more: 'Mer om ferje',
    connections: 'Ferjesamband og priser',
    questions: 'Spørsmål og svar om ferje',
    notices: 'Varsler på e-post og SMS',
    oldCard: 'Penger på et gammelt verdikort',
    oldCardWhy:
      'Verdikort fra før AutoPASS for ferje hører til rederiet som solgte kortet. Spør rederiet om å få igjen det som står på det. Vi kan ikke betale det ut. Hvem som seiler sambandet, står under Ferjesamband.',
  },
  nn: {
    heading: 'Ferje',
    none: 'Du har ingen ferjeavtale',
    noneWhy: [
      'Med AutoPASS for ferje betaler du eit beløp på førehand, og turane blir trekte frå det med rabatt. Når det er lite att, får du ein faktura for påfyll.',
      'Har du berre brikke, får du den rabatten brikka gir på samband der brikka blir lesen.',
    ],
    become: 'Bli ferjekunde',
    account: (number) => `Ferjekonto ${number}`,
    kind: { private: 'Privat', organisation: 'Bedrift' },
    states: {
      waiting: 'Ventar på forskot',
      active: 'Rabatten gjeld',
      lapsed: 'Rabatten er fallen bort',
      blocked: 'Sperra',
      ended: 'Avslutta',
    },
    stateWhy: ({ needed, closes }) => ({
      waiting: [
        'Kontoen opnar når heile forskotet er kome inn. Du kan betale alt på éin gong eller i fleire delar.',
        'Til då gir ferjeavtalen ingen rabatt, og ferjekort du har bestilt, blir ikkje sende.',
      ],
      active: [],
      lapsed: [
        `Det er for lite att på kontoen: Du får rabatt med ferjeavtale når saldoen er ${needed}. Betal det som står att under, så er rabatten tilbake når betalinga er ført.`,
      ],
      blocked: [
        'Saldoen er under null. Ferjeavtalen er sperra og gir ingen rabatt før det igjen er pengar på kontoen, og han kan bli sagd opp.',
        'Betal påfyllet under, så blir sperringa oppheva når betalinga er ført.',
      ],
      ended: [
        closes === undefined
          ? 'Ferjeavtalen er avslutta, og det som var att, er gjort opp.'
          : `Ferjeavtalen er avslutta. Det som er att, blir gjort opp ${closes}, når seine turar har fått tid til å kome inn.`,
      ],
    }),
    needed: { private: (limit) => `over ${limit}`, organisation: (limit) => `minst ${limit}` },
    left: (balance, agreed) => `${balance} att av ${agreed}`,
    less: (balance) => `${balance} på kontoen`,
    meter: (balance, agreed, percent) => `${balance} av ${agreed}, ${percent} prosent att`,
    lasts: (trips, each) =>
      `Rekk til om lag ${trips} turar til. Dei siste turane dine har kosta ${each} i snitt.`,
    lastsNone: 'Rekk ikkje til ein tur som dei siste du har hatt.',
    noTripsYet: 'Når du har reist nokre turar, ser du her kor mange saldoen rekk til.',
    refillAt: (balance, agreed, trips) =>
      `Faktura for påfyll kjem når det er ${balance} eller mindre att av ${agreed}${trips === undefined ? '' : `, etter om lag ${trips} turar`}.`,
    refillAsked: 'Faktura for påfyll er send. Han har ingen forfallsdato.',
    endsAt: {
      private: () => 'Rabatten fell bort når kontoen er tom. Turen som tømmer kontoen, får full ferjerabatt.',
      organisation: (limit) =>
        `Rabatten fell bort når det er mindre enn ${limit} att. Turen som går under grensa, får full ferjerabatt.`,
    },
    vehicles: 'Køyretøy på ferjeavtalen',
    tag: (number) => `Brikke ${number}`,
    noTag: 'Inga brikke',
    length: (metres) => `${metres} m`,
    card: {
      none: () => 'Ikkje noko ferjekort',
      ordered: () => 'Ferjekort bestilt',
      released: (number) => `Ferjekort ${number}`,
    },
    cardWarning: 'Utan ferjekort betaler køyretøyet full pris på samband der ein betaler med ferjekort.',
    andMore: (count) => `og ${count} til`,
    changeVehicles: 'Endre køyretøy',
    changeCards: 'Bestill eller sperr ferjekort',
    trips: 'Sjå ferjeturane',
    end: 'Avslutt ferjeavtalen',
    more: 'Meir om ferje',
    connections: 'Ferjesamband og prisar',
    questions: 'Spørsmål og svar om ferje',
    notices: 'Varsel på e-post og SMS',
    oldCard: 'Pengar på eit gammalt verdikort',
    oldCardWhy:
      'Verdikort frå før AutoPASS for ferje høyrer til reiarlaget som selde kortet. Spør reiarlaget om å få att det som står på det. Vi kan ikkje betale det ut. Kven som seglar sambandet, står under Ferjesamband.',
  },
  en: {
    heading: 'Ferry',
    none: 'You have no ferry agreement',
    noneWhy: [
      'With AutoPASS for ferje you pay an amount ahead, and trips are drawn from it with a discount. When little is left, you get an invoice to top it up.',
      'If you have a tag only, you get the discount the tag gives where tags are read.',
    ],
    become: 'Become a ferry customer',
    account: (number) => `Ferry account ${number}`,
    kind: { private: 'Private', organisation: 'Organisation' },
    states: {
      waiting: 'Waiting for the prepayment',
      active: 'The discount applies',
      lapsed: 'The discount has ended',
      blocked: 'Blocked',
      ended: 'Ended',
    },
    stateWhy: ({ needed, closes }) => ({
      waiting: [
        'The account opens when the whole prepayment has come in. You may pay all at once or in parts.',
        'Until then the ferry agreement gives no discount, and ferry cards you have ordered are not sent.',
      ],
      active: [],
      lapsed: [
        `Too little is left on the account: you get the discount of the ferry agreement when the balance is ${needed}. Pay what is left to pay below, and the discount is back when the payment is entered.`,
      ],
      blocked: [
        'The balance is below nothing. The ferry agreement is blocked and gives no discount until there is money on the account again, and it may be ended.',
        'Pay the top-up below, and the block is lifted when the payment is entered.',
      ],
      ended: [
        closes === undefined
          ? 'The ferry agreement has ended, and what was left has been settled.'
          : `The ferry agreement has ended. What is left is settled ${closes}, when late trips have had time to come in.`,
      ],
    }),
    needed: { private: (limit) => `above ${limit}`, organisation: (limit) => `at least ${limit}` },
    left: (balance, agreed) => `${balance} left of ${agreed}`,
    less: (balance) => `${balance} on the account`,
    meter: (balance, agreed, percent) => `${balance} of ${agreed}, ${percent} per cent left`,
    lasts: (trips, each) =>
      `Lasts for about ${trips} more trips. Your last trips have cost ${each} on average.`,
    lastsNone: 'Does not last for a trip like your last ones.',
    noTripsYet: 'When you have made some trips, you see here how many the balance lasts for.',
    refillAt: (balance, agreed, trips) =>
      `The invoice to top up comes when ${balance} or less is left of ${agreed}${trips === undefined ? '' : `, after about ${trips} trips`}.`,
    refillAsked: 'The invoice to top up has been sent. It has no due date.',
    endsAt: {
      private: () =>
        'The discount ends when the account is empty. The trip that empties it has the full ferry discount.',
      organisation: (limit) =>
        `The discount ends when less than ${limit} is left. The trip that goes below that has the full ferry discount.`,
    },
    vehicles: 'Vehicles on the ferry agreement',
    tag: (number) => `Tag ${number}`,
    noTag: 'No tag',
    length: (metres) => `${metres} m`,
    card: {
      none: () => 'No ferry card',
      ordered: () => 'Ferry card ordered',
      released: (number) => `Ferry card ${number}`,
    },
    cardWarning: 'Without a ferry card the vehicle pays full price where one pays by ferry card.',
    andMore: (count) => `and ${count} more`,
    changeVehicles: 'Change vehicles',
    changeCards: 'Order or block ferry cards',
    trips: 'See the ferry trips',
    end: 'End the ferry agreement',
    more: 'More about ferries',
    connections: 'Ferry connections and prices',
    questions: 'Questions and answers about ferries',
    notices: 'Notices by e-mail and SMS',
    oldCard: 'Money on an old value card',
    oldCardWhy:
      'Value cards from before AutoPASS for ferje belong to the ferry company that sold the card. Ask the ferry company for what is left on it. We cannot pay it out. The page of ferry connections says who sails where.',
  },
}
