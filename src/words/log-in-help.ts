import type { Language } from '#core/language.ts'

export type LogInHelpTexts = {
  readonly heading: string
  readonly introduction: string
  readonly problems: readonly { readonly what: string; readonly does: readonly string[] }[]
  readonly loggedOut: string
  /** Minutes without a request, and hours at most, before a session is over. */
  readonly loggedOutWhy: (idleMinutes: number, longestHours: number) => string
  readonly beyond: string
  readonly whom: Readonly<Record<LogInHelper, { readonly about: string; readonly who: string }>>
  readonly company: string
  readonly payWithout: string
}

/** Who knows more than we do about a way of logging in. */
export type LogInHelper = keyof typeof LOG_IN_HELPERS

/** The web address of each; a bank has no one address. */
export const LOG_IN_HELPERS = {
  'id-porten': 'https://eid.difi.no',
  bank: undefined,
  buypass: 'https://www.buypass.no',
  commfides: 'https://www.commfides.com',
  altinn: 'https://www.altinn.no',
} as const

export const LOG_IN_HELP_TEXTS: Record<Language, LogInHelpTexts> = {
  nb: {
    heading: 'Hjelp til innlogging',
    introduction: 'Finn det som ligner på det du har møtt, og gjør det som står under.',
    problems: [
      {
        what: 'ID-porten svarer ikke',
        does: [
          'ID-porten er den felles innloggingen til offentlige tjenester, og den er ikke vår. Når den er nede, kommer ingen inn. Vent noen minutter og prøv på nytt.',
        ],
      },
      {
        what: 'Innloggingen ble avbrutt eller tok for lang tid',
        does: [
          'Begynn på nytt fra forsiden. Gjør alt i den samme nettleseren, og bruk ikke tilbakeknappen underveis.',
          'Nettleseren må ta imot informasjonskapsler fra Min side. Vi bruker dem bare til innloggingen og språket.',
        ],
      },
      {
        what: 'BankID virker ikke',
        does: [
          'Det er banken din som hjelper deg med BankID: kodebrikke, app, passord, og BankID som er sperret.',
          'Så lenge kan du logge inn med MinID, Buypass eller Commfides, om du har en av dem.',
        ],
      },
      {
        what: 'MinID, Buypass eller Commfides virker ikke',
        does: ['Spør den som har gitt deg den. Adressene står nederst på siden.'],
      },
      {
        what: 'Du får vite at måten du logget inn på, ikke er sikker nok',
        does: ['Logg inn en gang til, og velg for eksempel BankID eller MinID med kode.'],
      },
      {
        what: 'Du har D-nummer',
        does: [
          'Et D-nummer virker på samme måte som et fødselsnummer.',
          'Har du fått fødselsnummer siden du ble kunde, kan avtalen fremdeles stå på D-nummeret. Be selskapet rette det.',
        ],
      },
      {
        what: 'Du har ikke norsk elektronisk ID',
        does: [
          'Har du fødselsnummer eller D-nummer, kan du bestille MinID. Da trenger du ingen norsk bank.',
          'Har du ikke noe slikt nummer, lager du en bruker med e-post, passord og en kode. Velg «Jeg har ikke norsk elektronisk ID» på forsiden. Får du elektronisk ID senere, legger du den til.',
        ],
      },
      {
        what: 'Du skal logge inn for en virksomhet',
        does: [
          'Logg inn som deg selv. Hvem du kan handle på vegne av, bestemmes av rollene og rettighetene dine i Altinn.',
          'Mangler virksomheten, må daglig leder, eller en annen som kan gi rettigheter for den, gi deg dem i Altinn. Logg så ut og inn igjen.',
        ],
      },
      {
        what: 'Du er inne, men finner ikke avtalen din',
        does: [
          'Avtalen kommer fram når den er registrert på fødselsnummeret ditt. Står den på en annen hjemme, er det den personen som må logge inn. Står den på en virksomhet, må du ha rett til å handle for den.',
          'Er det noe annet, kan selskapet du har avtale med, se hva den er registrert på, og rette det.',
        ],
      },
      {
        what: 'Du tror at andre har logget inn som deg',
        does: [
          'Sperr den elektroniske ID-en hos den som har gitt deg den. Si så fra til selskapet du har avtale med.',
        ],
      },
    ],
    loggedOut: 'Du blir logget ut',
    loggedOutWhy: (minutes, hours) =>
      `Det skjer etter ${minutes} minutter uten at du gjør noe, og alltid etter ${hours} timer, så ingen andre kan bruke innloggingen din. Logg inn igjen.`,
    beyond: 'Hvem kan hjelpe deg videre?',
    whom: {
      'id-porten': { about: 'ID-porten og MinID', who: 'Hjelpesidene til ID-porten' },
      bank: { about: 'BankID', who: 'Banken din' },
      buypass: { about: 'Buypass', who: 'Buypass' },
      commfides: { about: 'Commfides', who: 'Commfides' },
      altinn: { about: 'Roller og rettigheter for virksomheter', who: 'Altinn' },
    },
    company: 'Avtalen, brikken og fakturaene: kontakt selskapet',
    payWithout: 'En faktura kan du betale uten å logge inn. KID, kontonummer og beløp står på den.',
  },
  nn: {
    heading: 'Hjelp til innlogging',
    introduction: 'Finn det som liknar på det du har møtt, og gjer det som står under.',
    problems: [
      {
        what: 'ID-porten svarer ikkje',
        does: [
          'ID-porten er den felles innlogginga til offentlege tenester, og han er ikkje vår. Når han er nede, kjem ingen inn. Vent nokre minutt og prøv på nytt.',
        ],
      },
      {
        what: 'Innlogginga vart avbroten eller tok for lang tid',
        does: [
          'Begynn på nytt frå framsida. Gjer alt i den same nettlesaren, og bruk ikkje tilbakeknappen undervegs.',
          'Nettlesaren må ta imot informasjonskapslar frå Mi side. Vi bruker dei berre til innlogginga og språket.',
        ],
      },
      {
        what: 'BankID verkar ikkje',
        does: [
          'Det er banken din som hjelper deg med BankID: kodebrikke, app, passord, og BankID som er sperra.',
          'Så lenge kan du logge inn med MinID, Buypass eller Commfides, om du har ein av dei.',
        ],
      },
      {
        what: 'MinID, Buypass eller Commfides verkar ikkje',
        does: ['Spør den som har gitt deg han. Adressene står nedst på sida.'],
      },
      {
        what: 'Du får vite at måten du logga inn på, ikkje er sikker nok',
        does: ['Logg inn ein gong til, og vel til dømes BankID eller MinID med kode.'],
      },
      {
        what: 'Du har D-nummer',
        does: [
          'Eit D-nummer verkar på same måten som eit fødselsnummer.',
          'Har du fått fødselsnummer sidan du vart kunde, kan avtalen framleis stå på D-nummeret. Be selskapet rette det.',
        ],
      },
      {
        what: 'Du har ikkje norsk elektronisk ID',
        does: [
          'Har du fødselsnummer eller D-nummer, kan du bestille MinID. Då treng du ingen norsk bank.',
          'Har du ikkje noko slikt nummer, lagar du ein brukar med e-post, passord og ein kode. Vel «Eg har ikkje norsk elektronisk ID» på framsida. Får du elektronisk ID seinare, legg du han til.',
        ],
      },
      {
        what: 'Du skal logge inn for ei verksemd',
        does: [
          'Logg inn som deg sjølv. Kven du kan handle på vegner av, kjem an på rollene og rettane dine i Altinn.',
          'Manglar verksemda, må dagleg leiar, eller ein annan som kan gi rettar for henne, gi deg dei i Altinn. Logg så ut og inn att.',
        ],
      },
      {
        what: 'Du er inne, men finn ikkje avtalen din',
        does: [
          'Avtalen kjem fram når han er registrert på fødselsnummeret ditt. Står han på ein annan heime, er det den personen som må logge inn. Står han på ei verksemd, må du ha rett til å handle for henne.',
          'Er det noko anna, kan selskapet du har avtale med, sjå kva han er registrert på, og rette det.',
        ],
      },
      {
        what: 'Du trur at andre har logga inn som deg',
        does: [
          'Sperr den elektroniske ID-en hos den som har gitt deg han. Sei så frå til selskapet du har avtale med.',
        ],
      },
    ],
    loggedOut: 'Du blir logga ut',
    loggedOutWhy: (minutes, hours) =>
      `Det skjer etter ${minutes} minutt utan at du gjer noko, og alltid etter ${hours} timar, så ingen andre kan bruke innlogginga di. Logg inn att.`,
    beyond: 'Kven kan hjelpe deg vidare?',
    whom: {
      'id-porten': { about: 'ID-porten og MinID', who: 'Hjelpesidene til ID-porten' },
      bank: { about: 'BankID', who: 'Banken din' },
      buypass: { about: 'Buypass', who: 'Buypass' },
      commfides: { about: 'Commfides', who: 'Commfides' },
      altinn: { about: 'Roller og rettar for verksemder', who: 'Altinn' },
    },
    company: 'Avtalen, brikka og fakturaene: kontakt selskapet',
    payWithout: 'Ein faktura kan du betale utan å logge inn. KID, kontonummer og beløp står på han.',
  },
  en: {
    heading: 'Help with logging in',
    introduction: 'Find what looks like what you have met, and do what stands beneath it.',
    problems: [
      {
        what: 'ID-porten does not answer',
        does: [
          'ID-porten is the common log-in of public services in Norway, and it is not ours. When it is down, nobody gets in. Wait some minutes and try again.',
        ],
      },
      {
        what: 'The log-in was cancelled or took too long',
        does: [
          'Start again from the front page. Do it all in the same browser, and do not use the back button on the way.',
          'The browser must accept cookies from Min side. We use them only for the log-in and the language.',
        ],
      },
      {
        what: 'BankID does not work',
        does: [
          'Your bank helps you with BankID: code device, app, password, and a BankID that is blocked.',
          'In the meantime you can log in with MinID, Buypass or Commfides, if you have one of them.',
        ],
      },
      {
        what: 'MinID, Buypass or Commfides does not work',
        does: ['Ask whoever gave it to you. The addresses are at the foot of this page.'],
      },
      {
        what: 'You are told that the way you logged in is not secure enough',
        does: ['Log in once more, and choose for example BankID, or MinID with a code.'],
      },
      {
        what: 'You have a D-number',
        does: [
          'A D-number works as a Norwegian identity number does.',
          'If you have been given an identity number since you became a customer, the agreement may still be registered on the D-number. Ask the company to put it right.',
        ],
      },
      {
        what: 'You have no Norwegian electronic ID',
        does: [
          'If you have a Norwegian identity number or a D-number, you can order MinID. It does not take a Norwegian bank.',
          'If you have no such number, make a user with e-mail, password and a code. Choose “I do not have a Norwegian electronic ID” on the front page. If you get an electronic ID later, you add it.',
        ],
      },
      {
        what: 'You are to log in for a business',
        does: [
          'Log in as yourself. Whom you can act on behalf of follows from your roles and rights in Altinn.',
          'If the business is missing, its general manager, or somebody else who can give rights for it, must give them to you in Altinn. Then log out and in again.',
        ],
      },
      {
        what: 'You are in, but do not find your agreement',
        does: [
          'An agreement shows up when it is registered on your identity number. If it is registered on somebody else at home, that person must log in. If it is a business’s, you must have the right to act for it.',
          'If it is something else, the company you have an agreement with can see whom it is registered on, and put it right.',
        ],
      },
      {
        what: 'You think that somebody else has logged in as you',
        does: [
          'Block the electronic ID with whoever gave it to you. Then tell the company you have an agreement with.',
        ],
      },
    ],
    loggedOut: 'You are logged out',
    loggedOutWhy: (minutes, hours) =>
      `It happens after ${minutes} minutes in which you do nothing, and always after ${hours} hours, so that nobody else can use your log-in. Log in again.`,
    beyond: 'Who can help you further?',
    whom: {
      'id-porten': { about: 'ID-porten and MinID', who: 'The help pages of ID-porten' },
      bank: { about: 'BankID', who: 'Your bank' },
      buypass: { about: 'Buypass', who: 'Buypass' },
      commfides: { about: 'Commfides', who: 'Commfides' },
      altinn: { about: 'Roles and rights for businesses', who: 'Altinn' },
    },
    company: 'The agreement, the tag and the invoices: contact the company',
    payWithout: 'An invoice can be paid without logging in. KID, account number and amount stand on it.',
  },
}
