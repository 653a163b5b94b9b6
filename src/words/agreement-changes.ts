import type { Language } from '#core/language.ts'

const nb = {
  supplementary: 'Inngå tilleggsavtale',
  what: 'En tilleggsavtale er en avtale med et annet selskap enn det du fikk brikken av. Du får egen faktura derfra for passeringer hos det selskapet. Den bruker brikken du har, og gjelder bare så lenge hovedavtalen gjelder.',
  needed: 'De fleste trenger ingen. Noen selskaper gir høyere rabatt til dem som har avtale med dem.',
  needsMain: 'Du trenger en hovedavtale som gjelder, før du kan inngå en tilleggsavtale.',
  main: 'Hvilken hovedavtale hører den til?',
  with: 'Hvilket selskap vil du ha tilleggsavtale med?',
  choose: 'Velg et selskap.',
  accept: (version: string) =>
    `Jeg godtar avtalevilkårene av ${version}, og lokale vilkår der selskapet har det.`,
  mustAccept: 'Du må godta vilkårene.',
  readTerms: 'Les vilkårene',
  make: 'Inngå tilleggsavtalen',
  made: 'Avtalen er inngått',
  madeNext: (from: string | undefined) =>
    `Passeringer hos selskapet kommer på egen faktura fra ${from === undefined ? 'nå av' : `og med ${from}`}.`,
  holdsAtOnce: 'Gjelder med en gang.',
  holdsFrom: (from: string) => `Gjelder fra ${from}.`,
  end: (number: string) => `Si opp avtale ${number}`,
  endWhen:
    'Du kan si opp når du vil. Avtalen slutter med en gang, og kan ikke åpnes igjen; du kan inngå en ny.',
  follows: 'Dette skjer',
  vehicles: (count: string) =>
    `${count} kjøretøy står ikke lenger på avtalen. Passeringer etterpå går til den som eier kjøretøyet, til full pris.`,
  tags: 'Brikkene gjøres opp. Ta dem ut av kjøretøyene, og send dem tilbake til selskapet.',
  deposit: (amount: string) =>
    `Du får igjen ${amount} i depositum. Det trekkes fra det du skylder, og resten betales til kontoen din.`,
  passages: 'Passeringer til nå kommer på en siste faktura, og eldre fakturaer skal betales som før.',
  endsWith: (companies: string) => `Tilleggsavtalene med ${companies} slutter samtidig.`,
  onlyPassages: 'Passeringer hos selskapet kommer fra nå av på fakturaen til hovedavtalen.',
  sure: 'Jeg forstår, og vil si opp avtalen',
  mustBeSure: 'Kryss av for at du vil si opp.',
  button: 'Si opp avtalen',
  endedHeading: 'Avtalen er sagt opp',
  endedAt: 'Sagt opp',
  sendBack: (within: string) =>
    `Send brikkene tilbake til selskapet. Det du har til gode, må du kreve innen ${within}.`,
}

export type AgreementChangeTexts = typeof nb

