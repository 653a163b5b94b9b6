import type { Language } from '#core/language.ts'

/** Why something done with a tag is not undone. */
export type UndoRefusal = 'unknown-change' | 'not-undoable' | 'undone-already' | 'too-late-to-undo' | 'changed-since'

export const UNDO_REFUSALS: Record<Language, Readonly<Record<UndoRefusal, string>>> = {
  nb: {
    'unknown-change': 'Vi finner ikke endringen.',
    'not-undoable': 'Denne endringen kan ikke angres her. Kontakt oss hvis noe ble feil.',
    'undone-already': 'Endringen er angret.',
    'too-late-to-undo': 'Fristen for å angre var ut den dagen endringen ble gjort.',
    'changed-since': 'Brikken eller kjøretøyet er endret på nytt etter dette, så endringen kan ikke angres.',
  },
  nn: {
    'unknown-change': 'Vi finn ikkje endringa.',
    'not-undoable': 'Denne endringa kan ikkje angrast her. Kontakt oss om noko vart feil.',
    'undone-already': 'Endringa er angra.',
    'too-late-to-undo': 'Fristen for å angre var ut den dagen endringa vart gjord.',
    'changed-since': 'Brikka eller køyretøyet er endra på nytt etter dette, så endringa kan ikkje angrast.',
  },
  en: {
    'unknown-change': 'We cannot find the change.',
    'not-undoable': 'This change cannot be undone here. Contact us if something went wrong.',
    'undone-already': 'The change has been undone.',
    'too-late-to-undo': 'It could be undone until the end of the day it was made.',
    'changed-since': 'The tag or the vehicle has been changed again since, so this cannot be undone.',
  },
}
