import type { Language } from '#core/language.ts'

export type CaseTopic =
  | 'tag'
  | 'vehicle'
  | 'agreement'
  | 'invoice'
  | 'payment'
  | 'passage'
  | 'complaint'
  | 'other'

/** What must be put right before a case can be sent. */
export type CaseFault = 'no-topic' | 'no-company' | 'no-text' | 'text-too-long'

/** What a case began from, as its subject says it. */
export const ABOUT_TEXTS: Record<
  Language,
  {
    readonly invoice: (number: string) => string
    readonly passage: (place: string, when: string) => string
    readonly tag: (number: string) => string
  }
> = {
  nb: {
    invoice: (number) => `Faktura ${number}`,
    passage: (place, when) => `Passering ${place} ${when}`,
    tag: (number) => `Brikke ${number}`,
  },
  nn: {
    invoice: (number) => `Faktura ${number}`,
    passage: (place, when) => `Passering ${place} ${when}`,
    tag: (number) => `Brikke ${number}`,
  },
  en: {
    invoice: (number) => `Invoice ${number}`,
    passage: (place, when) => `Passage ${place} ${when}`,
    tag: (number) => `Tag ${number}`,
  },
}

export type CaseTexts = {
  readonly heading: string
  readonly about: string
  readonly questions: string
  readonly questionsAbout: string
  readonly search: string
  readonly contact: string
  readonly contactAbout: string
  readonly cases: string
  readonly noCases: string
  readonly newCase: string
  readonly noAgreement: string
  readonly toService: string
  readonly topic: string
  readonly topics: Readonly<Record<CaseTopic, string>>
  readonly company: string
  readonly companyHint: string
  readonly chooseCompany: string
  readonly subject: string
  readonly text: string
  readonly textHint: (max: string) => string
  /** Of a counter: how many are left, and how many are too many. */
  readonly left: string
  readonly over: string
  readonly check: string
  readonly checkHeading: string
  readonly checkAbout: string
  readonly to: string
  readonly change: string
  readonly send: string
  readonly faults: Readonly<Record<CaseFault, string>>
  readonly faultsHeading: string
  readonly caseNumber: (number: number) => string
  readonly state: string
  readonly states: Readonly<Record<'open' | 'answered' | 'closed', string>>
  readonly last: string
  readonly unread: string
  readonly received: (number: number) => string
  readonly receivedWhat: string
  readonly written: string
  readonly thread: string
  readonly you: string
  readonly reply: string
  readonly replyReopens: string
  readonly sendReply: string
  readonly askAbout: string
  readonly bodyTooLarge: string
}

