import type { Language } from '#core/language.ts'

export type ContactTexts = {
  readonly heading: string
  readonly introduction: string
  readonly company: string
  readonly choose: string
  readonly show: string
  readonly unknown: string
  readonly phone: string
  readonly email: string
  readonly website: string
  readonly address: string
  readonly place: string
  readonly organisationNumber: string
  readonly nothingKnown: string
  readonly mayHaveChanged: string
  readonly source: string
  readonly whom: string
  /** Terms 6.1. */
  readonly whomText: readonly { readonly what: string; readonly who: string }[]
  readonly ready: string
  readonly logInHelp: string
  readonly privacy: string
}

/** Whom to ask of what, and how each company is reached. */
export const CONTACT_TEXTS: Record<Language, ContactTexts> = {
  nb: {
    heading: 'Kontakt',
    introduction: 'Det er bompengeselskapene som svarer på spørsmål. Velg selskapet du vil nå.',
    company: 'Selskap',
    choose: 'Velg selskap',
    show: 'Vis kontaktopplysninger',
    unknown: 'Vi kjenner ikke dette selskapet. Velg et fra listen.',
    phone: 'Telefon',
    email: 'E-post',
    website: 'Nettsted',
    address: 'Adresse',
    place: 'Sted',
    organisationNumber: 'Organisasjonsnummer',
    nothingKnown: 'Vi har ingen kontaktopplysninger for dette selskapet.',
    mayHaveChanged:
      'Det vi ikke vet, står ikke her. Noe kan være endret siden; nettstedet til selskapet er sikrest.',
    source: 'Kilde:',
    whom: 'Hvem spør du om hva?',
    whomText: [
      {
        what: 'Brikken: tapt, stjålet, skadet, flyttet eller levert tilbake',
        who: 'Selskapet du har hovedavtale med. Det er det som ga deg brikken.',
      },
      {
        what: 'Tilleggsavtale',
        who: 'Selskapet du har gjort tilleggsavtalen med.',
      },
      {
        what: 'En faktura, en betaling eller en purring',
        who: 'Selskapet som har sendt den. Navnet står øverst på fakturaen.',
      },
      {
        what: 'En passering, en pris eller en klage',
        who: 'Selskapet som har sendt deg fakturaen for passeringen.',
      },
      {
        what: 'Kjøretøyet er solgt',
        who: 'Selskapet du har avtale med, så du ikke betaler for den nye eieren.',
      },
    ],
    ready: 'Ha nummeret på avtalen, fakturaen eller brikken klart.',
    logInHelp: 'Hjelp til innlogging',
    privacy: 'Personvern: hva som er lagret om deg, og hva du kan kreve',
  },
  nn: {
    heading: 'Kontakt',
    introduction: 'Det er bompengeselskapa som svarer på spørsmål. Vel selskapet du vil nå.',
    company: 'Selskap',
    choose: 'Vel selskap',
    show: 'Vis kontaktopplysningar',
    unknown: 'Vi kjenner ikkje dette selskapet. Vel eit frå lista.',
    phone: 'Telefon',
    email: 'E-post',
    website: 'Nettstad',
    address: 'Adresse',
    place: 'Stad',
    organisationNumber: 'Organisasjonsnummer',
    nothingKnown: 'Vi har ingen kontaktopplysningar for dette selskapet.',
    mayHaveChanged:
      'Det vi ikkje veit, står ikkje her. Noko kan vere endra sidan; nettstaden til selskapet er sikrast.',
    source: 'Kjelde:',
    whom: 'Kven spør du om kva?',
    whomText: [
      {
        what: 'Brikka: tapt, stolen, skadd, flytt eller levert tilbake',
        who: 'Selskapet du har hovudavtale med. Det er det som gav deg brikka.',
      },
      {
        what: 'Tilleggsavtale',
        who: 'Selskapet du har gjort tilleggsavtalen med.',
      },
      {
        what: 'Ein faktura, ei betaling eller ei purring',
        who: 'Selskapet som har sendt han eller henne. Namnet står øvst på fakturaen.',
      },
      {
        what: 'Ei passering, ein pris eller ein klage',
        who: 'Selskapet som har sendt deg fakturaen for passeringa.',
      },
      {
        what: 'Køyretøyet er selt',
        who: 'Selskapet du har avtale med, så du ikkje betaler for den nye eigaren.',
      },
    ],
    ready: 'Ha nummeret på avtalen, fakturaen eller brikka klart.',
    logInHelp: 'Hjelp til innlogging',
    privacy: 'Personvern: kva som er lagra om deg, og kva du kan krevje',
  },
  en: {
    heading: 'Contact',
    introduction: 'The toll companies answer questions. Choose the company you want to reach.',
    company: 'Company',
    choose: 'Choose a company',
    show: 'Show contact details',
    unknown: 'We do not know this company. Choose one from the list.',
    phone: 'Telephone',
    email: 'E-mail',
    website: 'Website',
    address: 'Address',
    place: 'Place',
    organisationNumber: 'Organisation number',
    nothingKnown: 'We have no contact details for this company.',
    mayHaveChanged:
      'What we do not know is not here. Something may have changed since; the company’s own website is surest.',
    source: 'Source:',
    whom: 'Whom do you ask about what?',
    whomText: [
      {
        what: 'The tag: lost, stolen, damaged, moved or handed in',
        who: 'The company you have your main agreement with. It is the one that gave you the tag.',
      },
      {
        what: 'A supplementary agreement',
        who: 'The company you made it with.',
      },
      {
        what: 'An invoice, a payment or a reminder',
        who: 'The company that sent it. Its name is at the top of the invoice.',
      },
      {
        what: 'A passage, a price or a complaint',
        who: 'The company that sent you the invoice for the passage.',
      },
      {
        what: 'The vehicle is sold',
        who: 'The company you have an agreement with, so that you do not pay for the new owner.',
      },
    ],
    ready: 'Have the number of the agreement, the invoice or the tag at hand.',
    logInHelp: 'Help with logging in',
    privacy: 'Privacy: what is stored about you, and what you can demand',
  },
}