export const AGREEMENT_CHANGE_TEXTS: Record<Language, AgreementChangeTexts> = {
  nb,
  nn: {
    supplementary: 'Inngå tilleggsavtale',
    what: 'Ein tilleggsavtale er ein avtale med eit anna selskap enn det du fekk brikka av. Du får eigen faktura derifrå for passeringar hos det selskapet. Han bruker brikka du har, og gjeld berre så lenge hovudavtalen gjeld.',
    needed: 'Dei fleste treng ingen. Nokre selskap gir høgare rabatt til dei som har avtale med dei.',
    needsMain: 'Du treng ein hovudavtale som gjeld, før du kan inngå ein tilleggsavtale.',
    main: 'Kva hovudavtale høyrer han til?',
    with: 'Kva selskap vil du ha tilleggsavtale med?',
    choose: 'Vel eit selskap.',
    accept: (version) => `Eg godtek avtalevilkåra av ${version}, og lokale vilkår der selskapet har det.`,
    mustAccept: 'Du må godta vilkåra.',
    readTerms: 'Les vilkåra',
    make: 'Inngå tilleggsavtalen',
    made: 'Avtalen er inngått',
    madeNext: (from) =>
      `Passeringar hos selskapet kjem på eigen faktura frå ${from === undefined ? 'no av' : `og med ${from}`}.`,
    holdsAtOnce: 'Gjeld med ein gong.',
    holdsFrom: (from) => `Gjeld frå ${from}.`,
    end: (number) => `Sei opp avtale ${number}`,
    endWhen:
      'Du kan seie opp når du vil. Avtalen sluttar med ein gong, og kan ikkje opnast igjen; du kan inngå ein ny.',
    follows: 'Dette skjer',
    vehicles: (count) =>
      `${count} køyretøy står ikkje lenger på avtalen. Passeringar etterpå går til den som eig køyretøyet, til full pris.`,
    tags: 'Brikkene blir gjorde opp. Ta dei ut av køyretøya, og send dei tilbake til selskapet.',
    deposit: (amount) =>
      `Du får igjen ${amount} i depositum. Det blir trekt frå det du skuldar, og resten betalt til kontoen din.`,
    passages: 'Passeringar til no kjem på ein siste faktura, og eldre fakturaer skal betalast som før.',
    endsWith: (companies) => `Tilleggsavtalane med ${companies} sluttar samtidig.`,
    onlyPassages: 'Passeringar hos selskapet kjem frå no av på fakturaen til hovudavtalen.',
    sure: 'Eg forstår, og vil seie opp avtalen',
    mustBeSure: 'Kryss av for at du vil seie opp.',
    button: 'Sei opp avtalen',
    endedHeading: 'Avtalen er sagd opp',
    endedAt: 'Sagd opp',
    sendBack: (within) =>
      `Send brikkene tilbake til selskapet. Det du har til gode, må du krevje innan ${within}.`,
  },
  en: {
    supplementary: 'Make a supplementary agreement',
    what: 'A supplementary agreement is one with another company than the one you got the tag from. You get an invoice of its own from there for passages with that company. It uses the tag you have, and is valid only as long as the main agreement is.',
    needed:
      'Most people need none. Some companies give a higher discount to those who have an agreement with them.',
    needsMain: 'You need a main agreement that is valid before you can make a supplementary one.',
    main: 'Which main agreement does it belong to?',
    with: 'With which company would you like a supplementary agreement?',
    choose: 'Choose a company.',
    accept: (version) =>
      `I accept the agreement terms of ${version}, and local terms where the company has them.`,
    mustAccept: 'You must accept the terms.',
    readTerms: 'Read the terms',
    make: 'Make the supplementary agreement',
    made: 'The agreement is made',
    madeNext: (from) => `Passages with the company come on an invoice of their own from ${from ?? 'now'} on.`,
    holdsAtOnce: 'Valid at once.',
    holdsFrom: (from) => `Valid from ${from}.`,
    end: (number) => `End agreement ${number}`,
    endWhen:
      'You can end it when you like. It ends at once, and cannot be opened again; you can make a new one.',
    follows: 'This happens',
    vehicles: (count) =>
      `${count} vehicles are no longer on the agreement. Passages after that go to whoever owns the vehicle, at full price.`,
    tags: 'The tags are settled. Take them out of the vehicles, and send them back to the company.',
    deposit: (amount) =>
      `You get back ${amount} of deposits. It is taken off what you owe, and the rest is paid to your account.`,
    passages: 'Passages until now come on a last invoice, and older invoices are to be paid as before.',
    endsWith: (companies) => `The supplementary agreements with ${companies} end at the same time.`,
    onlyPassages: 'Passages with the company come on the main agreement’s invoice from now on.',
    sure: 'I understand, and want to end the agreement',
    mustBeSure: 'Tick that you want to end it.',
    button: 'End the agreement',
    endedHeading: 'The agreement is ended',
    endedAt: 'Ended',
    sendBack: (within) =>
      `Send the tags back to the company. What you have to your credit must be claimed within ${within}.`,
  },
}
