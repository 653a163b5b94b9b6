import type { Language } from '#core/language.ts'
import { LOG_IN_TEXTS } from './log-in.ts'

/** Why an e-mail address or a telephone does not count yet. */
export type ContactFault =
  | 'no-email'
  | 'no-phone'
  | 'asked-too-often'
  | 'code-outlived'
  | 'wrong-code'
  | 'changes-paused'
  | 'log-in-anew'

export type AddressFault = 'no-street' | 'no-postal-code' | 'no-place' | 'no-country'

export type ProfileTexts = {
  readonly heading: string
  readonly about: string
  readonly notCustomer: string
  readonly link: string
  readonly who: string
  readonly name: string
  readonly organisationNumber: string
  readonly birth: string
  readonly birthUnknown: string
  readonly nameWhy: string
  readonly toContact: string
  readonly email: string
  readonly phone: string
  readonly phoneHint: string
  readonly nothing: string
  readonly now: (value: string) => string
  readonly unconfirmed: string
  readonly newEmail: string
  readonly newPhone: string
  readonly sendCode: string
  readonly codeSent: (to: string, minutes: number) => string
  readonly code: string
  readonly confirm: string
  readonly address: string
  readonly addressWhy: string
  readonly street: string
  readonly postalCode: string
  readonly place: string
  readonly country: string
  readonly countryHint: string
  readonly saveAddress: string
  readonly language: string
  readonly languageWhy: string
  readonly saveLanguage: string
  readonly saved: Readonly<Record<'e-mail' | 'phone' | 'address' | 'language' | 'code', string>>
  readonly faultsHeading: string
  readonly faults: Readonly<Record<ContactFault | AddressFault, string>>
}

