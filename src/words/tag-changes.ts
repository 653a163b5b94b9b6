import type { Language } from '#core/language.ts'

/** Why something done with a tag is not undone. */
export type UndoRefusal =
  | 'unknown-change'
  | 'not-undoable'
  | 'undone-already'
  | 'too-late-to-undo'
  | 'changed-since'

export const UNDO_REFUSALS: Record<Language, Readonly<Record<UndoRefusal, string>>> = {
  nb: {
    'unknown-change': 'Vi finner ikke endringen.',
    'not-undoable': 'Denne endringen kan ikke angres her. Kontakt oss hvis noe ble feil.',
    'undone-already': 'Endringen er angret.',
    'too-late-to-undo': 'Fristen for å angre var ut den dagen endringen ble gjort.',
    'changed-since':
      'Brikken, kjøretøyet eller avtalen er endret på nytt etter dette, så endringen kan ikke angres.',
  },
  nn: {
    'unknown-change': 'Vi finn ikkje endringa.',
    'not-undoable': 'Denne endringa kan ikkje angrast her. Kontakt oss om noko vart feil.',
    'undone-already': 'Endringa er angra.',
    'too-late-to-undo': 'Fristen for å angre var ut den dagen endringa vart gjord.',
    'changed-since':
      'Brikka, køyretøyet eller avtalen er endra på nytt etter dette, så endringa kan ikkje angrast.',
  },
  en: {
    'unknown-change': 'We cannot find the change.',
    'not-undoable': 'This change cannot be undone here. Contact us if something went wrong.',
    'undone-already': 'The change has been undone.',
    'too-late-to-undo': 'It could be undone until the end of the day it was made.',
    'changed-since':
      'The tag, the vehicle or the agreement has been changed again since, so this cannot be undone.',
  },
}

/** What a customer does with a tag or a vehicle. */
export type ChangeKind =
  | 'moved'
  | 'mounted'
  | 'kept'
  | 'settled'
  | 'sold'
  | 'lost'
  | 'stolen'
  | 'damaged'
  | 'returned'

const nb = {
  done: {
    moved: 'Brikken er flyttet',
    mounted: 'Brikken er satt i kjøretøyet',
    kept: 'Kjøretøyet er fjernet',
    settled: 'Kjøretøyet er fjernet',
    sold: 'Salget er meldt',
    lost: 'Brikken er meldt mistet',
    stolen: 'Brikken er meldt stjålet',
    damaged: 'Brikken er meldt skadet',
    returned: 'Brikken er meldt sendt tilbake',
  } as Record<ChangeKind, string>,
  undone: 'Endringen er angret',
  undoneAbout: 'Alt er som det var før endringen.',
  tag: 'Brikke',
  fromVehicle: 'Kjøretøy',
  toVehicle: 'Nytt kjøretøy',
  agreement: 'Avtale',
  holdsFrom: 'Gjelder fra',
  madeAt: 'Meldt',
  difference: 'Passeringer siden da',
  notYet: 'De blir priset på nytt. Se på denne siden igjen om litt.',
  same: 'Prisene er de samme som før.',
  more: (amount: string) => `De koster ${amount} mer enn før. Det kommer på neste faktura.`,
  less: (amount: string) => `De koster ${amount} mindre enn før. Du får det tilbake på neste faktura.`,
  deposit: 'Depositum tilbake',
  depositWhen: (amount: string) => `${amount}, bokført når dagen er over`,
  depositNow: (amount: string) => amount,
  endedWith: (companies: string) => `Tilleggsavtalene med ${companies} sluttet samtidig.`,
  waiting: 'Brikken er på vent. Du kan sette den i et annet kjøretøy når du vil.',
  sendBack: 'Send brikken tilbake til selskapet når du kan.',
  order: 'Du kan bestille en ny brikke til kjøretøyet.',
  undo: 'Angre',
  undoAbout: 'Du kan angre ut dagen.',
  notified: 'Er noen andre registrert som eier av det nye kjøretøyet, får de brev om det.',
}

export type TagChangeTexts = typeof nb

/** The receipt of what was done with a tag or a vehicle. */
export const TAG_CHANGE_TEXTS: Record<Language, TagChangeTexts> = {
  nb,
  nn: {
    done: {
      moved: 'Brikka er flytta',
      mounted: 'Brikka er sett i køyretøyet',
      kept: 'Køyretøyet er fjerna',
      settled: 'Køyretøyet er fjerna',
      sold: 'Salet er meldt',
      lost: 'Brikka er meld mista',
      stolen: 'Brikka er meld stolen',
      damaged: 'Brikka er meld skadd',
      returned: 'Brikka er meld send tilbake',
    },
    undone: 'Endringa er angra',
    undoneAbout: 'Alt er som det var før endringa.',
    tag: 'Brikke',
    fromVehicle: 'Køyretøy',
    toVehicle: 'Nytt køyretøy',
    agreement: 'Avtale',
    holdsFrom: 'Gjeld frå',
    madeAt: 'Meldt',
    difference: 'Passeringar sidan då',
    notYet: 'Dei blir prisa på nytt. Sjå på denne sida igjen om litt.',
    same: 'Prisane er dei same som før.',
    more: (amount) => `Dei kostar ${amount} meir enn før. Det kjem på neste faktura.`,
    less: (amount) => `Dei kostar ${amount} mindre enn før. Du får det tilbake på neste faktura.`,
    deposit: 'Depositum tilbake',
    depositWhen: (amount) => `${amount}, bokført når dagen er over`,
    depositNow: (amount) => amount,
    endedWith: (companies) => `Tilleggsavtalane med ${companies} slutta samtidig.`,
    waiting: 'Brikka er på vent. Du kan setje ho i eit anna køyretøy når du vil.',
    sendBack: 'Send brikka tilbake til selskapet når du kan.',
    order: 'Du kan tinge ei ny brikke til køyretøyet.',
    undo: 'Angre',
    undoAbout: 'Du kan angre ut dagen.',
    notified: 'Er nokon andre registrert som eigar av det nye køyretøyet, får dei brev om det.',
  },
  en: {
    done: {
      moved: 'The tag is moved',
      mounted: 'The tag is in the vehicle',
      kept: 'The vehicle is removed',
      settled: 'The vehicle is removed',
      sold: 'The sale is reported',
      lost: 'The tag is reported lost',
      stolen: 'The tag is reported stolen',
      damaged: 'The tag is reported damaged',
      returned: 'The tag is reported sent back',
    },
    undone: 'The change is undone',
    undoneAbout: 'All is as it was before.',
    tag: 'Tag',
    fromVehicle: 'Vehicle',
    toVehicle: 'New vehicle',
    agreement: 'Agreement',
    holdsFrom: 'Holds from',
    madeAt: 'Reported',
    difference: 'Passages since then',
    notYet: 'They are being priced again. Look at this page again in a little while.',
    same: 'The prices are the same as before.',
    more: (amount) => `They cost ${amount} more than before. It comes on your next invoice.`,
    less: (amount) => `They cost ${amount} less than before. You get it back on your next invoice.`,
    deposit: 'Deposit back',
    depositWhen: (amount) => `${amount}, booked when the day is over`,
    depositNow: (amount) => amount,
    endedWith: (companies) => `The supplementary agreements with ${companies} ended at the same time.`,
    waiting: 'The tag waits. You can put it in another vehicle when you like.',
    sendBack: 'Send the tag back to the company when you can.',
    order: 'You can order a new tag for the vehicle.',
    undo: 'Undo',
    undoAbout: 'You can undo it until the end of the day.',
    notified: 'If somebody else is registered as the owner of the new vehicle, they are told by letter.',
  },
}
