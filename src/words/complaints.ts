import type { Language } from '#core/language.ts'

export const COMPLAINT_GROUNDS = [
  'not-mine',
  'not-there',
  'counted-twice',
  'wrong-price',
  'sold',
  'other',
] as const
export type ComplaintGround = (typeof COMPLAINT_GROUNDS)[number]

/** What was found of one passage. */
export type Finding = 'not-charged' | 'as-if-tag-read' | 'stands'

/** And of them all. */
export type ComplaintDecision = 'upheld' | 'partly-upheld' | 'dismissed'

/** What must be put right before a complaint can be sent. */
export type ComplaintFault =
  | 'no-passages'
  | 'several-companies'
  | 'complained-already'
  | 'no-ground'
  | 'no-text'
  | 'text-too-long'

export type ComplaintTexts = {
  readonly heading: string
  readonly choose: (where: string) => string
  readonly complainOfChosen: string
  readonly about: string
  readonly none: string
  readonly toPassages: string
  readonly passages: string
  readonly passage: (place: string, when: string) => string
  readonly onInvoice: (number: string) => string
  readonly complainBy: (day: string) => string
  readonly late: (day: string) => string
  readonly notInvoiced: string
  readonly complainedIn: (number: number) => string
  readonly ground: string
  readonly grounds: Readonly<Record<ComplaintGround, string>>
  readonly text: string
  readonly check: string
  readonly send: string
  readonly whatHappens: string
  readonly subject: (count: number, station: string) => string
  readonly faults: Readonly<Record<ComplaintFault, string>>
  readonly answers: Readonly<Record<ComplaintDecision, string>>
  readonly findings: Readonly<Record<Finding, string>>
  readonly decisions: Readonly<Record<ComplaintDecision | 'open', string>>
  readonly lateInCase: string
  readonly onHold: (number: number) => string
  readonly toCase: string
  readonly toInvoice: string
}

