import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why staff’s wish about a claim or a limit is not done. */
export const DUNNING_REFUSALS: Record<
  Language,
  Readonly<Record<ClaimRefusal | CreditLimitRefusal | WithdrawnRefusal, string>>
> = {
  nb: {
    'unknown-invoice': 'Vi har ingen slik faktura.',
    'claim-already-held': 'Kravet er på vent fra før.',
    'claim-not-held': 'Kravet er ikke på vent.',
    'claim-settled': 'Kravet er betalt eller kreditert.',
    'claim-with-collector': 'Inkassobyrået har kravet. Ta det opp med byrået.',
    'unknown-collection-claim': 'Vi har ikke noe krav til inkasso med det nummeret.',
    'claim-not-withdrawn': 'Inkassobyrået har ikke gitt opp kravet.',
    'claim-already-decided': 'Det er avgjort hva som skal skje med kravet. Angre det først.',
    'claim-not-decided': 'Det er ikke avgjort noe om kravet.',
    'claim-reminded-again': 'Kunden har fått en ny purring. Sett heller kravet på vent.',
    'unknown-hold-reason': 'Velg en av grunnene vi kjenner.',
    'no-reason-given': 'Skriv hvorfor.',
    ...STAFF_REFUSALS.nb,
    'unknown-agreement': 'Selskapet ditt har ingen avtale med det nummeret.',
    'day-has-been': 'Grensen kan tidligst gjelde fra i dag.',
  },
  nn: {
    'unknown-invoice': 'Vi har ingen slik faktura.',
    'claim-already-held': 'Kravet er på vent frå før.',
    'claim-not-held': 'Kravet er ikkje på vent.',
    'claim-settled': 'Kravet er betalt eller kreditert.',
    'claim-with-collector': 'Inkassobyrået har kravet. Ta det opp med byrået.',
    'unknown-collection-claim': 'Vi har ikkje noko krav til inkasso med det nummeret.',
    'claim-not-withdrawn': 'Inkassobyrået har ikkje gitt opp kravet.',
    'claim-already-decided': 'Det er avgjort kva som skal skje med kravet. Angre det først.',
    'claim-not-decided': 'Det er ikkje avgjort noko om kravet.',
    'claim-reminded-again': 'Kunden har fått ei ny purring. Set heller kravet på vent.',
    'unknown-hold-reason': 'Vel ein av grunnane vi kjenner.',
    'no-reason-given': 'Skriv kvifor.',
    ...STAFF_REFUSALS.nn,
    'unknown-agreement': 'Selskapet ditt har ingen avtale med det nummeret.',
    'day-has-been': 'Grensa kan tidlegast gjelde frå i dag.',
  },
  en: {
    'unknown-invoice': 'We have no such invoice.',
    'claim-already-held': 'The claim is on hold already.',
    'claim-not-held': 'The claim is not on hold.',
    'claim-settled': 'The claim is paid or credited.',
    'claim-with-collector': 'The debt collector has the claim. Take it up with them.',
    'unknown-collection-claim': 'We have no claim in collection with that number.',
    'claim-not-withdrawn': 'The debt collector has not given up the claim.',
    'claim-already-decided': 'It is decided what becomes of the claim. Undo that first.',
    'claim-not-decided': 'Nothing is decided of the claim.',
    'claim-reminded-again': 'The customer has been reminded again. Put the claim on hold instead.',
    'unknown-hold-reason': 'Choose one of the reasons we know.',
    'no-reason-given': 'Write why.',
    ...STAFF_REFUSALS.en,
    'unknown-agreement': 'Your company has no agreement with that number.',
    'day-has-been': 'The limit holds from today at the earliest.',
  },
}

/** Why a claim is not held or released. */
export type ClaimRefusal =
  | 'unknown-invoice'
  | 'claim-already-held'
  | 'claim-not-held'
  | 'claim-settled'
  | 'claim-with-collector'
  | 'unknown-hold-reason'
  | 'no-reason-given'
  | StaffRefusal

/** Why nothing is decided of a claim that the debt collector gave up. */
export type WithdrawnRefusal =
  | 'unknown-collection-claim'
  | 'claim-not-withdrawn'
  | 'claim-already-decided'
  | 'claim-not-decided'
  | 'claim-reminded-again'
  | 'claim-settled'
  | 'no-reason-given'
  | StaffRefusal

/** Why an agreement gets no credit limit of its own. */
export type CreditLimitRefusal = 'unknown-agreement' | StaffRefusal | 'day-has-been'
