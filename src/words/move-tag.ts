import type { Language } from '#core/language.ts'

const nb = {
  heading: 'Flytt brikke til et annet kjøretøy',
  which: 'Hvilken brikke vil du flytte?',
  chooseTag: 'Velg brikken du vil flytte.',
  none: 'Du har ingen brikke som sitter i et kjøretøy.',
  another: 'Velg en annen brikke',
  toWhich: 'Hvilket kjøretøy skal den til?',
  check: 'Fra når gjelder byttet?',
  checkAbout: (days: number) =>
    `Du kan velge inntil ${days} dager tilbake i tid. Er det lenger siden, må du kontakte oss.`,
  today: 'I dag, fra nå',
  chooseDay: 'Velg en dag.',
  consequences: (from: string, to: string) =>
    `Fra dagen du velger, betaler avtalen din for ${to}, og passeringer med brikken siden da blir priset på nytt. ${from} står ikke lenger på avtalen, og passeringer med den går til den som eier kjøretøyet, til full pris.`,
  move: 'Flytt brikken',
  mountHeading: 'Sett en brikke i et kjøretøy',
  mountWhich: 'Hvilken brikke vil du bruke?',
  mountNone: 'Du har ingen brikke på vent.',
  mountConsequences: (to: string) =>
    `Avtalen brikken hører til, betaler for ${to} fra nå. Fest brikken i frontruten før du kjører.`,
  mount: 'Sett brikken i kjøretøyet',
}

export type MoveTagTexts = typeof nb

export const MOVE_TAG_TEXTS: Record<Language, MoveTagTexts> = {
  nb,
  nn: {
    heading: 'Flytt brikke til eit anna køyretøy',
    which: 'Kva brikke vil du flytte?',
    chooseTag: 'Vel brikka du vil flytte.',
    none: 'Du har inga brikke som sit i eit køyretøy.',
    another: 'Vel ei anna brikke',
    toWhich: 'Kva køyretøy skal ho til?',
    check: 'Frå når gjeld bytet?',
    checkAbout: (days) =>
      `Du kan velje inntil ${days} dagar tilbake i tid. Er det lenger sidan, må du kontakte oss.`,
    today: 'I dag, frå no',
    chooseDay: 'Vel ein dag.',
    consequences: (from, to) =>
      `Frå dagen du vel, betaler avtalen din for ${to}, og passeringar med brikka sidan då blir prisa på nytt. ${from} står ikkje lenger på avtalen, og passeringar med det går til den som eig køyretøyet, til full pris.`,
    move: 'Flytt brikka',
    mountHeading: 'Set ei brikke i eit køyretøy',
    mountWhich: 'Kva brikke vil du bruke?',
    mountNone: 'Du har inga brikke på vent.',
    mountConsequences: (to) =>
      `Avtalen brikka høyrer til, betaler for ${to} frå no. Fest brikka i frontruta før du køyrer.`,
    mount: 'Set brikka i køyretøyet',
  },
  en: {
    heading: 'Move a tag to another vehicle',
    which: 'Which tag would you like to move?',
    chooseTag: 'Choose the tag you would like to move.',
    none: 'You have no tag that is in a vehicle.',
    another: 'Choose another tag',
    toWhich: 'To which vehicle?',
    check: 'From when does the change hold?',
    checkAbout: (days) => `You can choose up to ${days} days back. If it was earlier, contact us.`,
    today: 'Today, from now',
    chooseDay: 'Choose a day.',
    consequences: (from, to) =>
      `From the day you choose your agreement pays for ${to}, and passages with the tag since then are priced again. ${from} is no longer on the agreement, and its passages go to whoever owns the vehicle, at full price.`,
    move: 'Move the tag',
    mountHeading: 'Put a tag in a vehicle',
    mountWhich: 'Which tag would you like to use?',
    mountNone: 'You have no tag waiting.',
    mountConsequences: (to) =>
      `The agreement the tag is of pays for ${to} from now. Fasten the tag to the windscreen before you drive.`,
    mount: 'Put the tag in the vehicle',
  },
}
