import type { Language } from '#core/language.ts'

export type PrivacySection = {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly list?: readonly string[]
}

export type PrivacyTexts = {
  readonly heading: string
  readonly introduction: string
  readonly sections: readonly PrivacySection[]
  readonly cookiesHeading: string
  /** Minutes without a request, and hours at most, before a session is over. */
  readonly cookies: (idleMinutes: number, longestHours: number) => string
}

/**
 * What the privacy page tells: what is stored, why, for how long, and what one can demand (terms 5.1–5.9). An
 * installation's owner has a declaration of its own, and that goes before this page.
 */
export const PRIVACY_TEXTS: Record<Language, PrivacyTexts> = {
  nb: {
    heading: 'Personvern',
    introduction:
      'Her står det hva bompengeselskapet ditt lagrer om deg, hvorfor, hvor lenge, og hva du kan kreve. Selskapets egen personvernerklæring går foran denne siden.',
    sections: [
      {
        heading: 'Hvem som har ansvaret',
        paragraphs: [
          'Bompengeselskapet du har avtale med, og Statens vegvesen, er ansvarlige sammen. Henvend deg til selskapet. Navnet står på hver faktura.',
        ],
      },
      {
        heading: 'Hva som lagres',
        list: [
          'Navn, adresse, e-post og telefon. Fødselsnummer eller D-nummer ligger kryptert.',
          'Avtalene dine, med nummer og datoer.',
          'Brikkene og kjøretøyene dine, og det kjøretøyregisteret vet om dem som prisen avhenger av.',
          'Passeringene: når, hvor, om brikken eller kjennemerket ble lest, hva hver av dem koster, og hvorfor.',
          'Fakturaene og betalingene.',
        ],
        paragraphs: ['Bilder fra bomstasjonene ligger ikke her, bare en henvisning til dem.'],
      },
      {
        heading: 'Hvorfor',
        paragraphs: [
          'For å kreve inn bompenger: finne hvem en passering hører til, regne ut prisen, sende faktura og ta imot betalingen. Grunnlaget er personvernforordningen artikkel 6 nr. 1 bokstav e og vegloven § 27 femte ledd.',
          'Min side viser deg det samme, så du kan følge med og ordne ting selv.',
        ],
      },
      {
        heading: 'Hvor lenge',
        list: [
          'Fakturaer og betalinger: fem år etter at regnskapsåret er slutt, som bokføringsloven krever.',
          'Avtale og kontaktopplysninger: så lenge du er kunde, og etterpå så lenge noen kan ha noe å kreve. Krav på penger tilbake faller bort etter tre år.',
          'Tid og sted for passeringer: så lenge de trengs til pris, faktura og klage. Fristen står i selskapets personvernerklæring.',
          'Har du avtale med sletting, slettes passeringen straks den er belastet. Da kan ingen finne den fram igjen, heller ikke om du klager.',
        ],
      },
      {
        heading: 'Hvem som kan få opplysninger',
        list: [
          'Bompengeselskaper og fergeselskaper der du kjører, også i utlandet, og de som utfører arbeid for dem.',
          'Politiet, tollvesenet og kontrollen i Statens vegvesen: brikkenummeret, og kjennemerket når kjøretøyet er på mer enn 3500 kg.',
          'Andre når lov eller forskrift gir adgang, for eksempel politiet i en straffesak, eller statistikk og forskning.',
        ],
      },
      {
        heading: 'Hva du kan kreve',
        list: [
          'Innsyn i det som er lagret om deg (personvernforordningen artikkel 15).',
          'Retting av det som er feil eller mangler (artikkel 16).',
          'Sletting av det som ikke lenger må lagres (artikkel 17).',
          'At selskapet vurderer på nytt om det kan bruke opplysningene, når du protesterer (artikkel 21).',
        ],
        paragraphs: ['Får du ikke det du mener du har krav på, kan du klage til Datatilsynet.'],
      },
    ],
    cookiesHeading: 'Informasjonskapsler',
    cookies: (minutes, hours) =>
      `Min side bruker bare kapsler som må til: én som husker språket i et år, og tre som hører til innloggingen. Du blir logget ut etter ${minutes} minutter uten aktivitet, og alltid etter ${hours} timer. Ingen følger deg, og ingenting hentes fra andre nettsteder.`,
  },
  nn: {
    heading: 'Personvern',
    introduction:
      'Her står det kva bompengeselskapet ditt lagrar om deg, kvifor, kor lenge, og kva du kan krevje. Personvernerklæringa til selskapet går føre denne sida.',
    sections: [
      {
        heading: 'Kven som har ansvaret',
        paragraphs: [
          'Bompengeselskapet du har avtale med, og Statens vegvesen, er ansvarlege saman. Vend deg til selskapet. Namnet står på kvar faktura.',
        ],
      },
      {
        heading: 'Kva som blir lagra',
        list: [
          'Namn, adresse, e-post og telefon. Fødselsnummer eller D-nummer ligg kryptert.',
          'Avtalane dine, med nummer og datoar.',
          'Brikkene og køyretøya dine, og det køyretøyregisteret veit om dei som prisen er avhengig av.',
          'Passeringane: når, kvar, om brikka eller kjennemerket vart lese, kva kvar av dei kostar, og kvifor.',
          'Fakturaene og betalingane.',
        ],
        paragraphs: ['Bilete frå bomstasjonane ligg ikkje her, berre ei tilvising til dei.'],
      },
      {
        heading: 'Kvifor',
        paragraphs: [
          'For å krevje inn bompengar: finne kven ei passering høyrer til, rekne ut prisen, sende faktura og ta imot betalinga. Grunnlaget er personvernforordninga artikkel 6 nr. 1 bokstav e og veglova § 27 femte ledd.',
          'Mi side viser deg det same, så du kan følgje med og ordne ting sjølv.',
        ],
      },
      {
        heading: 'Kor lenge',
        list: [
          'Fakturaer og betalingar: fem år etter at rekneskapsåret er slutt, som bokføringslova krev.',
          'Avtale og kontaktopplysningar: så lenge du er kunde, og etterpå så lenge nokon kan ha noko å krevje. Krav på pengar tilbake fell bort etter tre år.',
          'Tid og stad for passeringar: så lenge dei trengst til pris, faktura og klage. Fristen står i personvernerklæringa til selskapet.',
          'Har du avtale med sletting, blir passeringa sletta straks ho er belasta. Då kan ingen finne henne fram att, heller ikkje om du klagar.',
        ],
      },
      {
        heading: 'Kven som kan få opplysningar',
        list: [
          'Bompengeselskap og ferjeselskap der du køyrer, også i utlandet, og dei som gjer arbeid for dei.',
          'Politiet, tollvesenet og kontrollen i Statens vegvesen: brikkenummeret, og kjennemerket når køyretøyet er på meir enn 3500 kg.',
          'Andre når lov eller forskrift gir høve til det, til dømes politiet i ei straffesak, eller statistikk og forsking.',
        ],
      },
      {
        heading: 'Kva du kan krevje',
        list: [
          'Innsyn i det som er lagra om deg (personvernforordninga artikkel 15).',
          'Retting av det som er feil eller manglar (artikkel 16).',
          'Sletting av det som ikkje lenger må lagrast (artikkel 17).',
          'At selskapet vurderer på nytt om det kan bruke opplysningane, når du protesterer (artikkel 21).',
        ],
        paragraphs: ['Får du ikkje det du meiner du har krav på, kan du klage til Datatilsynet.'],
      },
    ],
    cookiesHeading: 'Informasjonskapslar',
    cookies: (minutes, hours) =>
      `Mi side bruker berre kapslar som må til: éin som hugsar språket i eit år, og tre som høyrer til innlogginga. Du blir logga ut etter ${minutes} minutt utan aktivitet, og alltid etter ${hours} timar. Ingen følgjer deg, og ingenting blir henta frå andre nettstader.`,
  },
  en: {
    heading: 'Privacy',
    introduction:
      'This page says what your toll company stores about you, why, for how long, and what you can demand. The privacy declaration of the company itself goes before this page.',
    sections: [
      {
        heading: 'Who is responsible',
        paragraphs: [
          'The toll company you have an agreement with and the Norwegian Public Roads Administration are responsible together. Turn to the company. Its name stands on every invoice.',
        ],
      },
      {
        heading: 'What is stored',
        list: [
          'Name, address, e-mail and telephone. A national identity number or D-number is stored encrypted.',
          'Your agreements, with numbers and dates.',
          'Your tags and vehicles, and what the vehicle register knows of them that the price depends on.',
          'The passages: when, where, whether the tag or the number plate was read, what each of them costs, and why.',
          'The invoices and payments.',
        ],
        paragraphs: ['Pictures from the toll stations are not stored here, only a reference to them.'],
      },
      {
        heading: 'Why',
        paragraphs: [
          'To collect tolls: to find whose a passage is, work out its price, send an invoice and take the payment. The ground is article 6(1)(e) of the General Data Protection Regulation and section 27 of the Norwegian Road Act.',
          'Min side shows you the same, so that you can follow it and settle things yourself.',
        ],
      },
      {
        heading: 'For how long',
        list: [
          'Invoices and payments: five years after the end of the accounting year, as the Norwegian Bookkeeping Act demands.',
          'Agreement and contact details: as long as you are a customer, and afterwards as long as anybody may have a claim. Claims for money back lapse after three years.',
          'Time and place of passages: as long as they are needed for price, invoice and complaint. The limit stands in the privacy declaration of the company.',
          'If your agreement is one with deletion, a passage is deleted as soon as it is charged. Nobody can then find it again, not even if you complain.',
        ],
      },
      {
        heading: 'Who may be told',
        list: [
          'Toll companies and ferry companies where you drive, also abroad, and those who do work for them.',
          'The police, the customs and the roadside control of the Public Roads Administration: the tag number, and the number plate when the vehicle is over 3500 kg.',
          'Others when the law allows it, such as the police in a criminal case, or statistics and research.',
        ],
      },
      {
        heading: 'What you can demand',
        list: [
          'To see what is stored about you (General Data Protection Regulation, article 15).',
          'To have put right what is wrong or missing (article 16).',
          'To have deleted what need no longer be stored (article 17).',
          'That the company considers anew whether it may use the information, when you object (article 21).',
        ],
        paragraphs: [
          'If you do not get what you think you are entitled to, you can complain to Datatilsynet, the Norwegian Data Protection Authority.',
        ],
      },
    ],
    cookiesHeading: 'Cookies',
    cookies: (minutes, hours) =>
      `Min side uses only the cookies it must: one that remembers the language for a year, and three that belong to the log-in. You are logged out after ${minutes} minutes without activity, and always after ${hours} hours. Nobody follows you, and nothing is fetched from other sites.`,
  },
}
