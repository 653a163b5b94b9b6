import type { Language } from '#core/language.ts'
import { EMAIL_FAULTS, type EmailFault } from './email-faults.ts'

export type EmailLogInTexts = {
  readonly heading: string
  readonly about: string
  readonly email: string
  readonly password: string
  readonly logIn: string
  readonly newHere: string
  readonly newHereWhat: string
  readonly register: string
  readonly registered: string
  readonly passwordSaved: string
  readonly forgot: string
  readonly registerHeading: string
  readonly registerAbout: string
  readonly emailAbout: string
  readonly passwordAbout: (lengthMin: number) => string
  readonly makeUser: string
  readonly forgotHeading: string
  readonly forgotAbout: string
  readonly sendCode: string
  readonly codeHeading: string
  /** Where the code went; the same words whether the address has a user or not. */
  readonly codeSent: Readonly<Record<'register' | 'forgotten', (email: string) => string>>
  readonly codeSms: string
  readonly codeApp: string
  readonly codeAbout: string
  readonly code: string
  readonly confirm: string
  readonly noCode: string
  readonly noCodeWhat: string
  /** Of who logs in and has no longer what the code comes to. */
  readonly lostFactor: string
  readonly startAgain: string
  readonly outlived: string
  readonly outlivedWhy: string
  readonly newPasswordHeading: string
  readonly newPassword: string
  readonly savePassword: string
  readonly secureHeading: string
  readonly secureAbout: string
  readonly bySms: string
  readonly phone: string
  readonly phoneAbout: string
  readonly sendSms: string
  readonly smsSent: (phone: string) => string
  readonly byApp: string
  readonly byAppHow: readonly string[]
  readonly appKey: string
  readonly openApp: string
  readonly appCode: string
  readonly useApp: string
  readonly secured: string
  readonly ownLogIn: string
  readonly ownLogInBy: (email: string) => string
  readonly ownLogInFollows: string
  readonly changeFactor: string
  readonly addIdentity: string
  readonly addIdentityWhat: string
  readonly door: string
  readonly doorWhat: string
  readonly toDoor: string
  readonly faultsHeading: (count: number) => string
  readonly faults: Readonly<Record<EmailFault, string>>
}