export const COMPLAINT_TEXTS: Record<Language, ComplaintTexts> = {
  nb: {
    heading: 'Meld feil på passering',
    choose: (where) => `Velg ${where}`,
    complainOfChosen: 'Meld feil på de valgte',
    about: 'Fortell hva som er feil, så ser selskapet på det.',
    none: 'Velg først en eller flere passeringer i listen over passeringer, og så «Meld feil på de valgte».',
    toPassages: 'Passeringer',
    passages: 'Passeringene det gjelder',
    passage: (place, when) => `${place}, ${when}`,
    onInvoice: (number) => `Faktura ${number}.`,
    complainBy: (day) => `Du kan klage til og med ${day}.`,
    late: (day) =>
      `Fristen for å klage var ${day}. Klagen blir tatt imot, men kan bli avvist fordi den er for sen.`,
    notInvoiced: 'Ikke fakturert ennå, så fristen for å klage har ikke begynt.',
    complainedIn: (number) => `Meldt fra før, i sak ${number}.`,
    ground: 'Hva er feil?',
    grounds: {
      'not-mine': 'Det er ikke mitt kjøretøy',
      'not-there': 'Kjøretøyet var ikke der',
      'counted-twice': 'Passeringen er tatt med to ganger',
      'wrong-price': 'Prisen er feil',
      sold: 'Kjøretøyet er solgt',
      other: 'Noe annet',
    },
    text: 'Fortell hva som er feil',
    check: 'Sjekk klagen',
    send: 'Send klagen',
    whatHappens:
      'Så lenge klagen ikke er avgjort, kommer det verken purring, gebyr eller inkasso på fakturaer som har disse passeringene. Resten av fakturaen skal du betale til forfall.',
    subject: (count, station) =>
      count === 1 ? `Feil på passering, ${station}` : `Feil på ${count} passeringer`,
    faults: {
      'no-passages': 'Velg minst én passering som er din.',
      'several-companies': 'Velg passeringer fra ett selskap om gangen.',
      'complained-already': 'En av passeringene er meldt fra før. Skriv heller i saken som er åpen.',
      'no-ground': 'Velg hva som er feil.',
      'no-text': 'Fortell hva som er feil.',
      'text-too-long': 'Teksten er for lang. Gjør den kortere.',
    },
    answers: {
      upheld:
        'Du har fått medhold. Passeringene blir ikke belastet. Det som er fakturert, får du tilbake som fradrag på neste faktura.',
      'partly-upheld':
        'Du har fått medhold i en del av klagen. I saken står det ved hver passering hva vi kom fram til. Det du har betalt for mye, får du tilbake som fradrag på neste faktura.',
      dismissed:
        'Vi har sett på klagen, og passeringene og prisen står fast. Har du ikke betalt ennå, har du minst 14 dager på deg før det kan komme purring eller inkasso.',
    },
    findings: {
      'not-charged': 'Blir ikke belastet.',
      'as-if-tag-read': 'Får prisen den ville hatt om brikken var lest.',
      stands: 'Passeringen og prisen står fast.',
    },
    decisions: {
      open: 'Ikke avgjort. Det kommer verken purring, gebyr eller inkasso så lenge.',
      upheld: 'Du har fått medhold.',
      'partly-upheld': 'Du har fått medhold i en del av klagen.',
      dismissed: 'Klagen er avvist.',
    },
    lateInCase: 'Meldt etter fristen.',
    onHold: (number) =>
      `Noe på fakturaen er meldt som feil i sak ${number}. Til den er avgjort, kommer det verken purring, gebyr eller inkasso.`,
    toCase: 'Se saken',
    toInvoice: 'Se fakturaen',
  },
  nn: {
    heading: 'Meld feil på passering',
    choose: (where) => `Vel ${where}`,
    complainOfChosen: 'Meld feil på dei valde',
    about: 'Fortel kva som er feil, så ser selskapet på det.',
    none: 'Vel først ei eller fleire passeringar i lista over passeringar, og så «Meld feil på dei valde».',
    toPassages: 'Passeringar',
    passages: 'Passeringane det gjeld',
    passage: (place, when) => `${place}, ${when}`,
    onInvoice: (number) => `Faktura ${number}.`,
    complainBy: (day) => `Du kan klage til og med ${day}.`,
    late: (day) =>
      `Fristen for å klage var ${day}. Klaga blir teken imot, men kan bli avvist fordi ho er for sein.`,
    notInvoiced: 'Ikkje fakturert enno, så fristen for å klage har ikkje byrja.',
    complainedIn: (number) => `Meld frå før, i sak ${number}.`,
    ground: 'Kva er feil?',
    grounds: {
      'not-mine': 'Det er ikkje mitt køyretøy',
      'not-there': 'Køyretøyet var ikkje der',
      'counted-twice': 'Passeringa er teken med to gonger',
      'wrong-price': 'Prisen er feil',
      sold: 'Køyretøyet er selt',
      other: 'Noko anna',
    },
    text: 'Fortel kva som er feil',
    check: 'Sjekk klaga',
    send: 'Send klaga',
    whatHappens:
      'Så lenge klaga ikkje er avgjord, kjem det verken purring, gebyr eller inkasso på fakturaer som har desse passeringane. Resten av fakturaen skal du betale til forfall.',
    subject: (count, station) =>
      count === 1 ? `Feil på passering, ${station}` : `Feil på ${count} passeringar`,
    faults: {
      'no-passages': 'Vel minst éi passering som er di.',
      'several-companies': 'Vel passeringar frå eitt selskap om gongen.',
      'complained-already': 'Ei av passeringane er meld før. Skriv heller i saka som er open.',
      'no-ground': 'Vel kva som er feil.',
      'no-text': 'Fortel kva som er feil.',
      'text-too-long': 'Teksten er for lang. Gjer han kortare.',
    },
    answers: {
      upheld:
        'Du har fått medhald. Passeringane blir ikkje belasta. Det som er fakturert, får du att som frådrag på neste faktura.',
      'partly-upheld':
        'Du har fått medhald i ein del av klaga. I saka står det ved kvar passering kva vi kom fram til. Det du har betalt for mykje, får du att som frådrag på neste faktura.',
      dismissed:
        'Vi har sett på klaga, og passeringane og prisen står fast. Har du ikkje betalt enno, har du minst 14 dagar på deg før det kan kome purring eller inkasso.',
    },
    findings: {
      'not-charged': 'Blir ikkje belasta.',
      'as-if-tag-read': 'Får prisen ho ville hatt om brikka var lesen.',
      stands: 'Passeringa og prisen står fast.',
    },
    decisions: {
      open: 'Ikkje avgjord. Det kjem verken purring, gebyr eller inkasso så lenge.',
      upheld: 'Du har fått medhald.',
      'partly-upheld': 'Du har fått medhald i ein del av klaga.',
      dismissed: 'Klaga er avvist.',
    },
    lateInCase: 'Meld etter fristen.',
    onHold: (number) =>
      `Noko på fakturaen er meldt som feil i sak ${number}. Til ho er avgjord, kjem det verken purring, gebyr eller inkasso.`,
    toCase: 'Sjå saka',
    toInvoice: 'Sjå fakturaen',
  },
  en: {
    heading: 'Report an error in a passage',
    choose: (where) => `Choose ${where}`,
    complainOfChosen: 'Report an error in those chosen',
    about: 'Tell us what is wrong, and the company will look into it.',
    none: 'First choose one or more passages in the list of passages, then «Report an error in those chosen».',
    toPassages: 'Passages',
    passages: 'The passages concerned',
    passage: (place, when) => `${place}, ${when}`,
    onInvoice: (number) => `Invoice ${number}.`,
    complainBy: (day) => `You can complain until ${day}.`,
    late: (day) =>
      `The time to complain ended on ${day}. The complaint is taken, but may be dismissed for being late.`,
    notInvoiced: 'Not invoiced yet, so the time to complain has not begun.',
    complainedIn: (number) => `Reported already, in case ${number}.`,
    ground: 'What is wrong?',
    grounds: {
      'not-mine': 'It is not my vehicle',
      'not-there': 'The vehicle was not there',
      'counted-twice': 'The passage is counted twice',
      'wrong-price': 'The price is wrong',
      sold: 'The vehicle has been sold',
      other: 'Something else',
    },
    text: 'Tell us what is wrong',
    check: 'Check the complaint',
    send: 'Send the complaint',
    whatHappens:
      'Until the complaint is decided there is no reminder, fee or debt collection on invoices with these passages. The rest of the invoice is to be paid when it is due.',
    subject: (count, station) =>
      count === 1 ? `Error in a passage, ${station}` : `Error in ${count} passages`,
    faults: {
      'no-passages': 'Choose at least one passage of your own.',
      'several-companies': 'Choose passages of one company at a time.',
      'complained-already': 'One of the passages has been reported already. Write in the open case instead.',
      'no-ground': 'Choose what is wrong.',
      'no-text': 'Tell us what is wrong.',
      'text-too-long': 'The text is too long. Make it shorter.',
    },
    answers: {
      upheld:
        'Your complaint is upheld. The passages are not charged. What has been invoiced is deducted from your next invoice.',
      'partly-upheld':
        'Part of your complaint is upheld. The case says by each passage what we found. What you have paid too much is deducted from your next invoice.',
      dismissed:
        'We have looked into the complaint, and the passages and the price stand. If you have not paid yet, you have at least 14 days before there can be a reminder or debt collection.',
    },
    findings: {
      'not-charged': 'Is not charged.',
      'as-if-tag-read': 'Gets the price it would have had if the tag had been read.',
      stands: 'The passage and its price stand.',
    },
    decisions: {
      open: 'Not decided. There is no reminder, fee or debt collection meanwhile.',
      upheld: 'The complaint is upheld.',
      'partly-upheld': 'Part of the complaint is upheld.',
      dismissed: 'The complaint is dismissed.',
    },
    lateInCase: 'Reported after the time to complain.',
    onHold: (number) =>
      `Something on the invoice is reported as wrong in case ${number}. Until it is decided there is no reminder, fee or debt collection.`,
    toCase: 'See the case',
    toInvoice: 'See the invoice',
  },
}
