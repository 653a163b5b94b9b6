import type { Language } from '#core/language.ts'

/** Why an account is not taken. */
export type AccountFault =
  | 'not-an-account-number'
  | 'same-account'
  | 'no-way-to-confirm'
  | 'asked-too-often'
  | 'changes-paused'
  | 'wrong-code'
  | 'code-outlived'

const nb = {
  heading: 'Utbetalingskonto',
  about: 'Hit betaler vi penger du har til gode, for eksempel depositum.',
  now: (account: string, day: string) => `Nå: ${account}, oppgitt ${day}.`,
  none: 'Du har ikke oppgitt noen konto.',
  unverified: 'Kontoen er ikke bekreftet, og vi betaler ikke til den ennå. Oppgi den på nytt her.',
  paused: (when: string) =>
    `Noe er nylig endret eller koblet, og kan angres. Før ${when} betaler vi ikke ut noe, og kontoen kan ikke endres.`,
  link: 'Endre utbetalingskonto',
  change: 'Oppgi konto',
  number: 'Kontonummer',
  numberAbout: 'Elleve sifre. Kontoen må være norsk, og din egen.',
  how: 'Vi sender en kode dit vi allerede når deg. Etterpå sier vi fra overalt hvor vi når deg, og endringen kan angres i 72 timer. Så lenge betaler vi ikke ut noe.',
  sendCode: 'Send kode',
  codeSent: (account: string, minutes: number) =>
    `Vi har sendt en kode for konto ${account}. Skriv den her innen ${minutes} minutter.`,
  code: 'Kode',
  confirm: 'Bekreft kontoen',
  saved: (when: string) => `Kontoen er lagret. Vi betaler tidligst til den ${when}.`,
  sent: 'Koden er sendt.',
  toProfile: 'Oppgi telefon eller e-post i profilen',
  paidTo: (account: string) => `Utbetalingskontoen din er ${account}.`,
  notBefore: (when: string) => `Vi betaler tidligst ${when}, fordi noe nylig er endret eller koblet.`,
  noneConfirmed:
    'Vi har ingen bekreftet utbetalingskonto for deg. Oppgi en i profilen din, så betaler vi dit.',
  faultsHeading: 'Dette må rettes',
  faults: {
    'not-an-account-number':
      'Dette er ikke et norsk kontonummer. Se etter at alle elleve sifrene er riktige.',
    'same-account': 'Dette er kontoen vi betaler til nå.',
    'no-way-to-confirm':
      'Vi har verken telefonnummer eller e-postadresse å sende kode til. Oppgi det i profilen først.',
    'asked-too-often': 'Vi har nettopp sendt koder. Vent litt før du ber om en ny.',
    'changes-paused':
      'Noe er nylig endret eller koblet, og kan angres. Så lenge kan ikke kontoen endres. Prøv igjen om tre dager.',
    'wrong-code': 'Koden er feil. Se i den siste meldingen fra oss.',
    'code-outlived': 'Koden gjelder ikke lenger. Be om en ny.',
  } as Record<AccountFault, string>,
}

export type PayoutAccountTexts = typeof nb

