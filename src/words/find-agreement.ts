import type { Language } from '#core/language.ts'

export type FindFault =
  | 'email-missing'
  | 'not-an-email'
  | 'number-missing'
  | 'plate-missing'
  | 'code-missing'
  | 'wrong-code'
  | 'code-outlived'
  | 'try-later'
  | 'nothing-chosen'

export type FindAgreementTexts = {
  readonly heading: string
  readonly about: string
  readonly byEmail: string
  readonly byEmailWhat: string
  readonly email: string
  readonly sendCode: string
  readonly byNumber: string
  readonly byNumberWhat: string
  readonly number: string
  readonly numberAbout: string
  readonly plate: string
  readonly plateAbout: string
  readonly sendLetter: string
  readonly haveLetter: string
  readonly haveLetterWhat: string
  readonly codeHeading: string
  readonly codeSent: (email: string) => string
  readonly code: string
  readonly codeAbout: string
  readonly letterCode: string
  readonly showAgreements: string
  readonly linkByLetter: string
  readonly offerHeading: string
  readonly offerAbout: string
  readonly offerLegend: string
  readonly agreement: (number: string, issuer: string) => string
  readonly linkChosen: string
  readonly nothing: string
  readonly letterHeading: string
  readonly letterSent: readonly string[]
  readonly doneHeading: string
  readonly linked: (count: number) => string
  readonly told: string
  readonly whyNot: string
  readonly reasons: readonly string[]
  readonly toOverview: string
  readonly tryOther: string
  readonly newAgreement: string
  readonly onlySelf: string
  readonly onlySelfWhy: string
  readonly faultsHeading: string
  readonly faults: Readonly<Record<FindFault, string>>
}

