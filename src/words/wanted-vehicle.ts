import type { Language } from '#core/language.ts'

type Message = { readonly subject: string; readonly body: string }

/** What is said to who wants a vehicle that stands under somebody else's agreement, and to the one who has that. Neither is named. */
type Texts = {
  readonly heading: string
  readonly pays: string
  readonly ask: string
  /** False: no company is theirs to write to, and nobody is told. */
  readonly write: (told: boolean) => string
  readonly after: string
  readonly send: (company: string) => string
  readonly contact: string
  readonly tooOften: string
  readonly subject: (plate: string) => string
  readonly text: (plate: string) => string
  /** A mail names no plate; a letter does. */
  readonly toHolder: (of: { name: string; plate?: string; issuer: string }) => Message
  /** No plate and no link: it may be read by others. */
  readonly smsToHolder: (issuer: string) => Message
}

export const WANTED_VEHICLE_TEXTS: Record<Language, Texts> = {
  nb: {
    heading: 'Har du kjøpt kjøretøyet?',
    pays: 'Den som har avtalen, betaler for passeringene til selskapet har fått melding fra den personen om salget (avtalevilkårene, punkt 2.8). Derfor kan ikke du ta kjøretøyet ut.',
    ask: 'Be selgeren melde salget. Det gjøres på Min side, under «Har du solgt bilen?».',
    write: (told) =>
      told
        ? 'Når du ikke selgeren, sender du en sak til selskapet ditt. Vi sier også fra til den som har avtalen, uten å si hvem du er. I saken kan du legge ved salgsmeldingen.'
        : 'Når du ikke selgeren, kontakter du et selskap.',
    after: 'Når kjøretøyet er tatt ut, legger du det til her.',
    send: (company) => `Send sak til ${company}`,
    contact: 'Finn selskapet',
    tooOften: 'Du har nettopp spurt etter flere kjøretøy. Vent litt før du sender en sak til.',
    subject: (plate) => `${plate} står på en annen avtale`,
    text: (plate) =>
      `Jeg vil sette ${plate} på min avtale, men kjøretøyet står på en annen avtale. Kan dere hjelpe meg?`,
    toHolder: ({ name, plate, issuer }) => ({
      subject: 'Har du solgt bilen?',
      body: `Hei, ${name}.\n\nEn annen vil sette ${plate ?? 'et kjøretøy'} på sin AutoPASS-avtale. Kjøretøyet står på avtalen din.\n\nHar du solgt det, melder du salget på Min side, under «Har du solgt bilen?». Du betaler for passeringene til vi har fått meldingen (avtalevilkårene, punkt 2.8).\n\nHar du ikke solgt det, trenger du ikke gjøre noe. Kjøretøyet blir stående på avtalen din.\n\nHilsen ${issuer}`,
    }),
    smsToHolder: (issuer) => ({
      subject: '',
      body: `En annen vil overta et kjøretøy på avtalen din hos ${issuer}. Er det solgt, meld det på Min side. Vi sender aldri lenker på SMS.`,
    }),
  },
  nn: {
    heading: 'Har du kjøpt køyretøyet?',
    pays: 'Den som har avtalen, betaler for passeringane til selskapet har fått melding frå den personen om salet (avtalevilkåra, punkt 2.8). Difor kan ikkje du ta køyretøyet ut.',
    ask: 'Be seljaren melde salet. Det gjer ein på Mi side, under «Har du selt bilen?».',
    write: (told) =>
      told
        ? 'Når du ikkje seljaren, sender du ei sak til selskapet ditt. Vi seier òg frå til den som har avtalen, utan å seie kven du er. I saka kan du leggje ved salsmeldinga.'
        : 'Når du ikkje seljaren, kontaktar du eit selskap.',
    after: 'Når køyretøyet er teke ut, legg du det til her.',
    send: (company) => `Send sak til ${company}`,
    contact: 'Finn selskapet',
    tooOften: 'Du har nettopp spurt etter fleire køyretøy. Vent litt før du sender ei sak til.',
    subject: (plate) => `${plate} står på ein annan avtale`,
    text: (plate) =>
      `Eg vil setje ${plate} på avtalen min, men køyretøyet står på ein annan avtale. Kan de hjelpe meg?`,
    toHolder: ({ name, plate, issuer }) => ({
      subject: 'Har du selt bilen?',
      body: `Hei, ${name}.\n\nEin annan vil setje ${plate ?? 'eit køyretøy'} på sin AutoPASS-avtale. Køyretøyet står på avtalen din.\n\nHar du selt det, melder du salet på Mi side, under «Har du selt bilen?». Du betaler for passeringane til vi har fått meldinga (avtalevilkåra, punkt 2.8).\n\nHar du ikkje selt det, treng du ikkje gjere noko. Køyretøyet blir ståande på avtalen din.\n\nHelsing ${issuer}`,
    }),
    smsToHolder: (issuer) => ({
      subject: '',
      body: `Ein annan vil overta eit køyretøy på avtalen din hos ${issuer}. Er det selt, meld det på Mi side. Vi sender aldri lenkjer på SMS.`,
    }),
  },
  en: {
    heading: 'Have you bought the vehicle?',
    pays: 'Whoever has the agreement pays for its passages until the company has had notice of the sale from that person (terms, point 2.8). So you cannot take the vehicle out.',
    ask: 'Ask the seller to report the sale. It is done on Min side, under “Have you sold the car?”.',
    write: (told) =>
      told
        ? 'If you cannot reach the seller, send a case to your company. We also tell whoever has the agreement, and not who you are. You can attach the notice of sale in the case.'
        : 'If you cannot reach the seller, contact a company.',
    after: 'When the vehicle has been taken out, you add it here.',
    send: (company) => `Send a case to ${company}`,
    contact: 'Find the company',
    tooOften: 'You have just asked for several vehicles. Wait a little before you send another case.',
    subject: (plate) => `${plate} stands under another agreement`,
    text: (plate) =>
      `I want ${plate} under my agreement, but the vehicle stands under another agreement. Can you help me?`,
    toHolder: ({ name, plate, issuer }) => ({
      subject: 'Have you sold the car?',
      body: `Hello ${name},\n\nSomebody else wants ${plate ?? 'a vehicle'} under their AutoPASS agreement. The vehicle stands under yours.\n\nIf you have sold it, report the sale on Min side, under “Have you sold the car?”. You pay for its passages until we have your notice (terms, point 2.8).\n\nIf you have not sold it, you need not do anything. The vehicle stays under your agreement.\n\nKind regards, ${issuer}`,
    }),
    smsToHolder: (issuer) => ({
      subject: '',
      body: `Another wants a vehicle of your agreement with ${issuer}. If you have sold it, say so on Min side. We never send links by SMS.`,
    }),
  },
}