export const PAYOUT_ACCOUNT_TEXTS: Record<Language, PayoutAccountTexts> = {
  nb,
  nn: {
    heading: 'Utbetalingskonto',
    about: 'Hit betaler vi pengar du har til gode, til dømes depositum.',
    now: (account, day) => `No: ${account}, oppgitt ${day}.`,
    none: 'Du har ikkje oppgitt nokon konto.',
    unverified: 'Kontoen er ikkje stadfesta, og vi betaler ikkje til han enno. Oppgi han på nytt her.',
    paused: (when) =>
      `Noko er nyleg endra eller kopla, og kan angrast. Før ${when} betaler vi ikkje ut noko, og kontoen kan ikkje endrast.`,
    link: 'Endre utbetalingskonto',
    change: 'Oppgi konto',
    number: 'Kontonummer',
    numberAbout: 'Elleve siffer. Kontoen må vere norsk, og din eigen.',
    how: 'Vi sender ein kode dit vi alt når deg. Etterpå seier vi frå overalt der vi når deg, og endringa kan angrast i 72 timar. Så lenge betaler vi ikkje ut noko.',
    sendCode: 'Send kode',
    codeSent: (account, minutes) =>
      `Vi har sendt ein kode for konto ${account}. Skriv han her innan ${minutes} minutt.`,
    code: 'Kode',
    confirm: 'Stadfest kontoen',
    saved: (when) => `Kontoen er lagra. Vi betaler tidlegast til han ${when}.`,
    sent: 'Koden er send.',
    toProfile: 'Oppgi telefon eller e-post i profilen',
    paidTo: (account) => `Utbetalingskontoen din er ${account}.`,
    notBefore: (when) => `Vi betaler tidlegast ${when}, fordi noko nyleg er endra eller kopla.`,
    noneConfirmed:
      'Vi har ingen stadfesta utbetalingskonto for deg. Oppgi ein i profilen din, så betaler vi dit.',
    faultsHeading: 'Dette må rettast',
    faults: {
      'not-an-account-number':
        'Dette er ikkje eit norsk kontonummer. Sjå etter at alle elleve siffera er rette.',
      'same-account': 'Dette er kontoen vi betaler til no.',
      'no-way-to-confirm':
        'Vi har verken telefonnummer eller e-postadresse å sende kode til. Oppgi det i profilen først.',
      'asked-too-often': 'Vi har nettopp sendt kodar. Vent litt før du ber om ein ny.',
      'changes-paused':
        'Noko er nyleg endra eller kopla, og kan angrast. Så lenge kan ikkje kontoen endrast. Prøv igjen om tre dagar.',
      'wrong-code': 'Koden er feil. Sjå i den siste meldinga frå oss.',
      'code-outlived': 'Koden gjeld ikkje lenger. Be om ein ny.',
    },
  },
  en: {
    heading: 'Account for payments',
    about: 'Here we pay money you are owed, such as a deposit.',
    now: (account, day) => `Now: ${account}, given on ${day}.`,
    none: 'You have not given any account.',
    unverified: 'The account is not confirmed, and we do not pay to it yet. Give it anew here.',
    paused: (when) =>
      `Something was changed or linked recently, and may be undone. Before ${when} nothing is paid out, and the account cannot be changed.`,
    link: 'Change the account for payments',
    change: 'Give an account',
    number: 'Account number',
    numberAbout: 'Eleven digits. The account must be Norwegian, and your own.',
    how: 'We send a code to where we reach you already. Afterwards we tell you everywhere we reach you, and the change can be undone for 72 hours. Until then nothing is paid out.',
    sendCode: 'Send code',
    codeSent: (account, minutes) =>
      `We have sent a code for account ${account}. Type it here within ${minutes} minutes.`,
    code: 'Code',
    confirm: 'Confirm the account',
    saved: (when) => `The account is saved. We pay to it at the earliest ${when}.`,
    sent: 'The code has been sent.',
    toProfile: 'Give a telephone number or an e-mail address in your profile',
    paidTo: (account) => `Your account for payments is ${account}.`,
    notBefore: (when) => `We pay at the earliest ${when}, because something was changed or linked recently.`,
    noneConfirmed:
      'We have no confirmed account of yours to pay to. Give one in your profile, and we pay to it.',
    faultsHeading: 'This must be put right',
    faults: {
      'not-an-account-number':
        'This is not a Norwegian account number. Check that all eleven digits are right.',
      'same-account': 'This is the account we pay to now.',
      'no-way-to-confirm':
        'We have neither a telephone number nor an e-mail address to send a code to. Give one in your profile first.',
      'asked-too-often': 'We have just sent codes. Wait a little before you ask for another.',
      'changes-paused':
        'Something was changed or linked recently, and may be undone. Until then the account cannot be changed. Try again in three days.',
      'wrong-code': 'The code is wrong. Check the last message from us.',
      'code-outlived': 'The code is no longer valid. Ask for a new one.',
    },
  },
}