export const CASE_TEXTS: Record<Language, CaseTexts> = {
  nb: {
    heading: 'Kundeservice',
    about: 'Finn svar, finn ut hvem du skal kontakte, eller skriv til selskapet ditt.',
    questions: 'Ofte stilte spørsmål',
    questionsAbout: 'Mange svar finnes allerede.',
    search: 'Søk i spørsmålene',
    contact: 'Kontakt selskapet',
    contactAbout: 'Telefon, e-post og adresse til hvert selskap.',
    cases: 'Sakene dine',
    noCases: 'Du har ingen saker.',
    newCase: 'Skriv til selskapet',
    noAgreement:
      'Du har ingen avtale her ennå, så vi vet ikke hvem saken skal til. Kontakt selskapet direkte.',
    toService: 'Kundeservice',
    topic: 'Hva gjelder det?',
    topics: {
      tag: 'Brikke',
      vehicle: 'Kjøretøy',
      agreement: 'Avtale',
      invoice: 'Faktura',
      payment: 'Betaling',
      passage: 'Passering eller pris',
      complaint: 'Klage på passering',
      other: 'Noe annet',
    },
    company: 'Selskap',
    companyHint:
      'Gjelder det brikken, går saken til selskapet du har hovedavtale med (vilkårene, punkt 6.1).',
    chooseCompany: 'Velg selskap',
    subject: 'Emne',
    text: 'Hva vil du spørre om?',
    textHint: (max) => `Inntil ${max} tegn. Ikke skriv fødselsnummer eller passord.`,
    left: '%d tegn igjen',
    over: '%d tegn for mye',
    check: 'Sjekk saken',
    checkHeading: 'Sjekk og send',
    checkAbout: 'Saken er ikke sendt ennå.',
    to: 'Til',
    change: 'Endre',
    send: 'Send saken',
    faults: {
      'no-topic': 'Velg hva det gjelder.',
      'no-company': 'Velg selskapet saken skal til.',
      'no-text': 'Skriv hva du vil spørre om.',
      'text-too-long': 'Teksten er for lang. Gjør den kortere.',
    },
    faultsHeading: 'Dette må rettes',
    caseNumber: (number) => `Sak ${number}`,
    state: 'Status',
    states: { open: 'Venter på svar', answered: 'Besvart', closed: 'Avsluttet' },
    last: 'Sist',
    unread: 'Nytt svar',
    received: (number) => `Vi har mottatt saken din. Saksnummeret er ${number}.`,
    receivedWhat: 'Svaret kommer her, og du får en e-post når det er kommet.',
    written: 'Meldingen er sendt.',
    thread: 'Meldinger',
    you: 'Du',
    reply: 'Skriv mer i saken',
    replyReopens: 'Saken er avsluttet. Skriver du her, blir den åpnet igjen.',
    sendReply: 'Send meldingen',
    askAbout: 'Spør om dette',
    bodyTooLarge: 'Filene er for store til å sendes samlet. Velg færre eller mindre filer.',
  },
  nn: {
    heading: 'Kundeservice',
    about: 'Finn svar, finn ut kven du skal kontakte, eller skriv til selskapet ditt.',
    questions: 'Ofte stilte spørsmål',
    questionsAbout: 'Mange svar finst allereie.',
    search: 'Søk i spørsmåla',
    contact: 'Kontakt selskapet',
    contactAbout: 'Telefon, e-post og adresse til kvart selskap.',
    cases: 'Sakene dine',
    noCases: 'Du har ingen saker.',
    newCase: 'Skriv til selskapet',
    noAgreement:
      'Du har ingen avtale her enno, så vi veit ikkje kven saka skal til. Kontakt selskapet direkte.',
    toService: 'Kundeservice',
    topic: 'Kva gjeld det?',
    topics: {
      tag: 'Brikke',
      vehicle: 'Køyretøy',
      agreement: 'Avtale',
      invoice: 'Faktura',
      payment: 'Betaling',
      passage: 'Passering eller pris',
      complaint: 'Klage på passering',
      other: 'Noko anna',
    },
    company: 'Selskap',
    companyHint: 'Gjeld det brikka, går saka til selskapet du har hovudavtale med (vilkåra, punkt 6.1).',
    chooseCompany: 'Vel selskap',
    subject: 'Emne',
    text: 'Kva vil du spørje om?',
    textHint: (max) => `Inntil ${max} teikn. Ikkje skriv fødselsnummer eller passord.`,
    left: '%d teikn att',
    over: '%d teikn for mykje',
    check: 'Sjekk saka',
    checkHeading: 'Sjekk og send',
    checkAbout: 'Saka er ikkje send enno.',
    to: 'Til',
    change: 'Endre',
    send: 'Send saka',
    faults: {
      'no-topic': 'Vel kva det gjeld.',
      'no-company': 'Vel selskapet saka skal til.',
      'no-text': 'Skriv kva du vil spørje om.',
      'text-too-long': 'Teksten er for lang. Gjer han kortare.',
    },
    faultsHeading: 'Dette må rettast',
    caseNumber: (number) => `Sak ${number}`,
    state: 'Status',
    states: { open: 'Ventar på svar', answered: 'Svara på', closed: 'Avslutta' },
    last: 'Sist',
    unread: 'Nytt svar',
    received: (number) => `Vi har fått saka di. Saksnummeret er ${number}.`,
    receivedWhat: 'Svaret kjem her, og du får ein e-post når det er kome.',
    written: 'Meldinga er send.',
    thread: 'Meldingar',
    you: 'Du',
    reply: 'Skriv meir i saka',
    replyReopens: 'Saka er avslutta. Skriv du her, blir ho opna att.',
    sendReply: 'Send meldinga',
    askAbout: 'Spør om dette',
    bodyTooLarge: 'Filene er for store til å sendast samla. Vel færre eller mindre filer.',
  },
  en: {
    heading: 'Customer service',
    about: 'Find an answer, find out whom to contact, or write to your company.',
    questions: 'Frequently asked questions',
    questionsAbout: 'Many answers are there already.',
    search: 'Search the questions',
    contact: 'Contact the company',
    contactAbout: 'Telephone, e-mail and address of each company.',
    cases: 'Your cases',
    noCases: 'You have no cases.',
    newCase: 'Write to the company',
    noAgreement:
      'You have no agreement here yet, so we do not know whom the case is for. Contact the company directly.',
    toService: 'Customer service',
    topic: 'What is it about?',
    topics: {
      tag: 'Tag',
      vehicle: 'Vehicle',
      agreement: 'Agreement',
      invoice: 'Invoice',
      payment: 'Payment',
      passage: 'Passage or price',
      complaint: 'Complaint about a passage',
      other: 'Something else',
    },
    company: 'Company',
    companyHint: 'If it is about the tag, the case goes to the company of your main agreement (terms 6.1).',
    chooseCompany: 'Choose a company',
    subject: 'Subject',
    text: 'What do you want to ask?',
    textHint: (max) => `Up to ${max} characters. Do not write identity numbers or passwords.`,
    left: '%d characters left',
    over: '%d characters too many',
    check: 'Check the case',
    checkHeading: 'Check and send',
    checkAbout: 'The case has not been sent yet.',
    to: 'To',
    change: 'Change',
    send: 'Send the case',
    faults: {
      'no-topic': 'Choose what it is about.',
      'no-company': 'Choose the company the case is for.',
      'no-text': 'Write what you want to ask.',
      'text-too-long': 'The text is too long. Make it shorter.',
    },
    faultsHeading: 'This must be put right',
    caseNumber: (number) => `Case ${number}`,
    state: 'Status',
    states: { open: 'Waiting for an answer', answered: 'Answered', closed: 'Closed' },
    last: 'Last',
    unread: 'New answer',
    received: (number) => `We have received your case. Its number is ${number}.`,
    receivedWhat: 'The answer comes here, and you get an e-mail when it has come.',
    written: 'The message has been sent.',
    thread: 'Messages',
    you: 'You',
    reply: 'Write more in the case',
    replyReopens: 'The case is closed. If you write here, it is opened again.',
    sendReply: 'Send the message',
    askAbout: 'Ask about this',
    bodyTooLarge: 'The files are too large to be sent together. Choose fewer or smaller files.',
  },
}
