import type { Language } from '#core/language.ts'

/** Every «no» a page of Min side can show. A code without a text in three languages does not compile. */
export type ShownRefusal =
  | 'cancelled'
  | 'wrong-level'
  | 'no-national-id'
  | 'provider-does-not-answer'
  | 'wrong-answer'
  | 'another-browser'
  | 'log-in-expired'
  | 'session-expired'
  | 'form-expired'
  | 'not-found'
  | 'not-a-day'
  | 'from-after-to'

/** What happened, and what the person can do about it. */
export type RefusalText = { readonly heading: string; readonly text: string }

export function refusalText(code: ShownRefusal, language: Language): RefusalText {
  return REFUSALS[language][code]
}

const REFUSALS: Record<Language, Record<ShownRefusal, RefusalText>> = {
  nb: {
    cancelled: {
      heading: 'Du avbrøt innloggingen',
      text: 'Du er ikke logget inn. Du kan prøve igjen når du vil.',
    },
    'wrong-level': {
      heading: 'Innloggingen er ikke sikker nok',
      text: 'Du logget inn på et lavere sikkerhetsnivå enn Min side krever. Prøv igjen med BankID, MinID eller en annen måte på nivå betydelig eller høyt.',
    },
    'no-national-id': {
      heading: 'Vi fikk ikke noe norsk fødselsnummer eller D-nummer',
      text: 'Du er logget inn i ID-porten, men uten et nummer som vi kan finne avtalen din med. Har du et norsk fødselsnummer eller D-nummer, kan du logge inn på en annen måte. Ellers må du kontakte utstederen av brikken.',
    },
    'provider-does-not-answer': {
      heading: 'ID-porten svarer ikke',
      text: 'Vi får ikke kontakt med ID-porten nå. Vent noen minutter og prøv igjen. Avtalen og fakturaene dine er ikke berørt.',
    },
    'wrong-answer': {
      heading: 'Innloggingen kunne ikke godkjennes',
      text: 'Svaret fra ID-porten stemte ikke med det vi spurte om. Du er ikke logget inn. Prøv igjen fra forsiden.',
    },
    'another-browser': {
      heading: 'Innloggingen ble startet et annet sted',
      text: 'Av hensyn til sikkerheten må du begynne og avslutte innloggingen i samme nettleser, med informasjonskapsler slått på. Prøv igjen fra forsiden.',
    },
    'log-in-expired': {
      heading: 'Innloggingen gikk ut på tid',
      text: 'Det gikk for lang tid, eller lenken er allerede brukt. Prøv igjen fra forsiden.',
    },
    'session-expired': {
      heading: 'Du er logget ut',
      text: 'Vi logger deg ut når du ikke har gjort noe på en stund, eller har vært logget inn lenge. Logg inn for å fortsette.',
    },
    'form-expired': {
      heading: 'Skjemaet er for gammelt',
      text: 'Ingenting ble endret. Last siden på nytt og prøv igjen.',
    },
    'not-found': {
      heading: 'Vi finner ikke siden',
      text: 'Siden finnes ikke, eller den hører til noen andre. Kontroller adressen, eller gå til oversikten.',
    },
    'not-a-day': {
      heading: 'Datoen er ikke gyldig',
      text: 'Skriv datoen som dag, måned og år, for eksempel 10.12.2019.',
    },
    'from-after-to': {
      heading: 'Datoene står i feil rekkefølge',
      text: 'Fra-datoen må være før eller lik til-datoen.',
    },
  },
  nn: {
    cancelled: {
      heading: 'Du avbraut innlogginga',
      text: 'Du er ikkje logga inn. Du kan prøve igjen når du vil.',
    },
    'wrong-level': {
      heading: 'Innlogginga er ikkje sikker nok',
      text: 'Du logga inn på eit lågare tryggleiksnivå enn Mi side krev. Prøv igjen med BankID, MinID eller ein annan måte på nivå betydeleg eller høgt.',
    },
    'no-national-id': {
      heading: 'Vi fekk ikkje noko norsk fødselsnummer eller D-nummer',
      text: 'Du er logga inn i ID-porten, men utan eit nummer som vi kan finne avtalen din med. Har du eit norsk fødselsnummer eller D-nummer, kan du logge inn på ein annan måte. Elles må du kontakte utferdaren av brikka.',
    },
    'provider-does-not-answer': {
      heading: 'ID-porten svarer ikkje',
      text: 'Vi får ikkje kontakt med ID-porten no. Vent nokre minutt og prøv igjen. Avtalen og fakturaene dine er ikkje råka.',
    },
    'wrong-answer': {
      heading: 'Innlogginga kunne ikkje godkjennast',
      text: 'Svaret frå ID-porten stemte ikkje med det vi spurde om. Du er ikkje logga inn. Prøv igjen frå framsida.',
    },
    'another-browser': {
      heading: 'Innlogginga vart starta ein annan stad',
      text: 'Av omsyn til tryggleiken må du byrje og avslutte innlogginga i same nettlesar, med informasjonskapslar slått på. Prøv igjen frå framsida.',
    },
    'log-in-expired': {
      heading: 'Innlogginga gjekk ut på tid',
      text: 'Det gjekk for lang tid, eller lenkja er alt brukt. Prøv igjen frå framsida.',
    },
    'session-expired': {
      heading: 'Du er logga ut',
      text: 'Vi loggar deg ut når du ikkje har gjort noko på ei stund, eller har vore logga inn lenge. Logg inn for å halde fram.',
    },
    'form-expired': {
      heading: 'Skjemaet er for gammalt',
      text: 'Ingenting vart endra. Last sida på nytt og prøv igjen.',
    },
    'not-found': {
      heading: 'Vi finn ikkje sida',
      text: 'Sida finst ikkje, eller ho høyrer til nokon andre. Kontroller adressa, eller gå til oversikta.',
    },
    'not-a-day': {
      heading: 'Datoen er ikkje gyldig',
      text: 'Skriv datoen som dag, månad og år, til dømes 10.12.2019.',
    },
    'from-after-to': {
      heading: 'Datoane står i feil rekkjefølgje',
      text: 'Frå-datoen må vere før eller lik til-datoen.',
    },
  },
  en: {
    cancelled: {
      heading: 'You cancelled the log-in',
      text: 'You are not logged in. You may try again whenever you like.',
    },
    'wrong-level': {
      heading: 'The log-in is not secure enough',
      text: 'You logged in at a lower security level than My page asks for. Try again with BankID, MinID or another method at level substantial or high.',
    },
    'no-national-id': {
      heading: 'We were given no Norwegian national identity number or D-number',
      text: 'You are logged in to ID-porten, but without a number that we can find your agreement by. If you have a Norwegian national identity number or D-number, log in by another method. Otherwise please contact the issuer of your tag.',
    },
    'provider-does-not-answer': {
      heading: 'ID-porten does not answer',
      text: 'We cannot reach ID-porten right now. Please wait some minutes and try again. Your agreement and invoices are not affected.',
    },
    'wrong-answer': {
      heading: 'The log-in could not be approved',
      text: 'The answer from ID-porten did not match what we asked. You are not logged in. Please try again from the front page.',
    },
    'another-browser': {
      heading: 'The log-in was started somewhere else',
      text: 'For your security you must begin and finish the log-in in the same browser, with cookies allowed. Please try again from the front page.',
    },
    'log-in-expired': {
      heading: 'The log-in took too long',
      text: 'Too much time went by, or the link was used before. Please try again from the front page.',
    },
    'session-expired': {
      heading: 'You are logged out',
      text: 'We log you out when you have not done anything for a while, or have been logged in for long. Log in to go on.',
    },
    'form-expired': {
      heading: 'The form is too old',
      text: 'Nothing was changed. Load the page again and retry.',
    },
    'not-found': {
      heading: 'We cannot find the page',
      text: 'The page does not exist, or it belongs to somebody else. Check the address, or go to the overview.',
    },
    'not-a-day': {
      heading: 'The date is not valid',
      text: 'Write the date as day, month and year, for example 10.12.2019.',
    },
    'from-after-to': {
      heading: 'The dates are in the wrong order',
      text: 'The from date must be on or before the to date.',
    },
  },
}