export const PROFILE_TEXTS: Record<Language, ProfileTexts> = {
  nb: {
    heading: 'Profil',
    about: 'Her ser og endrer du hvordan selskapene når deg.',
    notCustomer: 'Du har ingen avtale her ennå, og derfor ingen profil.',
    link: 'Rediger profil',
    who: 'Hvem du er',
    name: 'Navn',
    organisationNumber: 'Organisasjonsnummer',
    birth: 'Fødselsdato',
    birthUnknown: 'Vi har ikke fødselsnummeret ditt.',
    nameWhy:
      'Navn og fødselsdato kan ikke endres her. Er noe feil, kontakter du selskapet du har avtale med.',
    toContact: 'Kontakt selskapet',
    email: 'E-post',
    phone: 'Telefon',
    phoneHint: 'Med landkode hvis nummeret ikke er norsk.',
    nothing: 'Ikke oppgitt.',
    now: (value) => `Nå: ${value}`,
    unconfirmed: 'Adressen er ikke bekreftet. Send en kode dit, eller skriv en annen adresse.',
    newEmail: 'Ny e-postadresse',
    newPhone: 'Nytt telefonnummer',
    sendCode: 'Send kode',
    codeSent: (to, minutes) => `Vi har sendt en kode til ${to}. Skriv den her innen ${minutes} minutter.`,
    code: 'Kode',
    confirm: 'Bekreft',
    address: 'Adresse',
    addressWhy: 'Hit kommer brev og brikker. Gjelder fra du lagrer, og vi sier fra dit du ble nådd før.',
    street: 'Gateadresse eller postboks',
    postalCode: 'Postnummer',
    place: 'Poststed',
    country: 'Land',
    countryHint: 'To bokstaver, for eksempel NO eller SE.',
    saveAddress: 'Lagre adressen',
    language: 'Språk',
    languageWhy: 'Språket vi skriver til deg på, og språket på disse sidene.',
    saveLanguage: 'Lagre språket',
    saved: {
      'e-mail': 'E-postadressen er bekreftet og lagret.',
      phone: 'Telefonnummeret er bekreftet og lagret.',
      address: 'Adressen er lagret.',
      language: 'Språket er lagret.',
      code: 'Koden er sendt.',
    },
    faultsHeading: 'Dette må rettes',
    faults: {
      'no-email': 'Skriv en e-postadresse, for eksempel navn@eksempel.no.',
      'no-phone': 'Skriv et telefonnummer, for eksempel 98 76 54 32 eller +46 70 123 45 67.',
      'asked-too-often': 'Vi har nettopp sendt koder dit. Vent litt før du ber om en ny.',
      'code-outlived': 'Koden gjelder ikke lenger. Be om en ny.',
      'wrong-code': 'Koden er feil. Sjekk den siste meldingen fra oss.',
      'changes-paused':
        'En avtale er nylig koblet til en ny bruker. Til det er trygt at det er riktig, står kontaktopplysningene stille. Prøv igjen om tre dager.',
      'log-in-anew': LOG_IN_TEXTS.nb.anewWhy,
      'no-street': 'Skriv gateadresse eller postboks.',
      'no-postal-code': 'Postnummer må ha 4 siffer.',
      'no-place': 'Skriv poststed.',
      'no-country': 'Land skrives med to bokstaver, for eksempel NO.',
    },
  },
  nn: {
    heading: 'Profil',
    about: 'Her ser og endrar du korleis selskapa når deg.',
    notCustomer: 'Du har ingen avtale her enno, og difor ingen profil.',
    link: 'Rediger profil',
    who: 'Kven du er',
    name: 'Namn',
    organisationNumber: 'Organisasjonsnummer',
    birth: 'Fødselsdato',
    birthUnknown: 'Vi har ikkje fødselsnummeret ditt.',
    nameWhy:
      'Namn og fødselsdato kan ikkje endrast her. Er det feil, kontaktar du selskapet du har avtale med.',
    toContact: 'Kontakt selskapet',
    email: 'E-post',
    phone: 'Telefon',
    phoneHint: 'Med landkode om nummeret ikkje er norsk.',
    nothing: 'Ikkje oppgjeven.',
    now: (value) => `No: ${value}`,
    unconfirmed: 'Adressa er ikkje stadfesta. Send ein kode dit, eller skriv ei anna adresse.',
    newEmail: 'Ny e-postadresse',
    newPhone: 'Nytt telefonnummer',
    sendCode: 'Send kode',
    codeSent: (to, minutes) => `Vi har sendt ein kode til ${to}. Skriv han her innan ${minutes} minutt.`,
    code: 'Kode',
    confirm: 'Stadfest',
    address: 'Adresse',
    addressWhy: 'Hit kjem brev og brikker. Gjeld frå du lagrar, og vi seier frå dit du vart nådd før.',
    street: 'Gateadresse eller postboks',
    postalCode: 'Postnummer',
    place: 'Poststad',
    country: 'Land',
    countryHint: 'To bokstavar, til dømes NO eller SE.',
    saveAddress: 'Lagre adressa',
    language: 'Språk',
    languageWhy: 'Språket vi skriv til deg på, og språket på desse sidene.',
    saveLanguage: 'Lagre språket',
    saved: {
      'e-mail': 'E-postadressa er stadfesta og lagra.',
      phone: 'Telefonnummeret er stadfesta og lagra.',
      address: 'Adressa er lagra.',
      language: 'Språket er lagra.',
      code: 'Koden er send.',
    },
    faultsHeading: 'Dette må rettast',
    faults: {
      'no-email': 'Skriv ei e-postadresse, til dømes namn@eksempel.no.',
      'no-phone': 'Skriv eit telefonnummer, til dømes 98 76 54 32 eller +46 70 123 45 67.',
      'asked-too-often': 'Vi har nett sendt kodar dit. Vent litt før du bed om ein ny.',
      'code-outlived': 'Koden gjeld ikkje lenger. Be om ein ny.',
      'wrong-code': 'Koden er feil. Sjekk den siste meldinga frå oss.',
      'changes-paused':
        'Ein avtale er nyleg kopla til ein ny brukar. Til det er trygt at det er rett, står kontaktopplysningane stille. Prøv igjen om tre dagar.',
      'log-in-anew': LOG_IN_TEXTS.nn.anewWhy,
      'no-street': 'Skriv gateadresse eller postboks.',
      'no-postal-code': 'Postnummer må ha 4 siffer.',
      'no-place': 'Skriv poststad.',
      'no-country': 'Land skriv ein med to bokstavar, til dømes NO.',
    },
  },
  en: {
    heading: 'Profile',
    about: 'Here you see and change how the companies reach you.',
    notCustomer: 'You have no agreement here yet, and so no profile.',
    link: 'Edit profile',
    who: 'Who you are',
    name: 'Name',
    organisationNumber: 'Organisation number',
    birth: 'Date of birth',
    birthUnknown: 'We do not have your national identity number.',
    nameWhy:
      'Name and date of birth cannot be changed here. If something is wrong, contact the company you have an agreement with.',
    toContact: 'Contact the company',
    email: 'E-mail',
    phone: 'Telephone',
    phoneHint: 'With a country code if the number is not Norwegian.',
    nothing: 'Not given.',
    now: (value) => `Now: ${value}`,
    unconfirmed: 'The address is not confirmed. Send a code there, or enter another address.',
    newEmail: 'New e-mail address',
    newPhone: 'New telephone number',
    sendCode: 'Send code',
    codeSent: (to, minutes) => `We have sent a code to ${to}. Write it here within ${minutes} minutes.`,
    code: 'Code',
    confirm: 'Confirm',
    address: 'Address',
    addressWhy:
      'Letters and tags come here. It holds from when you save it, and we tell where you were reached before.',
    street: 'Street address or post box',
    postalCode: 'Post code',
    place: 'Town',
    country: 'Country',
    countryHint: 'Two letters, such as NO or SE.',
    saveAddress: 'Save the address',
    language: 'Language',
    languageWhy: 'The language we write to you in, and that of these pages.',
    saveLanguage: 'Save the language',
    saved: {
      'e-mail': 'The e-mail address is confirmed and saved.',
      phone: 'The telephone number is confirmed and saved.',
      address: 'The address is saved.',
      language: 'The language is saved.',
      code: 'The code has been sent.',
    },
    faultsHeading: 'This must be put right',
    faults: {
      'no-email': 'Write an e-mail address, such as name@example.no.',
      'no-phone': 'Write a telephone number, such as 98 76 54 32 or +46 70 123 45 67.',
      'asked-too-often': 'We have just sent codes there. Wait a little before you ask for another.',
      'code-outlived': 'The code is no longer valid. Ask for a new one.',
      'wrong-code': 'The code is wrong. Check the last message from us.',
      'changes-paused':
        'An agreement has just been linked to a new user. Until it is safe that this is right, contact details stay as they are. Try again in three days.',
      'log-in-anew': LOG_IN_TEXTS.en.anewWhy,
      'no-street': 'Write a street address or a post box.',
      'no-postal-code': 'A post code must have 4 digits.',
      'no-place': 'Write the town.',
      'no-country': 'The country is written with two letters, such as NO.',
    },
  },
}