export const FIND_AGREEMENT_TEXTS: Record<Language, FindAgreementTexts> = {
  nb: {
    heading: 'Finn avtale',
    about:
      'En avtale som er laget med fødselsnummeret ditt, kommer fram av seg selv. Her finner du de andre. Vi må være sikre på at avtalen er din, så vi sender en kode dit bare du skal kunne lese den.',
    byEmail: 'Med e-postadresse',
    byEmailWhat: 'Bruk adressen du ga opp da avtalen ble laget. Du må kunne lese e-posten der nå.',
    email: 'E-postadresse',
    sendCode: 'Send kode på e-post',
    byNumber: 'Med avtalenummer og kjøretøy',
    byNumberWhat: 'Vi sender et brev med en kode til adressen avtalen står på. Det tar noen dager.',
    number: 'Avtalenummer',
    numberAbout: 'Kundenummeret eller avtalenummeret på fakturaen.',
    plate: 'Registreringsnummer',
    plateAbout: 'Et kjøretøy som står på avtalen nå.',
    sendLetter: 'Send kode i brev',
    haveLetter: 'Jeg har fått koden i brev',
    haveLetterWhat: 'Koden virker for den som spurte etter den, i 30 dager.',
    codeHeading: 'Skriv inn koden',
    codeSent: (email) => `Vi har sendt en e-post til ${email}.`,
    code: 'Kode fra e-posten',
    codeAbout: 'Koden virker i ti minutter, én gang, og bare her du spurte etter den.',
    letterCode: 'Kode fra brevet',
    showAgreements: 'Vis avtalene',
    linkByLetter: 'Koble avtalen til meg',
    offerHeading: 'Disse avtalene kan kobles til deg',
    offerAbout: 'Ingenting er koblet ennå. Velg dem som er dine.',
    offerLegend: 'Avtaler',
    agreement: (number, issuer) => `Avtale ${number} hos ${issuer}`,
    linkChosen: 'Koble de valgte til meg',
    nothing: 'Vi fant ingen avtale som kan kobles til deg med denne adressen.',
    letterHeading: 'Vi har tatt imot det du skrev',
    letterSent: [
      'Hvis nummeret og kjøretøyet hører sammen, og avtalen kan kobles til deg, sender vi et brev med en kode til adressen den står på.',
      'Brevet bruker noen dager. Når det kommer, logger du inn her og skriver koden.',
    ],
    doneHeading: 'Ferdig',
    linked: (count) =>
      count === 0
        ? 'Ingen avtale ble koblet til deg.'
        : count === 1
          ? 'Én avtale er koblet til deg.'
          : `${count} avtaler er koblet til deg.`,
    told: 'Vi har sagt fra til alle adresser som avtalen hadde før. De neste 72 timene kan verken adresser eller utbetalingskonto endres, og den som fikk beskjeden, kan angre koblingen.',
    whyNot: 'Mangler du en avtale?',
    reasons: [
      'Avtalen er laget med et fødselsnummer. Da ser bare den personen den, etter innlogging med ID-porten.',
      'Avtalen hører til en bruker som logger inn med e-post og passord. Da ser bare den brukeren den.',
      'Avtalen tilhører en virksomhet. Da logger du inn og velger virksomheten.',
      'Avtalen står på en annen e-postadresse, eller uten adresse.',
      'Avtalen er avsluttet, eller hos et selskap som ikke bruker denne tjenesten.',
    ],
    toOverview: 'Gå til oversikten',
    tryOther: 'Prøv en annen måte',
    newAgreement: 'Opprett ny avtale',
    onlySelf: 'Bytt til deg selv for å finne private avtaler',
    onlySelfWhy:
      'Avtalene til en virksomhet kommer fram av seg selv når du handler på vegne av den. De kan ikke kobles på andre måter.',
    faultsHeading: 'Rett opp en feil',
    faults: {
      'email-missing': 'E-postadresse må fylles ut.',
      'not-an-email': 'E-postadresse må se ut som navn@eksempel.no.',
      'number-missing': 'Avtalenummer må fylles ut.',
      'plate-missing': 'Registreringsnummer må fylles ut.',
      'code-missing': 'Koden må fylles ut.',
      'wrong-code': 'Koden stemmer ikke. Sjekk at det er den nyeste.',
      'code-outlived': 'Koden virker ikke lenger. Be om en ny.',
      'try-later': 'Det er prøvd for mange ganger på kort tid. Vent litt, og prøv igjen.',
      'nothing-chosen': 'Velg minst én avtale.',
    },
  },
  nn: {
    heading: 'Finn avtale',
    about:
      'Ein avtale som er laga med fødselsnummeret ditt, kjem fram av seg sjølv. Her finn du dei andre. Vi må vere sikre på at avtalen er din, så vi sender ein kode dit berre du skal kunne lese han.',
    byEmail: 'Med e-postadresse',
    byEmailWhat: 'Bruk adressa du gav opp då avtalen vart laga. Du må kunne lese e-posten der no.',
    email: 'E-postadresse',
    sendCode: 'Send kode på e-post',
    byNumber: 'Med avtalenummer og køyretøy',
    byNumberWhat: 'Vi sender eit brev med ein kode til adressa avtalen står på. Det tek nokre dagar.',
    number: 'Avtalenummer',
    numberAbout: 'Kundenummeret eller avtalenummeret på fakturaen.',
    plate: 'Registreringsnummer',
    plateAbout: 'Eit køyretøy som står på avtalen no.',
    sendLetter: 'Send kode i brev',
    haveLetter: 'Eg har fått koden i brev',
    haveLetterWhat: 'Koden verkar for den som spurde etter han, i 30 dagar.',
    codeHeading: 'Skriv inn koden',
    codeSent: (email) => `Vi har sendt ein e-post til ${email}.`,
    code: 'Kode frå e-posten',
    codeAbout: 'Koden verkar i ti minutt, éin gong, og berre her du spurde etter han.',
    letterCode: 'Kode frå brevet',
    showAgreements: 'Vis avtalane',
    linkByLetter: 'Kople avtalen til meg',
    offerHeading: 'Desse avtalane kan koplast til deg',
    offerAbout: 'Ingenting er kopla enno. Vel dei som er dine.',
    offerLegend: 'Avtalar',
    agreement: (number, issuer) => `Avtale ${number} hos ${issuer}`,
    linkChosen: 'Kople dei valde til meg',
    nothing: 'Vi fann ingen avtale som kan koplast til deg med denne adressa.',
    letterHeading: 'Vi har teke imot det du skreiv',
    letterSent: [
      'Om nummeret og køyretøyet høyrer saman, og avtalen kan koplast til deg, sender vi eit brev med ein kode til adressa han står på.',
      'Brevet bruker nokre dagar. Når det kjem, loggar du inn her og skriv koden.',
    ],
    doneHeading: 'Ferdig',
    linked: (count) =>
      count === 0
        ? 'Ingen avtale vart kopla til deg.'
        : count === 1
          ? 'Éin avtale er kopla til deg.'
          : `${count} avtalar er kopla til deg.`,
    told: 'Vi har sagt frå til alle adresser som avtalen hadde før. Dei neste 72 timane kan verken adresser eller utbetalingskonto endrast, og den som fekk beskjeden, kan angre koplinga.',
    whyNot: 'Manglar du ein avtale?',
    reasons: [
      'Avtalen er laga med eit fødselsnummer. Då ser berre den personen han, etter innlogging med ID-porten.',
      'Avtalen høyrer til ein brukar som loggar inn med e-post og passord. Då ser berre den brukaren han.',
      'Avtalen høyrer til ei verksemd. Då loggar du inn og vel verksemda.',
      'Avtalen står på ei anna e-postadresse, eller utan adresse.',
      'Avtalen er avslutta, eller hos eit selskap som ikkje bruker denne tenesta.',
    ],
    toOverview: 'Gå til oversikta',
    tryOther: 'Prøv ein annan måte',
    newAgreement: 'Opprett ny avtale',
    onlySelf: 'Byt til deg sjølv for å finne private avtalar',
    onlySelfWhy:
      'Avtalane til ei verksemd kjem fram av seg sjølv når du handlar på vegner av ho. Dei kan ikkje koplast på andre måtar.',
    faultsHeading: 'Rett opp ein feil',
    faults: {
      'email-missing': 'E-postadresse må fyllast ut.',
      'not-an-email': 'E-postadresse må sjå ut som namn@eksempel.no.',
      'number-missing': 'Avtalenummer må fyllast ut.',
      'plate-missing': 'Registreringsnummer må fyllast ut.',
      'code-missing': 'Koden må fyllast ut.',
      'wrong-code': 'Koden stemmer ikkje. Sjekk at det er den nyaste.',
      'code-outlived': 'Koden verkar ikkje lenger. Be om ein ny.',
      'try-later': 'Det er prøvd for mange gonger på kort tid. Vent litt, og prøv igjen.',
      'nothing-chosen': 'Vel minst éin avtale.',
    },
  },
  en: {
    heading: 'Find agreement',
    about:
      'An agreement made with your national identity number shows up by itself. Here you find the others. We must be sure that the agreement is yours, so we send a code to where only you can read it.',
    byEmail: 'By e-mail address',
    byEmailWhat:
      'Use the address you gave when the agreement was made. You must be able to read mail there now.',
    email: 'E-mail address',
    sendCode: 'Send code by e-mail',
    byNumber: 'By agreement number and vehicle',
    byNumberWhat: 'We send a letter with a code to the address of the agreement. It takes some days.',
    number: 'Agreement number',
    numberAbout: 'The customer number or agreement number on the invoice.',
    plate: 'Registration number',
    plateAbout: 'A vehicle that is on the agreement now.',
    sendLetter: 'Send code by letter',
    haveLetter: 'I have got the code by letter',
    haveLetterWhat: 'The code works for the one who asked for it, for 30 days.',
    codeHeading: 'Type the code',
    codeSent: (email) => `We have sent an e-mail to ${email}.`,
    code: 'Code from the e-mail',
    codeAbout: 'The code works for ten minutes, once, and only here where you asked for it.',
    letterCode: 'Code from the letter',
    showAgreements: 'Show the agreements',
    linkByLetter: 'Link the agreement to me',
    offerHeading: 'These agreements can be linked to you',
    offerAbout: 'Nothing has been linked yet. Choose those that are yours.',
    offerLegend: 'Agreements',
    agreement: (number, issuer) => `Agreement ${number} with ${issuer}`,
    linkChosen: 'Link the chosen to me',
    nothing: 'We found no agreement that can be linked to you by this address.',
    letterHeading: 'We have received what you wrote',
    letterSent: [
      'If the number and the vehicle belong together, and the agreement can be linked to you, we send a letter with a code to its address.',
      'The letter takes some days. When it comes, log in here and type the code.',
    ],
    doneHeading: 'Done',
    linked: (count) =>
      count === 0
        ? 'No agreement was linked to you.'
        : count === 1
          ? 'One agreement is linked to you.'
          : `${count} agreements are linked to you.`,
    told: 'We have told every address that the agreement had before. For the next 72 hours neither addresses nor payout account can be changed, and whoever got the message can undo the link.',
    whyNot: 'Is an agreement missing?',
    reasons: [
      'The agreement was made with a national identity number. Then only that person sees it, after log-in by ID-porten.',
      'The agreement belongs to a user who logs in by e-mail and password. Then only that user sees it.',
      'The agreement belongs to a business. Then you log in and choose the business.',
      'The agreement stands on another e-mail address, or on none.',
      'The agreement has ended, or is with a company that does not use this service.',
    ],
    toOverview: 'Go to the overview',
    tryOther: 'Try another way',
    newAgreement: 'Make a new agreement',
    onlySelf: 'Switch to yourself to find private agreements',
    onlySelfWhy:
      'The agreements of a business show up by themselves when you act on behalf of it. They cannot be linked in other ways.',
    faultsHeading: 'Correct one error',
    faults: {
      'email-missing': 'E-mail address must be filled in.',
      'not-an-email': 'E-mail address must look like name@example.com.',
      'number-missing': 'Agreement number must be filled in.',
      'plate-missing': 'Registration number must be filled in.',
      'code-missing': 'The code must be filled in.',
      'wrong-code': 'The code is not right. Check that it is the newest one.',
      'code-outlived': 'The code no longer works. Ask for a new one.',
      'try-later': 'There have been too many tries in a short time. Wait a little, and try again.',
      'nothing-chosen': 'Choose at least one agreement.',
    },
  },
}
