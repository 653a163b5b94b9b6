import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why nothing is decided of a passage that nobody is found to own. */
export type OwnerRefusal =
  | 'passage-not-without-owner'
  | 'passage-waits-already'
  | 'owner-decided-already'
  | 'not-a-foreign-plate'
  | StaffRefusal
  | 'no-reason-given'

export const OWNER_REFUSALS: Record<Language, Readonly<Record<OwnerRefusal, string>>> = {
  nb: {
    'passage-not-without-owner': 'Passeringen finnes ikke, eller den har en eier.',
    'passage-waits-already': 'Passeringen venter allerede på en eier.',
    'owner-decided-already': 'Dette er avgjort fra før. Be om eieren på nytt for å gjøre det om.',
    'not-a-foreign-plate': 'Bare passeringer med utenlandsk kjennemerke kan gå til innkreveren i utlandet.',
    ...STAFF_REFUSALS.nb,
    'no-reason-given': 'Skriv hvorfor.',
  },
  nn: {
    'passage-not-without-owner': 'Passeringa finst ikkje, eller ho har ein eigar.',
    'passage-waits-already': 'Passeringa ventar alt på ein eigar.',
    'owner-decided-already': 'Dette er avgjort frå før. Be om eigaren på nytt for å gjere det om.',
    'not-a-foreign-plate': 'Berre passeringar med utanlandsk kjennemerke kan gå til innkrevjaren i utlandet.',
    ...STAFF_REFUSALS.nn,
    'no-reason-given': 'Skriv kvifor.',
  },
  en: {
    'passage-not-without-owner': 'There is no such passage, or it has an owner.',
    'passage-waits-already': 'The passage is waiting for an owner already.',
    'owner-decided-already': 'This has been decided already. Ask for the owner again to undo it.',
    'not-a-foreign-plate': 'Only passages with a foreign plate can go to the collector abroad.',
    ...STAFF_REFUSALS.en,
    'no-reason-given': 'Write why.',
  },
}
