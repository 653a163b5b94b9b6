import type { Language } from '#core/language.ts'

/** Why nothing is decided of a passage that nobody is found to own. */
export type OwnerRefusal =
  | 'passage-not-without-owner'
  | 'passage-waits-already'
  | 'owner-decided-already'
  | 'not-a-foreign-plate'
  | 'unknown-staff'
  | 'no-reason-given'

export const OWNER_REFUSALS: Record<Language, Readonly<Record<OwnerRefusal, string>>> = {
  nb: {
    'passage-not-without-owner': 'Passeringen finnes ikke, eller den har en eier.',
    'passage-waits-already': 'Passeringen venter allerede på en eier.',
    'owner-decided-already': 'Dette er avgjort fra før. Be om eieren på nytt for å gjøre det om.',
    'not-a-foreign-plate': 'Bare passeringer med utenlandsk kjennemerke kan gå til innkreveren i utlandet.',
    'unknown-staff': 'Vi har ingen medarbeider med denne adressen.',
    'no-reason-given': 'Skriv hvorfor.',
  },
  nn: {
    'passage-not-without-owner': 'Passeringa finst ikkje, eller ho har ein eigar.',
    'passage-waits-already': 'Passeringa ventar alt på ein eigar.',
    'owner-decided-already': 'Dette er avgjort frå før. Be om eigaren på nytt for å gjere det om.',
    'not-a-foreign-plate': 'Berre passeringar med utanlandsk kjennemerke kan gå til innkrevjaren i utlandet.',
    'unknown-staff': 'Vi har ingen medarbeidar med denne adressa.',
    'no-reason-given': 'Skriv kvifor.',
  },
  en: {
    'passage-not-without-owner': 'There is no such passage, or it has an owner.',
    'passage-waits-already': 'The passage is waiting for an owner already.',
    'owner-decided-already': 'This has been decided already. Ask for the owner again to undo it.',
    'not-a-foreign-plate': 'Only passages with a foreign plate can go to the collector abroad.',
    'unknown-staff': 'We have no staff member with this address.',
    'no-reason-given': 'Write why.',
  },
}
