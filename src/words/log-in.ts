import type { Language } from '#core/language.ts'

export type LogInTexts = {
  readonly heading: string
  readonly ingress: string
  readonly logIn: string
  readonly means: string
  readonly withIdentity: string
  readonly find: string
  readonly canDo: readonly { readonly what: string; readonly how: string }[]
  readonly help: string
  readonly helpText: readonly string[]
  readonly stopped: string
  readonly tryAgain: string
  readonly loggedOut: string
  /** Before what decides how one logs in and is reached is changed. */
  readonly anew: string
  readonly anewWhy: string
  readonly leaving: string
  readonly leavingText: string
  readonly leave: string
  /** By the refusal's code: the pages look it up, so a code without a text does not compile. */
  readonly refused: Readonly<Record<LogInStop, string>>
}

export type LogInStop =
  | 'log-in-cancelled'
  | 'log-in-failed'
  | 'log-in-outlived'
  | 'level-too-low'
  | 'no-national-id'
  | 'no-answer'
  | 'identity-taken'

export const LOG_IN_TEXTS: Record<Language, LogInTexts> = {
  nb: {
    heading: 'Logg inn på Min side',
    ingress: 'Se passeringene dine, hvorfor de koster det de koster, og hva du har å betale.',
    withIdentity: 'Jeg har norsk elektronisk ID',
    logIn: 'Logg inn med ID-porten',
    means: 'Du kan bruke BankID, MinID, Buypass eller Commfides. Det virker også med D-nummer.',
    find: 'Dette finner du',
    canDo: [
      { what: 'Passeringer', how: 'Hver passering med sted, tid og pris, og summen for måneden.' },
      { what: 'Hvorfor denne prisen?', how: 'Takst, rabatt og regler, steg for steg.' },
      { what: 'Fakturaer', how: 'KID, kontonummer og beløp å kopiere, og fakturaen som PDF.' },
    ],
    help: 'Hjelp til innlogging',
    helpText: [
      'Du logger inn på sidene til ID-porten. Vi får vite hvem du er, men ikke passordet ditt.',
      'Avtaler som er laget med fødselsnummeret ditt, kommer fram av seg selv.',
      'Av hensyn til sikkerheten blir du logget ut etter 30 minutter uten aktivitet.',
    ],
    stopped: 'Du ble ikke logget inn',
    tryAgain: 'Prøv igjen',
    loggedOut: 'Du er logget ut.',
    anew: 'Logg inn på nytt',
    anewWhy:
      'Det er en stund siden du logget inn. Logg inn på nytt for å endre dette, så ingen andre kan gjøre det.',
    leaving: 'Du er logget ut av Min side',
    leavingText:
      'Gjør deg ferdig med å logge ut av ID-porten også, så ingen andre kan bruke innloggingen din.',
    leave: 'Logg ut av ID-porten',
    refused: {
      'log-in-cancelled': 'Innloggingen ble avbrutt hos ID-porten. Ingenting er lagret.',
      'log-in-failed': 'Svaret fra ID-porten stemte ikke med det vi spurte om. Begynn innloggingen på nytt.',
      'log-in-outlived':
        'Innloggingen tok for lang tid, eller ble begynt i en annen nettleser. Begynn på nytt.',
      'level-too-low':
        'Måten du logget inn på, er ikke sikker nok for Min side. Velg for eksempel BankID eller MinID med kode.',
      'no-national-id':
        'Den elektroniske ID-en din har verken fødselsnummer eller D-nummer. Da kan du lage en bruker med e-post i stedet.',
      'no-answer': 'Vi får ikke kontakt med ID-porten akkurat nå. Prøv igjen om noen minutter.',
      'identity-taken':
        'Den elektroniske ID-en har en bruker på Min side fra før. Logg inn med den, og finn avtalene dine derfra.',
    },
  },
  nn: {
    heading: 'Logg inn på Mi side',
    ingress: 'Sjå passeringane dine, kvifor dei kostar det dei kostar, og kva du har å betale.',
    withIdentity: 'Eg har norsk elektronisk ID',
    logIn: 'Logg inn med ID-porten',
    means: 'Du kan bruke BankID, MinID, Buypass eller Commfides. Det verkar òg med D-nummer.',
    find: 'Dette finn du',
    canDo: [
      { what: 'Passeringar', how: 'Kvar passering med stad, tid og pris, og summen for månaden.' },
      { what: 'Kvifor denne prisen?', how: 'Takst, rabatt og reglar, steg for steg.' },
      { what: 'Fakturaer', how: 'KID, kontonummer og beløp å kopiere, og fakturaen som PDF.' },
    ],
    help: 'Hjelp til innlogging',
    helpText: [
      'Du loggar inn på sidene til ID-porten. Vi får vite kven du er, men ikkje passordet ditt.',
      'Avtalar som er laga med fødselsnummeret ditt, kjem fram av seg sjølv.',
      'Av omsyn til tryggleiken blir du logga ut etter 30 minutt utan aktivitet.',
    ],
    stopped: 'Du vart ikkje logga inn',
    tryAgain: 'Prøv igjen',
    loggedOut: 'Du er logga ut.',
    anew: 'Logg inn på nytt',
    anewWhy:
      'Det er ei stund sidan du logga inn. Logg inn på nytt for å endre dette, så ingen andre kan gjere det.',
    leaving: 'Du er logga ut av Mi side',
    leavingText: 'Gjer deg ferdig med å logge ut av ID-porten òg, så ingen andre kan bruke innlogginga di.',
    leave: 'Logg ut av ID-porten',
    refused: {
      'log-in-cancelled': 'Innlogginga vart avbroten hos ID-porten. Ingenting er lagra.',
      'log-in-failed': 'Svaret frå ID-porten stemte ikkje med det vi spurde om. Begynn innlogginga på nytt.',
      'log-in-outlived':
        'Innlogginga tok for lang tid, eller vart begynt i ein annan nettlesar. Begynn på nytt.',
      'level-too-low':
        'Måten du logga inn på, er ikkje sikker nok for Mi side. Vel til dømes BankID eller MinID med kode.',
      'no-national-id':
        'Den elektroniske ID-en din har verken fødselsnummer eller D-nummer. Då kan du lage ein brukar med e-post i staden.',
      'no-answer': 'Vi får ikkje kontakt med ID-porten akkurat no. Prøv igjen om nokre minutt.',
      'identity-taken':
        'Den elektroniske ID-en har ein brukar på Mi side frå før. Logg inn med han, og finn avtalane dine derifrå.',
    },
  },
  en: {
    heading: 'Log in to Min side',
    ingress: 'See your passages, why they cost what they cost, and what you have to pay.',
    withIdentity: 'I have a Norwegian electronic ID',
    logIn: 'Log in with ID-porten',
    means: 'You can use BankID, MinID, Buypass or Commfides. A D-number works too.',
    find: 'What you find here',
    canDo: [
      { what: 'Passages', how: 'Each passage with place, time and price, and the sum of the month.' },
      { what: 'Why this price?', how: 'Tariff, discount and rules, step by step.' },
      { what: 'Invoices', how: 'KID, account number and amount to copy, and the invoice as PDF.' },
    ],
    help: 'Help with logging in',
    helpText: [
      'You log in on the pages of ID-porten. We learn who you are, but not your password.',
      'Agreements made with your national identity number show up by themselves.',
      'For safety you are logged out after 30 minutes without activity.',
    ],
    stopped: 'You were not logged in',
    tryAgain: 'Try again',
    loggedOut: 'You are logged out.',
    anew: 'Log in again',
    anewWhy: 'It is a while since you logged in. Log in again to change this, so that nobody else can.',
    leaving: 'You are logged out of Min side',
    leavingText: 'Finish by logging out of ID-porten too, so that nobody else can use your log-in.',
    leave: 'Log out of ID-porten',
    refused: {
      'log-in-cancelled': 'The log-in was cancelled at ID-porten. Nothing is stored.',
      'log-in-failed': 'The answer from ID-porten did not match what we asked. Start the log-in again.',
      'log-in-outlived': 'The log-in took too long, or was begun in another browser. Start again.',
      'level-too-low':
        'The way you logged in is not secure enough for Min side. Choose for example BankID, or MinID with a code.',
      'no-national-id':
        'Your electronic ID holds neither a Norwegian identity number nor a D-number, so you can make a user with e-mail instead.',
      'no-answer': 'We cannot reach ID-porten right now. Try again in a few minutes.',
      'identity-taken':
        'That electronic ID already has a user on Min side. Log in with it, and find your agreements from there.',
    },
  },
}