export const EMAIL_LOG_IN_TEXTS: Record<Language, EmailLogInTexts> = {
  nb: {
    heading: 'Logg inn uten norsk elektronisk ID',
    about: 'Bruk e-postadressen og passordet du har valgt. Etterpå ber vi om en kode.',
    email: 'E-postadresse',
    password: 'Passord',
    logIn: 'Logg inn',
    newHere: 'Er du ny her?',
    newHereWhat:
      'Lag en bruker med e-postadresse og passord. Har du BankID eller en annen norsk elektronisk ID, er det enklere å bruke den.',
    register: 'Lag bruker',
    registered: 'Adressen er bekreftet. Logg inn med den og passordet du valgte.',
    passwordSaved: 'Det nye passordet er lagret. Logg inn med det.',
    forgot: 'Har du glemt passordet?',
    registerHeading: 'Lag bruker',
    registerAbout:
      'Vi sender en kode til e-postadressen. Den skriver du inn på neste side, i denne nettleseren.',
    emailAbout: 'En adresse du kan lese nå.',
    passwordAbout: (min) => `Minst ${min} tegn. Flere ord etter hverandre er både trygt og lett å huske.`,
    makeUser: 'Lag bruker',
    forgotHeading: 'Lag nytt passord',
    forgotAbout: 'Vi sender en kode til adressen. Etterpå velger du nytt passord, og logger inn som før.',
    sendCode: 'Send kode',
    codeHeading: 'Skriv inn koden',
    codeSent: {
      register: (email) => `Vi har sendt en e-post til ${email}.`,
      forgotten: (email) => `Vi har sendt en e-post til ${email}.`,
    },
    codeSms: 'Vi har sendt en SMS til mobilnummeret ditt.',
    codeApp: 'Finn koden i autentiseringsappen din.',
    codeAbout: 'Koden virker i ti minutter, én gang, og bare i denne nettleseren.',
    code: 'Kode',
    confirm: 'Bekreft',
    noCode: 'Kommer det ingen kode?',
    noCodeWhat: 'Se i søppelposten, og se etter at adressen er riktig. Så kan du begynne på nytt.',
    lostFactor: 'Har du ikke lenger telefonen eller appen, kan du komme inn med et brev fra oss.',
    startAgain: 'Begynn på nytt',
    outlived: 'Her er det ingenting å bekrefte',
    outlivedWhy:
      'Koden ble bedt om i en annen nettleser, eller det er for lenge siden. Begynn på nytt i nettleseren du vil bruke.',
    newPasswordHeading: 'Velg nytt passord',
    newPassword: 'Nytt passord',
    savePassword: 'Lagre passordet',
    secureHeading: 'Sikre innloggingen',
    secureAbout:
      'Passord alene er ikke nok når det gjelder hvor du har kjørt og hva du skal betale. Velg én måte til. Den blir brukt hver gang du logger inn.',
    bySms: 'Kode på SMS',
    phone: 'Mobilnummer',
    phoneAbout: 'Åtte siffer, eller med landkode: +46 70 123 45 67.',
    sendSms: 'Send kode på SMS',
    smsSent: (phone) => `Vi har sendt en kode til ${phone}.`,
    byApp: 'Autentiseringsapp',
    byAppHow: [
      'Åpne appen din og legg til en konto.',
      'Skriv inn nøkkelen, eller åpne lenken på telefonen der appen er.',
      'Skriv koden som appen viser.',
    ],
    appKey: 'Nøkkel',
    openApp: 'Åpne i appen på denne enheten',
    appCode: 'Kode fra appen',
    useApp: 'Bruk appen',
    secured: 'Innloggingen er sikret. Neste gang ber vi om en kode etter passordet.',
    ownLogIn: 'Slik logger du inn',
    ownLogInBy: (email) => `Du logger inn med e-postadressen ${email}, passord og en kode.`,
    ownLogInFollows:
      'Bekrefter du en ny e-postadresse på denne siden, logger du inn med den, så sant ingen annen bruker har den.',
    changeFactor: 'Endre hvordan du får koden',
    addIdentity: 'Har du fått norsk elektronisk ID?',
    addIdentityWhat: 'Legg den til, så logger du inn med den i stedet for passord og kode.',
    door: 'Jeg har ikke norsk elektronisk ID',
    doorWhat:
      'For deg som bor i utlandet eller ikke har BankID. Du lager en bruker med e-post, passord og kode.',
    toDoor: 'Logg inn med e-post',
    faultsHeading: (count) => (count === 1 ? 'Rett opp en feil' : `Rett opp ${count} feil`),
    faults: EMAIL_FAULTS.nb,
  },
  nn: {
    heading: 'Logg inn utan norsk elektronisk ID',
    about: 'Bruk e-postadressa og passordet du har valt. Etterpå ber vi om ein kode.',
    email: 'E-postadresse',
    password: 'Passord',
    logIn: 'Logg inn',
    newHere: 'Er du ny her?',
    newHereWhat:
      'Lag ein brukar med e-postadresse og passord. Har du BankID eller ein annan norsk elektronisk ID, er det enklare å bruke han.',
    register: 'Lag brukar',
    registered: 'Adressa er stadfesta. Logg inn med ho og passordet du valde.',
    passwordSaved: 'Det nye passordet er lagra. Logg inn med det.',
    forgot: 'Har du gløymt passordet?',
    registerHeading: 'Lag brukar',
    registerAbout:
      'Vi sender ein kode til e-postadressa. Han skriv du inn på neste side, i denne nettlesaren.',
    emailAbout: 'Ei adresse du kan lese no.',
    passwordAbout: (min) => `Minst ${min} teikn. Fleire ord etter kvarandre er både trygt og lett å hugse.`,
    makeUser: 'Lag brukar',
    forgotHeading: 'Lag nytt passord',
    forgotAbout: 'Vi sender ein kode til adressa. Etterpå vel du nytt passord, og loggar inn som før.',
    sendCode: 'Send kode',
    codeHeading: 'Skriv inn koden',
    codeSent: {
      register: (email) => `Vi har sendt ein e-post til ${email}.`,
      forgotten: (email) => `Vi har sendt ein e-post til ${email}.`,
    },
    codeSms: 'Vi har sendt ein SMS til mobilnummeret ditt.',
    codeApp: 'Finn koden i autentiseringsappen din.',
    codeAbout: 'Koden verkar i ti minutt, éin gong, og berre i denne nettlesaren.',
    code: 'Kode',
    confirm: 'Stadfest',
    noCode: 'Kjem det ingen kode?',
    noCodeWhat: 'Sjå i søppelposten, og sjå etter at adressa er rett. Så kan du begynne på nytt.',
    lostFactor: 'Har du ikkje lenger telefonen eller appen, kan du kome inn med eit brev frå oss.',
    startAgain: 'Begynn på nytt',
    outlived: 'Her er det ingenting å stadfeste',
    outlivedWhy:
      'Koden vart beden om i ein annan nettlesar, eller det er for lenge sidan. Begynn på nytt i nettlesaren du vil bruke.',
    newPasswordHeading: 'Vel nytt passord',
    newPassword: 'Nytt passord',
    savePassword: 'Lagre passordet',
    secureHeading: 'Sikre innlogginga',
    secureAbout:
      'Passord åleine er ikkje nok når det gjeld kvar du har køyrt og kva du skal betale. Vel éin måte til. Han blir brukt kvar gong du loggar inn.',
    bySms: 'Kode på SMS',
    phone: 'Mobilnummer',
    phoneAbout: 'Åtte siffer, eller med landkode: +46 70 123 45 67.',
    sendSms: 'Send kode på SMS',
    smsSent: (phone) => `Vi har sendt ein kode til ${phone}.`,
    byApp: 'Autentiseringsapp',
    byAppHow: [
      'Opne appen din og legg til ein konto.',
      'Skriv inn nøkkelen, eller opne lenkja på telefonen der appen er.',
      'Skriv koden som appen viser.',
    ],
    appKey: 'Nøkkel',
    openApp: 'Opne i appen på denne eininga',
    appCode: 'Kode frå appen',
    useApp: 'Bruk appen',
    secured: 'Innlogginga er sikra. Neste gong ber vi om ein kode etter passordet.',
    ownLogIn: 'Slik loggar du inn',
    ownLogInBy: (email) => `Du loggar inn med e-postadressa ${email}, passord og ein kode.`,
    ownLogInFollows:
      'Stadfestar du ei ny e-postadresse på denne sida, loggar du inn med ho, så sant ingen annan brukar har ho.',
    changeFactor: 'Endre korleis du får koden',
    addIdentity: 'Har du fått norsk elektronisk ID?',
    addIdentityWhat: 'Legg han til, så loggar du inn med han i staden for passord og kode.',
    door: 'Eg har ikkje norsk elektronisk ID',
    doorWhat:
      'For deg som bur i utlandet eller ikkje har BankID. Du lagar ein brukar med e-post, passord og kode.',
    toDoor: 'Logg inn med e-post',
    faultsHeading: (count) => (count === 1 ? 'Rett opp ein feil' : `Rett opp ${count} feil`),
    faults: EMAIL_FAULTS.nn,
  },
  en: {
    heading: 'Log in without a Norwegian electronic ID',
    about: 'Use the e-mail address and password you have chosen. Then we ask for a code.',
    email: 'E-mail address',
    password: 'Password',
    logIn: 'Log in',
    newHere: 'Are you new here?',
    newHereWhat:
      'Make a user with e-mail address and password. If you have BankID or another Norwegian electronic ID, it is simpler to use that.',
    register: 'Make a user',
    registered: 'The address is confirmed. Log in with it and the password you chose.',
    passwordSaved: 'The new password is saved. Log in with it.',
    forgot: 'Have you forgotten the password?',
    registerHeading: 'Make a user',
    registerAbout: 'We send a code to the e-mail address. You type it on the next page, in this browser.',
    emailAbout: 'An address you can read now.',
    passwordAbout: (min) =>
      `At least ${min} characters. Several words in a row are both safe and easy to remember.`,
    makeUser: 'Make a user',
    forgotHeading: 'Make a new password',
    forgotAbout: 'We send a code to the address. Then you choose a new password and log in as before.',
    sendCode: 'Send code',
    codeHeading: 'Type the code',
    codeSent: {
      register: (email) => `We have sent an e-mail to ${email}.`,
      forgotten: (email) => `We have sent an e-mail to ${email}.`,
    },
    codeSms: 'We have sent a text message to your mobile number.',
    codeApp: 'Find the code in your authenticator app.',
    codeAbout: 'The code works for ten minutes, once, and only in this browser.',
    code: 'Code',
    confirm: 'Confirm',
    noCode: 'Does no code come?',
    noCodeWhat: 'Look in your spam, and check that the address is right. Then you can begin again.',
    lostFactor: 'If you no longer have the telephone or the app, you can come in with a letter from us.',
    startAgain: 'Begin again',
    outlived: 'There is nothing to confirm here',
    outlivedWhy:
      'The code was asked for in another browser, or too long ago. Begin again in the browser you want to use.',
    newPasswordHeading: 'Choose a new password',
    newPassword: 'New password',
    savePassword: 'Save the password',
    secureHeading: 'Secure your log-in',
    secureAbout:
      'A password alone is not enough for where you have driven and what you have to pay. Choose one more way. It is used each time you log in.',
    bySms: 'Code by text message',
    phone: 'Mobile number',
    phoneAbout: 'Eight digits, or with a country code: +46 70 123 45 67.',
    sendSms: 'Send code by text message',
    smsSent: (phone) => `We have sent a code to ${phone}.`,
    byApp: 'Authenticator app',
    byAppHow: [
      'Open your app and add an account.',
      'Type the key, or open the link on the telephone where the app is.',
      'Type the code that the app shows.',
    ],
    appKey: 'Key',
    openApp: 'Open in the app on this device',
    appCode: 'Code from the app',
    useApp: 'Use the app',
    secured: 'Your log-in is secured. Next time we ask for a code after the password.',
    ownLogIn: 'How you log in',
    ownLogInBy: (email) => `You log in by the e-mail address ${email}, password and a code.`,
    ownLogInFollows:
      'Once you confirm a new e-mail address on this page you log in by it, unless another user has it.',
    changeFactor: 'Change how you get the code',
    addIdentity: 'Have you got a Norwegian electronic ID?',
    addIdentityWhat: 'Add it, and you log in with it instead of password and code.',
    door: 'I do not have a Norwegian electronic ID',
    doorWhat: 'For you who live abroad or have no BankID. You make a user with e-mail, password and code.',
    toDoor: 'Log in with e-mail',
    faultsHeading: (count) => (count === 1 ? 'Correct one error' : `Correct ${count} errors`),
    faults: EMAIL_FAULTS.en,
  },
}
